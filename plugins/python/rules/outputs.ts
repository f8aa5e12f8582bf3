import {
  defineRule,
  type Example,
  type FileUse,
  folderOf,
  isByDefault,
  nameOf,
  type Program,
  type Report,
  repositoryPath,
} from '../../../src/api';
import { launch as script } from '../samples';

interface Options {
  /** Folders whose content may go with the container. */
  readonly temporary: readonly string[];
  /** Whether outputs inside the repository must be covered by `.gitignore`. */
  readonly ignored: boolean;
}

type Found = Report<'lost' | 'readonly' | 'untracked'>;

export default defineRule<'example', Options>({
  name: 'outputs',
  scope: 'example',
  docs: {
    summary: 'What the code writes outlives the container, and git does not pick it up',
    why: 'A checkpoint that is written beside all mounts is gone when the container is removed; below a mount that is read-only the program stops at the first write. Inside the repository outputs must be ignored, or the next `git add .` commits them.',
    bad: [
      {
        'train.sh': script('python train.py'),
        'train.py': 'import torch\ntorch.save({}, "/checkpoints/last.pt")\n',
        Dockerfile: 'FROM pytorch/pytorch:2.1\n',
        'build.sh': 'docker build -t demo .\n',
      },
      {
        'train.sh':
          '#!/usr/bin/env bash\nHERE="$(cd "$(dirname "$0")" && pwd)"\ndocker run --mount "type=bind,src=$HERE,dst=/workspace,readonly" -w /workspace demo python train.py\n',
        'train.py': 'open("log.txt", "w").write("x")\n',
      },
      {
        'train.sh': script('python train.py'),
        'train.py': 'import torch\ntorch.save({}, "outputs/last.pt")\n',
        '.gitignore': '*.log\n',
      },
    ],
    good: [
      {
        'train.sh': script('python train.py'),
        'train.py': 'import torch\ntorch.save({}, "outputs/last.pt")\n',
        '.gitignore': 'outputs/\n',
      },
      {
        'train.sh': script('python train.py', '-v "$HOME/runs:/checkpoints"'),
        'train.py': 'import torch\ntorch.save({}, "/checkpoints/last.pt")\nopen("/tmp/x", "w")\n',
      },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        temporary: {
          type: 'array',
          items: { type: 'string' },
          description: 'folders of the container whose content may be lost',
        },
        ignored: { type: 'boolean', description: 'ask for a pattern in .gitignore for outputs inside the repository' },
      },
    },
    defaults: {
      temporary: ['/tmp', '/var/tmp', '/dev', '/proc', '/run', '/root/.cache', '/root/.config', '/etc'],
      ignored: true,
    },
  },
  messages: {
    lost: '{{path}} is written beside all mounts of {{script}}, so it is gone with the container; write below {{folder}}, or mount its folder',
    readonly:
      '{{path}} is written below {{folder}}, which {{script}} mounts read-only, so the program stops there; write elsewhere, or leave out `readonly`',
    untracked: 'the run leaves {{path}} in the repository, and no .gitignore hides it; add `{{pattern}}` to {{file}}',
  },
  *check(example, { options }) {
    const seen = new Set<string>();
    for (const program of example.programs) {
      for (const use of program.entry.facts.files) {
        const found = problemOf(use, program, example, options);
        // One mount is at fault for all that is written below it.
        const what = found?.message === 'readonly' ? `${found.data?.['folder']} ${found.data?.['script']}` : undefined;
        const key = found && `${found.message} ${String(what ?? found.data?.['pattern'] ?? found.data?.['path'])}`;
        if (found && key && !seen.has(key)) yield found;
        if (key) seen.add(key);
      }
    }
  },
});

