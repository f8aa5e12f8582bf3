import { defineRule, type ShellScript, type Span } from '../../../src/api';
import { isShell } from '../dialect';

export default defineRule({
  name: 'syntax',
  scope: 'script',
  precision: 'very-high',
  fatal: true,
  docs: {
    summary: 'Bash can read the whole script',
    why: 'Bash reads a script command by command, so a script with a syntax error runs up to the error: it does half of a build, or trains for hours and never evaluates.',
    bad: [
      {
        wrong: 'The `if` has no `fi`.',
        sample: `#!/bin/bash
if [ -z "$1" ]; then
  python train.py
`,
      },
      {
        wrong: 'The quote has no end.',
        sample: `#!/bin/bash
python train.py "$@
`,
      },
      {
        wrong: 'The author left a placeholder to fill in.',
        sample: `#!/bin/bash
DATA=<path to data>
python train.py "$DATA"
`,
      },
    ],
    good: `#!/bin/bash
if [ -z "$1" ]; then
  python train.py
fi
`,
  },
  messages: {
    refused: 'Bash stops the script here. {{problem}}',
    quote: 'Bash finds no end of the quote that starts here, so it stops the script. Close the quote.',
    placeholder:
      'Bash takes `<` and `>` for redirects and stops the script here. Fill in {{placeholder}}, or read it from an argument: `"$1"`.',
  },
  *check({ shell }) {
    if (!isShell(shell)) return;
    // After the first error, the rest is read out of step.
    const [first] = shell.problems;
    // In `[[ … && !( -v A || -v B ) ]]`, the parser takes `!(` for a pattern.
    if (!first || isNegatedGroup(shell, first.span)) return;
    const placeholder = placeholderBefore(shell, first.span);
    if (placeholder) {
      const { start, end } = placeholder;
      yield { message: 'placeholder', data: { placeholder: shell.file.text.slice(start, end) }, at: placeholder };
      return;
    }
    const isQuote = /unterminated .{0,40}quote/i.test(first.message);
    yield { message: isQuote ? 'quote' : 'refused', data: { problem: first.message }, at: first.span };
  },
});

/** `<path to data>` in the line of a problem, outside quotes: what an author left for others to fill in. */
function placeholderBefore({ file: { path, text } }: ShellScript, { start }: Span): Span | undefined {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const found = /<[A-Za-z][\w /.:-]*>/.exec(text.slice(line, start + 1));
  if (!found || /["'#]/.test(text.slice(line, line + found.index))) return undefined;
  return { file: path, start: line + found.index, end: line + found.index + found[0].length };
}

function isNegatedGroup({ file: { text } }: ShellScript, { start }: Span): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const test = line.indexOf('[[');
  return test >= 0 && line.includes('!(', test + 2);
}
