import { posix } from 'node:path';
import {
  type Container,
  defineRule,
  type Example,
  type FixTemplate,
  folderOf,
  isBatchJob,
  type Located,
  nameOf,
  pattern,
  query,
  type Report,
  type Script,
  type Span,
  simpleCommands,
} from '../../../src/api';
import { buildsFromCaller, callerBuilds } from '../caller-builds';
import { isShell } from '../dialect';

type Message = 'ownFolder' | 'root' | 'folder' | 'file';

const throughDirectory: readonly FixTemplate[] = [
  { top: 'SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"' },
  { by: '{{better}}', unsafe: true },
];

export default defineRule<'script', Record<string, never>, Message>({
  name: 'script-directory',
  scope: 'script',
  docs: {
    summary: 'A script finds its files wherever it is called from',
    why: 'A relative path starts at the folder of whoever calls the script. It works for `./build.sh`, and fails or builds another example for `bash examples/demo/build.sh`, for a runner, and in CI.',
    bad: [
      {
        wrong: "The build works only from the script's own folder.",
        sample: { 'build.sh': '#!/bin/bash\ndocker build -t demo .\n', Dockerfile: 'FROM python:3.12\n' },
      },
      {
        wrong: 'The build works only from the root of the repository.',
        sample: { 'build.sh': '#!/bin/bash\ndocker build -t demo examples/demo\n', Dockerfile: 'FROM python:3.12\n' },
      },
      {
        wrong: 'The build works only from the folder above.',
        sample: { 'docker/build.sh': '#!/bin/bash\ndocker build -t demo .\n', Dockerfile: 'FROM python:3.12\n' },
      },
      {
        wrong: 'Bash looks for `common.sh` in the folder of the caller.',
        sample: {
          'example.yaml': 'name: demo\n',
          'train.sh': '#!/bin/bash\nsource ./common.sh\ntrain\n',
          'common.sh': 'train() { python train.py; }\n',
        },
      },
    ],
    good: [
      {
        'build.sh': `#!/bin/bash
SCRIPT_DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
docker build -t demo "$SCRIPT_DIR"
`,
        Dockerfile: 'FROM python:3.12\n',
      },
      { 'build.sh': '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build -t demo .\n', Dockerfile: 'FROM python:3.12\n' },
    ],
  },
  messages: {
    ownFolder:
      'The build finds `{{path}}` only if the script is called from its own folder. Start with `SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"`, and write `{{better}}`.',
    root: 'The build finds `{{path}}` only if the script is called from the root of the repository. Start with `SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"`, and write `{{better}}`.',
    folder:
      'The build finds `{{path}}` only if the script is called from {{folder}}. Start with `SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"`, and write `{{better}}`.',
    file: 'The script finds `{{path}}` only if it is called from its own folder. Start with `SCRIPT_DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"`, and write `{{better}}`.',
  },
  fixes: { ownFolder: throughDirectory, root: throughDirectory, folder: throughDirectory, file: throughDirectory },
  *check(script): Iterable<Report<Message>> {
    if (!isShell(script.shell) || isBatchJob(script.shell)) return;
    const own = folderOf(script.path);
    for (const { build, context, path, at } of callerBuilds(script)) {
      const folder = build.caller;
      if (folder === undefined) continue;
      const message = folder === own ? 'ownFolder' : folder === '' ? 'root' : 'folder';
      const data = { path, folder, better: inScriptDirectory(posix.relative(own, context)) };
      // Where there is no runner, people call a script from where its author did.
      yield { message, data, at, ...(!script.example?.metadata && { severity: 'info' }) };
      return;
    }
    // Where there is no runner, people call a script from where its author did.
    if (!script.example?.metadata || buildsFromCaller(script).length > 0 || findsItself(script) || runsInContainer(script))
      return;
    const file = relativeFile(script);
    if (file)
      yield { message: 'file', data: { path: file.path, better: inScriptDirectory(posix.normalize(file.path)) }, at: file.at };
  },
});

const inScriptDirectory = (path: string): string => (path === '' ? '"$SCRIPT_DIR"' : `"$SCRIPT_DIR/${path}"`);

/** The script asks where it is, or goes to some folder by itself. */
const findsItself = ({ shell }: Script): boolean =>
  /BASH_SOURCE|\$\{?0\b|rev-parse|\bpushd\b/.test(shell.file.text) ||
  simpleCommands(shell).some(({ words }) => words[0]?.text === 'cd');

/** A launch of the example starts it in a container whose working folder is its own. */
const runsInContainer = ({ example, path }: Script): boolean =>
  example !== undefined &&
  (wordsInContainers(example).get(nameOf(path)) ?? []).some(
    ({ word, container }) => isAt(container.locate(word), path) && isAt(container.locate('.'), folderOf(path)),
  );

/** The words of commands in containers, by the names of the files that they may be. */
const wordsInContainers = query('example.wordsInContainers', ({ launches }: Example) => {
  const byName = new Map<string, { readonly word: string; readonly container: Container }[]>();
  for (const { process, container } of launches) {
    for (const word of (process?.words ?? []).flatMap(({ masked }) => masked.split(/[\s;&|"']+/))) {
      const same = byName.get(nameOf(word));
      if (same) same.push({ word, container });
      else byName.set(nameOf(word), [{ word, container }]);
    }
  }
  return byName;
});

const isAt = (located: Located, path: string): boolean =>
  (located.kind === 'mounted' || located.kind === 'copied') && located.path === path;

const readers: ReadonlySet<string> = new Set(['source', '.', 'bash', 'sh', 'python', 'python3']);

/** The first file beside the script that a command reads by a relative path. One that is tested for may be missing. */
function relativeFile({ shell, path, repository }: Script): { readonly path: string; readonly at: Span } | undefined {
  for (const { words } of simpleCommands(shell)) {
    const [program, ...rest] = words;
    const isReader = readers.has(program?.text ?? '');
    const operand = isReader ? rest.find(({ text }) => !text?.startsWith('-')) : program;
    const file = operand?.text;
    if (file === undefined || !/^(\.{1,2}\/)?[\w.-]+(\/[\w.-]+)*\.(sh|bash|py)$/.test(file)) continue;
    if (!isReader && !file.includes('/')) continue;
    if (pattern`-[efrsx] +["']?${file}["']?[ \])]`.test(shell.file.text)) continue;
    const target = posix.join(folderOf(path), file);
    if (!target.startsWith('..') && repository.kind(target) === 'file' && repository.kind(posix.normalize(file)) !== 'file')
      return { path: file, at: operand!.span };
  }
  return undefined;
}
