import { defineRule, type ShellScript, type Span, simpleCommands, variableReads } from '../../../src/api';

export default defineRule({
  name: 'shebang',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'A script that needs Bash asks for Bash',
    why: 'On Debian and Ubuntu, `#!/bin/sh` is dash, which has no arrays, no `BASH_SOURCE`, and no `source`: `./train.sh` stops with “Bad substitution” where `bash train.sh` works.',
    bad: [
      {
        wrong: 'dash has no `BASH_SOURCE`.',
        sample: `#!/bin/sh
DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
docker build -t demo "$DIR"
`,
      },
    ],
    good: [
      `#!/usr/bin/env bash
DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
docker build -t demo "$DIR"
`,
      `#!/bin/sh
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo "$DIR"
`,
    ],
    references: ['https://wiki.ubuntu.com/DashAsBinSh'],
  },
  messages: {
    bash: 'On Debian and Ubuntu, `sh` has no {{feature}}, so the script stops there. Write `#!/usr/bin/env bash`.',
  },
  *check({ shell }) {
    if (!/^(\/usr)?\/bin\/(env\s+)?(sh|dash)\b/.test(shell.shebang ?? '') || shell.problems.length > 0) return;
    const need = needOf(shell);
    if (!need) return;
    const end = shell.file.text.search(/\r?\n/);
    const at = { file: shell.file.path, start: 0, end: end < 0 ? shell.file.text.length : end };
    const related = [{ message: 'This needs Bash.', at: need.at }];
    yield { message: 'bash', data: { feature: need.feature }, at, related, fix: [{ ...at, text: '#!/usr/bin/env bash' }] };
  },
});

const bashVariables: ReadonlySet<string> = new Set(['BASH_SOURCE', 'BASH_REMATCH', 'FUNCNAME', 'PIPESTATUS']);
const bashCommands: ReadonlySet<string> = new Set(['source', 'mapfile', 'readarray', 'declare', 'shopt', 'pushd', 'popd']);

/** The first thing that only Bash has. */
function needOf(shell: ShellScript): { readonly feature: string; readonly at: Span } | undefined {
  const read = variableReads(shell).find(({ name }) => bashVariables.has(name));
  if (read) return { feature: `\`${read.name}\``, at: read.span };
  const programs = simpleCommands(shell).map(({ words: [program] }) => program);
  const program = programs.find((word) => bashCommands.has(word?.text ?? ''));
  if (program) return { feature: `\`${program.text}\``, at: program.span };
  const array = /^[ \t]*[A-Za-z_]\w*\+?=\(/m.exec(shell.file.text);
  if (!array) return undefined;
  return { feature: 'arrays', at: { file: shell.file.path, start: array.index, end: array.index + array[0].length } };
}
