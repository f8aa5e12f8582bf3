import { posix } from 'node:path';
import {
  defineRule,
  escapeRegExp,
  folderOf,
  foldersFrom,
  type ImageBuild,
  isBatchJob,
  type Report,
  type Script,
  type Span,
  simpleCommands,
} from '../../../src/api';
import { isShell } from '../dialect';

export default defineRule({
  name: 'script-directory',
  scope: 'script',
  docs: {
    summary: 'A script finds its files from wherever it is called',
    why: 'A relative path starts at the folder of whoever calls the script: it works for `./build.sh`, and fails, or builds another example, for `bash examples/demo/build.sh`, for a runner and for CI.',
    bad: [
      { 'build.sh': '#!/bin/bash\ndocker build -t demo .\n', Dockerfile: 'FROM python:3.12\n' },
      {
        'example.yaml': 'name: demo\n',
        'train.sh': '#!/bin/bash\nsource ./common.sh\ntrain\n',
        'common.sh': 'train() { python train.py; }\n',
      },
      { 'build.sh': '#!/bin/bash\ndocker build -t demo examples/old_name/demo\n' },
    ],
    good: [
      {
        'build.sh':
          '#!/bin/bash\nSCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\ndocker build -t demo "$SCRIPT_DIR"\n',
        Dockerfile: 'FROM python:3.12\n',
      },
      { 'build.sh': '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build -t demo .\n', Dockerfile: 'FROM python:3.12\n' },
    ],
  },
  messages: {
    build:
      'the build finds `{{path}}` only where the script is called from {{folder}}; begin with `SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"` and write `{{better}}`',
    moved:
      'there is no folder `{{path}}`, neither beside the script nor in a folder above it, so the build fails; write `{{better}}`',
    file: '`{{path}}` is found only where the script is called from its own folder; begin with `SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"` and write `{{better}}`',
  },
  *check(script): Iterable<Report<'build' | 'moved' | 'file'>> {
    if (!isShell(script.shell) || isBatchJob(script.shell)) return;
    const builds = script.repository.builds.filter((build) => build.script === script && build.fromCaller);
    for (const build of builds) {
      const { context, caller, spec } = build;
      const at = spec.context?.span;
      const path = spec.context?.text;
      if (context === undefined || !at || path === undefined || at.file !== script.path) continue;
      const own = folderOf(script.path);
      if (caller !== undefined) {
        const folder = caller === own ? 'its own folder' : caller === '' ? 'the repository’s root' : caller;
        yield { message: 'build', data: { path, folder, better: wayTo(own, context) }, at };
        return;
      }
      if (hasMoved(build, path)) yield { message: 'moved', data: { path, better: '"$SCRIPT_DIR"' }, at };
    }
    // Whoever has no runner calls a script from where its author did.
    if (!script.example?.metadata || builds.length > 0 || findsItself(script)) return;
    const file = relativeFile(script);
    if (file)
      yield {
        message: 'file',
        data: { path: file.path, better: `"$SCRIPT_DIR/${file.path.replace(/^\.\//, '')}"` },
        at: file.at,
      };
  },
});

/** Nowhere on the way up is there such a folder, though there is one that its path begins with: what the script makes is not meant. */
function hasMoved({ script, context }: ImageBuild, path: string): boolean {
  const { repository } = script;
  const [first = ''] = posix.normalize(path).split('/');
  if (!/^\w/.test(first) || !path.includes('/') || context === undefined) return false;
  const callers = foldersFrom(folderOf(script.path));
  const isFolder = (caller: string, below: string): boolean => repository.kind(posix.join(caller, below)) === 'folder';
  return callers.some((caller) => isFolder(caller, first)) && !callers.some((caller) => isFolder(caller, path));
}

const wayTo = (own: string, context: string): string => {
  const way = posix.relative(own, context);
  return way === '' ? '"$SCRIPT_DIR"' : `"$SCRIPT_DIR/${way}"`;
};

/** The script asks where it lies, or goes somewhere by itself. */
const findsItself = ({ shell }: Script): boolean =>
  /BASH_SOURCE|\$\{?0\b|rev-parse|\bpushd\b/.test(shell.file.text) ||
  simpleCommands(shell).some(({ words }) => words[0]?.text === 'cd');

/** The first file that a command reads by a relative path and that lies beside the script; one that is tested for may be missing. */
function relativeFile({ shell, path, repository }: Script): { readonly path: string; readonly at: Span } | undefined {
  for (const { words } of simpleCommands(shell)) {
    const [program, ...rest] = words;
    const isReader = ['source', '.', 'bash', 'sh', 'python', 'python3'].includes(program?.text ?? '');
    const operand = isReader ? rest.find(({ text }) => !text?.startsWith('-')) : program;
    const file = operand?.text;
    if (file === undefined || !/^(\.{1,2}\/)?[\w.-]+(\/[\w.-]+)*\.(sh|bash|py)$/.test(file)) continue;
    if (!isReader && !file.includes('/')) continue;
    if (new RegExp(`-[efrsx] +["']?${escapeRegExp(file)}["']?[ \\])]`).test(shell.file.text)) continue;
    const target = posix.join(folderOf(path), file);
    if (!target.startsWith('..') && repository.kind(target) === 'file' && repository.kind(posix.normalize(file)) !== 'file')
      return { path: file, at: operand!.span };
  }
  return undefined;
}
