import { posix } from 'node:path';
import { buildsOf, defineRule, type Report, type Script, type Span, simpleCommands } from '../../src/api';
import { isShell } from './dialect';

export default defineRule({
  name: 'script-directory',
  scope: 'script',
  docs: {
    summary: 'A script finds its files from wherever it is called',
    why: 'A relative path starts at the folder of whoever calls the script: it works for `./build.sh`, and fails, or builds another example, for `bash examples/demo/build.sh`, for a runner and for CI.',
    bad: [
      { 'build.sh': '#!/bin/bash\ndocker build -t demo .\n', Dockerfile: 'FROM python:3.12\n' },
      { 'train.sh': '#!/bin/bash\nsource ./common.sh\ntrain\n', 'common.sh': 'train() { python train.py; }\n' },
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
      'there is no folder `{{path}}`, neither beside the script nor at the repository’s root, so the build fails; write `{{better}}`',
    file: '`{{path}}` is found only where the script is called from its own folder; begin with `SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"` and write `{{better}}`',
  },
  *check(script): Iterable<Report<'build' | 'moved' | 'file'>> {
    if (!isShell(script.shell)) return;
    const builds = buildsOf(script.repository).filter((build) => build.script === script && build.fromCaller);
    for (const { context, spec } of builds) {
      const at = spec.context?.span;
      const path = spec.context?.text;
      if (context === undefined || !at || path === undefined || at.file !== script.path) continue;
      const own = folderOf(script.path);
      const better = wayTo(own, context);
      if (script.repository.kind(context) !== 'folder') yield { message: 'moved', data: { path, better: '"$SCRIPT_DIR"' }, at };
      else {
        const folder = posix.join(own, path) === (context || '.') || context === own ? 'its own folder' : 'the repository’s root';
        yield { message: 'build', data: { path, folder, better }, at };
        return;
      }
    }
    if (builds.length > 0 || findsItself(script)) return;
    const file = relativeFile(script);
    if (file)
      yield {
        message: 'file',
        data: { path: file.path, better: `"$SCRIPT_DIR/${file.path.replace(/^\.\//, '')}"` },
        at: file.at,
      };
  },
});

const folderOf = (path: string): string => (path.includes('/') ? posix.dirname(path) : '');

const wayTo = (own: string, context: string): string => {
  const way = posix.relative(own, context);
  return way === '' ? '"$SCRIPT_DIR"' : `"$SCRIPT_DIR/${way}"`;
};

/** The script asks where it lies, or goes somewhere by itself. */
const findsItself = ({ shell }: Script): boolean =>
  /BASH_SOURCE|\$\{?0\b|rev-parse|\bpushd\b/.test(shell.file.text) ||
  simpleCommands(shell).some(({ words }) => words[0]?.text === 'cd');

/** The first file that a command reads by a relative path and that lies beside the script. */
function relativeFile({ shell, path, repository }: Script): { readonly path: string; readonly at: Span } | undefined {
  for (const { words } of simpleCommands(shell)) {
    const [program, ...rest] = words;
    const isReader = ['source', '.', 'bash', 'sh', 'python', 'python3'].includes(program?.text ?? '');
    const operand = isReader ? rest.find(({ text }) => !text?.startsWith('-')) : program;
    const file = operand?.text;
    if (file === undefined || !/^(\.{1,2}\/)?[\w.-]+(\/[\w.-]+)*\.(sh|bash|py)$/.test(file)) continue;
    if (!isReader && !file.includes('/')) continue;
    const target = posix.join(folderOf(path), file);
    if (!target.startsWith('..') && repository.kind(target) === 'file' && repository.kind(posix.normalize(file)) !== 'file')
      return { path: file, at: operand!.span };
  }
  return undefined;
}
