import { type BrokenLine, brokenLines, defineRule } from '../../../src/api';
import { isShell } from '../dialect';

export default defineRule({
  name: 'continuation',
  scope: 'script',
  precision: 'very-high',
  fixable: true,
  docs: {
    summary: 'A command that goes on in the next line is continued by a backslash at the line’s very end',
    why: 'Bash continues a command only where the backslash is the last character of the line. With a blank or a comment after it, or without it, the command starts with half of its flags, and the next line is run as a program called `--mount`.',
    bad: [
      '#!/bin/bash\ndocker run --rm \\ \n  --gpus all \\\n  demo\n',
      '#!/bin/bash\ndocker run --rm \\ # removed afterwards\n  demo\n',
      '#!/bin/bash\ndocker run --rm \\\n  --workdir /workspace\n  --gpus all demo\n',
      '#!/bin/bash\ndocker run --rm \\\n  # all of them\n  --gpus all demo\n',
    ],
    good: '#!/bin/bash\n# all of them\ndocker run --rm \\\n  --gpus all \\\n  demo\n',
    references: ['https://www.gnu.org/software/bash/manual/html_node/Escape-Character.html'],
  },
  messages: {
    blank:
      'the backslash escapes the blank after it and not the line’s end, so the command stops here and the next line is run as another one; delete the blank',
    comment:
      'a comment ends the command, so it stops here and the next line is run as another one; move the comment above the command',
    missing:
      'the command stops here, and the next line, which begins with an option, is run as a program; write ` \\` at the end of this line',
  },
  *check({ shell }) {
    if (!isShell(shell) || shell.problems.length > 0) return;
    for (const line of brokenLines(shell)) yield { message: line.cause, at: line.span, ...fixOf(line) };
  },
});

function fixOf({ cause, span: { file, start, end } }: BrokenLine) {
  if (cause === 'blank') return { fix: [{ file, start: start + 1, end, text: '' }] };
  return cause === 'missing' ? { fix: [{ file, start: end, end, text: ' \\' }] } : {};
}
