import { type BrokenLine, brokenLines, defineRule, type Span, writtenAt } from '../../../src/api';
import { isShell } from '../dialect';

export default defineRule({
  name: 'continuation',
  scope: 'script',
  languages: ['shell', 'workflow', 'markdown'],
  precision: 'very-high',
  fixable: true,
  docs: {
    summary: 'A line whose command continues on the next ends in a backslash',
    why: 'Bash continues a command only where a single backslash is the last character of the line. Otherwise the command starts with half of its flags, and the next line runs as a program called `--gpus`.',
    bad: [
      {
        wrong: 'There is a space after the backslash.',
        sample: `#!/bin/bash
docker run --rm \\${' '}
  --gpus all \\
  demo
`,
      },
      {
        wrong: 'There is a comment after the backslash.',
        sample: `#!/bin/bash
docker run --rm \\ # removed afterwards
  demo
`,
      },
      {
        wrong: 'The second line has no backslash.',
        sample: `#!/bin/bash
docker run --rm \\
  --workdir /workspace
  --gpus all demo
`,
      },
      {
        wrong: 'The first line ends in two backslashes.',
        sample: `#!/bin/bash
docker run --rm \\\\
  --gpus all demo
`,
      },
      {
        wrong: 'A line in the middle is a comment.',
        sample: `#!/bin/bash
docker run --rm \\
  # all of them
  --gpus all demo
`,
      },
    ],
    good: `#!/bin/bash
# all of them
docker run --rm \\
  --gpus all \\
  demo
`,
    references: ['https://www.gnu.org/software/bash/manual/html_node/Escape-Character.html'],
  },
  messages: {
    blank:
      'The backslash escapes the whitespace after it, not the line break, so the next line runs as a command of its own. Delete the whitespace.',
    comment: 'This comment ends the command, so the next line runs as a command of its own. Move it above the command.',
    doubled:
      'Two backslashes stand for one and continue nothing, so the next line, which starts with an option, runs as a command of its own. Delete one.',
    missing:
      'The command ends here, so the next line, which starts with an option, runs as a command of its own. Add ` \\` at the end of this line.',
  },
  *check({ shell, language }) {
    if (!isShell(shell) || shell.problems.length > 0) return;
    for (const line of brokenLines(shell)) {
      // Documents also show what a command prints, such as a list of its options.
      if (language === 'markdown' && !line.isAmongContinued) continue;
      const at = writtenAt(shell, line.span);
      yield { message: line.cause, at, ...fixOf(line.cause, at) };
    }
  },
});

function fixOf(cause: BrokenLine['cause'], { file, start, end }: Span) {
  if (cause === 'doubled') return { fix: [{ file, start: end - 1, end, text: '' }] };
  if (cause === 'blank') return { fix: [{ file, start: start + 1, end, text: '' }] };
  return cause === 'missing' ? { fix: [{ file, start: end, end, text: ' \\' }] } : {};
}
