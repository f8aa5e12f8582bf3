import { type ContainerProgram, type FileUse, folderOf, isByDefault, type Located, repositoryPath } from '../../src/api';
import { runsAsRoot } from './downloads';

export interface OutputOptions {
  /** Folders of the container whose content may be lost. */
  readonly temporary: readonly string[];
}

export const outputOptions = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      temporary: {
        type: 'array',
        items: { type: 'string', pattern: '^/' },
        description: 'Folders of the container whose content may be lost.',
      },
    },
  },
  tables: { temporary: 'python-outputs.temporary' },
} as const;

/** A file that a program writes by default. */
export interface Output {
  readonly use: FileUse;
  /** Absolute, in the container. */
  readonly path: string;
  readonly located: Located;
}

/** The files that a program's entry file writes by default, except temporary ones. */
export const outputsOf = (program: ContainerProgram, { temporary }: OutputOptions): Output[] =>
  writesOf(program).filter(({ path }) => !isIn(path, temporary));

/** The files that a program's entry file writes by default. */
export const writesOf = (program: ContainerProgram): Output[] =>
  program.entry.facts.files.flatMap((use) => {
    if (use.action !== 'write' || isReplaced(use, program) || isUnlikely(use, program)) return [];
    const path = absolutePath(use, program);
    return path === undefined ? [] : [{ use, path, located: program.start.container.locate(path) }];
  });

export const isIn = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(`${folder}/`));

function absolutePath(use: FileUse, program: ContainerProgram): string | undefined {
  const { start, entry } = program;
  if (use.base === 'repository') return besideProgram(use, start, folderOf(entry.path));
  if (use.base === 'absolute') return use.path;
  if (use.base === 'home') return runsAsRoot(program) ? use.path.replace(/^~/, '/root') : undefined;
  return start.workdir === undefined ? undefined : `${start.workdir.replace(/\/$/, '')}/${use.path.replace(/^(\.\/)+/, '')}`;
}

/** A path that the code makes from its own file's path, in the container. */
function besideProgram(use: FileUse, { target, workdir }: ContainerProgram['start'], folder: string): string | undefined {
  const path = repositoryPath(use.path);
  const written = target.part.text;
  if (path === undefined || written === undefined || !path.startsWith(`${folder}/`)) return undefined;
  if (workdir === undefined && !written.startsWith('/')) return undefined;
  const own = written.startsWith('/') ? written : `${workdir}/${written}`;
  return `${own.slice(0, own.lastIndexOf('/'))}${path.slice(folder.length)}`;
}

/** The launch passes something that replaces the default, or the code changes its working folder. */
const isReplaced = (use: FileUse, { start, entry }: ContainerProgram): boolean =>
  (/\bos\.chdir\b|hydra/.test(entry.source.text) && use.base === 'working-folder') || !isByDefault(use.setters, start);

/** In a branch that the defaults don't take, such as `if args.debug:`, or in one that handles a failure. */
function isUnlikely({ frame }: FileUse, { entry }: ContainerProgram): boolean {
  for (let current: FileUse['frame'] | undefined = frame; current; current = current.parent) {
    if (current.kind === 'except') return true;
    const { node } = current;
    if ((current.kind !== 'if' && current.kind !== 'else') || node.nodeType !== 'If' || !current.parent) continue;
    const test = entry.resolve(node.test, current.parent);
    if (test.kind === 'known' && Boolean(test.value) === (current.kind === 'else')) return true;
  }
  return false;
}
