import { posix } from 'node:path';
import { type Dockerfile, type ImageView, type PlainCommand, query, readInstall, runCommands, type Span } from '../../src/api';

/** Something that a RUN leaves in a folder of the image and that the image needs there. */
export interface Built {
  /**
   * `project`: a Python project is installed in place; `extension`: a compiled extension; `program`: what make builds; `folder`: a
   * folder of packages.
   */
  readonly kind: 'project' | 'extension' | 'program' | 'folder';
  /** Absolute, in the image. */
  readonly path: string;
  readonly command: Span;
}

/** What an image builds in place, as far as the folders are known. */
export const builtIn = query('docker.builtIn', (view: ImageView): ((dockerfile: Dockerfile) => readonly Built[]) => {
  const inFile = query('docker.builtInFile', (dockerfile: Dockerfile): readonly Built[] =>
    view.stages.flatMap((stage) =>
      stage.runs.flatMap((run) => {
        let folder = run.workdir;
        return runCommands(run, stage, dockerfile.file).flatMap((command) => {
          if (command.words[0]?.text === 'cd') folder = resolve(folder, command.words[1]?.text);
          const found = buildOf(command);
          const path = found && resolve(folder, found.path);
          return found && path !== undefined ? [{ kind: found.kind, path, command: command.span }] : [];
        });
      }),
    ),
  );
  return inFile;
});

const resolve = (folder: string | undefined, path: string | undefined): string | undefined =>
  path === undefined || /[$*~]/.test(path) || (folder === undefined && !path.startsWith('/'))
    ? undefined
    : posix.resolve(folder ?? '/', path);

/** What a command builds, with its path from the working folder. */
function buildOf(command: PlainCommand): Pick<Built, 'kind' | 'path'> | undefined {
  const words = command.words.map(({ text }) => text ?? '');
  const [program = '', first = ''] = words;
  if (readInstall(command.words)) return editable(words);
  if (/^python[\d.]*$/.test(program)) return byPython(words);
  if (program === 'make' && !words.some((word) => /install|clean/.test(word))) {
    const at = words.indexOf('-C');
    return { kind: 'program', path: at > 0 ? (words[at + 1] ?? '.') : '.' };
  }
  const isGlobal = words.some((word) => word === '-g' || word === '--global' || word === '--package-lock-only');
  if (/^(?:npm|yarn|pnpm)$/.test(program) && /^(?:ci|install|i)$/.test(first) && !isGlobal)
    return { kind: 'folder', path: 'node_modules' };
  return undefined;
}

/** `pip install -e FOLDER`. */
function editable(words: readonly string[]): Pick<Built, 'kind' | 'path'> | undefined {
  const at = words.findIndex((word) => word === '-e' || word === '--editable');
  const path = (at < 0 ? words.find((word) => word.startsWith('--editable='))?.slice(11) : words[at + 1])?.replace(/\[.*$/s, '');
  return path === undefined || /^[a-z+]+:/.test(path) ? undefined : { kind: 'project', path };
}

function byPython(words: readonly string[]): Pick<Built, 'kind' | 'path'> | undefined {
  const script = words.find((word) => /(?:^|\/)setup\.py$/.test(word));
  if (script === undefined) return undefined;
  const path = posix.dirname(script);
  if (words.includes('build_ext') && (words.includes('--inplace') || words.includes('-i'))) return { kind: 'extension', path };
  return words.includes('develop') ? { kind: 'project', path } : undefined;
}
