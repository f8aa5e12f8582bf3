import { defineRule, type ShellScript, type Span } from '../../../src/api';
import { isShell } from '../dialect';

export default defineRule({
  name: 'syntax',
  scope: 'script',
  precision: 'very-high',
  fatal: true,
  docs: {
    summary: 'Scripts are ones that Bash can read',
    why: 'Bash reads a script command by command, so a script with a syntax error runs up to it: half of a build, or hours of training, and then the part that evaluates is gone.',
    bad: ['#!/bin/bash\nif [ -z "$1" ]; then\n  python train.py\n', '#!/bin/bash\npython train.py "$@\n'],
    good: '#!/bin/bash\nif [ -z "$1" ]; then\n  python train.py\nfi\n',
  },
  messages: {
    refused: 'Bash stops here when it runs the script: {{problem}}',
    placeholder:
      'Bash takes `<` and `>` for redirects and stops here when it runs the script; fill in {{placeholder}}, or ask for it as an argument: `"$1"`',
  },
  *check({ shell }) {
    if (!isShell(shell)) return;
    // What follows the first error is read out of step.
    const [first] = shell.problems;
    // In `[[ … && !( -v A || -v B ) ]]` the parser takes `!(` for a pattern.
    if (!first || isNegatedGroup(shell, first.span)) return;
    const placeholder = placeholderBefore(shell, first.span);
    if (placeholder) {
      const { start, end } = placeholder;
      yield { message: 'placeholder', data: { placeholder: shell.file.text.slice(start, end) }, at: placeholder };
    } else {
      const advice = /unterminated .*quote/i.test(first.message) ? '; close the quote that begins here' : '';
      yield { message: 'refused', data: { problem: first.message.replace(/\.$/, '') + advice }, at: first.span };
    }
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
