import { defineRule, type ShellScript, type Span, simpleCommands, variableReads } from '../../../src/api';

export default defineRule({
  name: 'shebang',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'A script that needs Bash asks for Bash',
    why: '`#!/bin/sh` is dash on Debian and Ubuntu, which knows no arrays, no `BASH_SOURCE` and no `source`: `./train.sh` stops with “Bad substitution” where `bash train.sh` works.',
    bad: '#!/bin/sh\nDIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\ndocker build -t demo "$DIR"\n',
    good: [
      '#!/usr/bin/env bash\nDIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\ndocker build -t demo "$DIR"\n',
      '#!/bin/sh\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker build -t demo "$DIR"\n',
    ],
    references: ['https://wiki.ubuntu.com/DashAsBinSh'],
  },
  messages: {
    bash: 'this asks for a shell that has no {{feature}}, so the script stops there where sh is not Bash; write `#!/usr/bin/env bash`',
  },
  *check({ shell }) {
    if (!/^(\/usr)?\/bin\/(env\s+)?(sh|dash)\b/.test(shell.shebang ?? '') || shell.problems.length > 0) return;
    const need = needOf(shell);
    if (!need) return;
    const end = shell.file.text.search(/\r?\n/);
    const at = { file: shell.file.path, start: 0, end: end < 0 ? shell.file.text.length : end };
    const related = [{ message: 'needed here', at: need.at }];
    yield { message: 'bash', data: { feature: need.feature }, at, related, fix: [{ ...at, text: '#!/usr/bin/env bash' }] };
  },
});

/** The first thing that only Bash has. */
function needOf(shell: ShellScript): { readonly feature: string; readonly at: Span } | undefined {
  const read = variableReads(shell).find(({ name }) => /^(BASH_SOURCE|BASH_REMATCH|FUNCNAME|PIPESTATUS)$/.test(name));
  if (read) return { feature: `\`${read.name}\``, at: read.span };
  const command = simpleCommands(shell).find(({ words }) =>
    /^(source|mapfile|readarray|declare|shopt|pushd|popd)$/.test(words[0]?.text ?? ''),
  );
  if (command) return { feature: `\`${command.words[0]!.text}\``, at: command.words[0]!.span };
  const array = /^[ \t]*[A-Za-z_]\w*\+?=\(/m.exec(shell.file.text);
  return array
    ? { feature: 'arrays', at: { file: shell.file.path, start: array.index, end: array.index + array[0].length } }
    : undefined;
}