function problemOf(use: FileUse, program: Program, example: Example, options: Options): Found | undefined {
  const { start } = program;
  const { container, launch } = start;
  if (
    (use.action !== 'write' && use.action !== 'create-folder') ||
    use.base === 'home' ||
    isReplaced(use, program) ||
    isUnlikely(use, program)
  )
    return undefined;
  const path = absolutePath(use, program);
  if (path === undefined || options.temporary.some((folder) => path === folder || path.startsWith(`${folder}/`)))
    return undefined;
  const script = nameOf(launch.path);
  const located = container.locate(path);
  const related = [{ message: 'container started here', at: launch.spec.image?.span ?? launch.span }];
  if (located.kind === 'mounted' || located.kind === 'outside') {
    const folder = located.mount.target.text ?? '';
    if (located.readonly === true && use.action === 'write')
      return {
        message: 'readonly',
        data: { path, folder, script },
        at: use.span,
        related: [{ message: 'mounted here', at: located.mount.span }],
      };
    if (located.kind === 'outside' || !options.ignored || use.action !== 'write') return undefined;
    return untracked(use, located.path, example);
  }
  const writable = launch.spec.mounts.find((mount) => mount.readonly === false && mount.type === 'bind')?.target.text;
  if (
    located.kind !== 'image' ||
    use.action !== 'write' ||
    writable === undefined ||
    start.preceded ||
    launch.image.view?.stages.some((stage) => stage.volumes.length)
  )
    return undefined;
  return { message: 'lost', data: { path, folder: writable, script }, at: use.span, related };
}

/** The absolute path in the container. */
function absolutePath(use: FileUse, { start, entry }: Program): string | undefined {
  if (use.base === 'repository') {
    const path = repositoryPath(use.path);
    const target = start.target.part.text;
    const folder = folderOf(entry.path);
    if (path === undefined || target === undefined || !path.startsWith(`${folder}/`)) return undefined;
    const own = target.startsWith('/') ? target : `${start.workdir}/${target}`;
    return start.workdir === undefined && !target.startsWith('/')
      ? undefined
      : `${own.slice(0, own.lastIndexOf('/'))}${path.slice(folder.length)}`;
  }
  if (use.base === 'absolute') return use.path;
  return start.workdir === undefined ? undefined : `${start.workdir.replace(/\/$/, '')}/${use.path.replace(/^(\.\/)+/, '')}`;
}

/** The launch passes something that replaces the default; a default out of a configuration file is not known. */
const isReplaced = (use: FileUse, { start, entry }: Program): boolean =>
  (/\bos\.chdir\b|hydra/.test(entry.source.text) && use.base === 'working-folder') || !isByDefault(use.setters, start);

/** In a branch that the defaults do not take, such as `if args.debug:`, or one for what has failed. */
function isUnlikely({ frame }: FileUse, { entry }: Program): boolean {
  for (let current: FileUse['frame'] | undefined = frame; current; current = current.parent) {
    if (current.kind === 'except') return true;
    const { node } = current;
    if ((current.kind !== 'if' && current.kind !== 'else') || node.nodeType !== 'If' || !current.parent) continue;
    const test = entry.resolve(node.test, current.parent);
    if (test.kind === 'known' && Boolean(test.value) === (current.kind === 'else')) return true;
  }
  return false;
}

function untracked(use: FileUse, path: string, example: Example): Found | undefined {
  const { repository, folder } = example;
  if (repository.ignoredBy(path) || repository.ignoredBy(`${path}/x`) || repository.entry(path)?.tracked) return undefined;
  if (!path.startsWith(`${folder}/`) || repository.filesBelow(path).some((file) => file.tracked)) return undefined;
  const relative = path.slice(folder.length + 1);
  const [top = ''] = relative.split('/');
  const topPath = `${folder}/${top}`;
  const isShared = repository.filesBelow(topPath).some((file) => file.tracked);
  const pattern = relative.includes('/') ? (isShared ? relative : `${top}/`) : use.folder ? `${top}/` : top;
  return { message: 'untracked', data: { path: relative, pattern, file: `${nameOf(folder)}/.gitignore` }, at: use.span };
}
