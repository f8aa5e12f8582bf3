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
        wrong: 'No line has a backslash.',
        sample: '#!/bin/bash\npython train.py \\\n  --epochs 3\n  --lr 1\n  --seed 2\n',
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
    several:
      'The command ends here, so the next line, which starts with an option, runs as a command of its own. Add ` \\` at the end of this line, and of each of the next {{count}}.',
  },
  *check({ shell, language }) {
    if (!isShell(shell) || shell.problems.length > 0) return;
    const runs: BrokenLine[][] = [];
    for (const line of brokenLines(shell)) {
      // Documents also show what a command prints, such as a list of its options.
      if (language === 'markdown' && !line.isAmongContinued) continue;
      const last = runs.at(-1)?.at(-1);
      if (last && isNext(last, line, shell.file.text)) runs.at(-1)?.push(line);
      else runs.push([line]);
    }
    for (const run of runs) {
      const [first] = run as [BrokenLine, ...BrokenLine[]];
      const places = run.map(({ span }) => writtenAt(shell, span));
      const at = places[0] as Span;
      if (run.length === 1) yield { message: first.cause, at, ...fixOf(first.cause, at) };
      else {
        const fix = places.flatMap((place) => fixOf('missing', place).fix ?? []);
        yield { message: 'several', data: { count: run.length - 1 }, at, fix };
      }
    }
  },
});

/** Whether the line after one that lacks its backslash lacks its own. */
const isNext = (last: BrokenLine, { cause, span }: BrokenLine, text: string): boolean =>
  last.cause === 'missing' && cause === 'missing' && text.slice(last.span.end, span.end).split('\n').length === 2;

function fixOf(cause: BrokenLine['cause'], { file, start, end }: Span) {
  if (cause === 'doubled') return { fix: [{ file, start: end - 1, end, text: '' }] };
  if (cause === 'blank') return { fix: [{ file, start: start + 1, end, text: '' }] };
  return cause === 'missing' ? { fix: [{ file, start: end, end, text: ' \\' }] } : {};
}
