import {
  causes,
  defineRule,
  inEachScript,
  nameOf,
  type Report,
  type Script,
  type ShellScript,
  type Span,
} from '../../../src/api';
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
    templates:
      'Bash takes `<` and `>` for redirects and stops the script here. Fill in {{placeholder}}, or read it from an argument: `"$1"`. The same is true of {{others}}.',
  },
  *check(script) {
    const { shell } = script;
    const first = problemOf(shell);
    if (!first) return;
    const placeholder = placeholderBefore(shell, first.span);
    if (placeholder) {
      yield template(script, placeholder);
      return;
    }
    const isQuote = /unterminated .{0,40}quote/i.test(first.message);
    yield { message: isQuote ? 'quote' : 'refused', data: { problem: first.message }, at: first.span };
  },
});

function problemOf(shell: ShellScript): ShellScript['problems'][number] | undefined {
  // After the first error, the rest is read out of step.
  const [first] = shell.problems;
  // In `[[ … && !( -v A || -v B ) ]]`, the parser takes `!(` for a pattern.
  return first && isShell(shell) && !isNegatedGroup(shell, first.span) ? first : undefined;
}

/** A script that is a template runs in no case, and its author knows that: a warning, and one for all of a repository. */
function template({ repository, shell }: Script, at: Span): Report<'placeholder' | 'templates'> {
  const data = { placeholder: shell.file.text.slice(at.start, at.end) };
  const all = templatesIn(repository);
  const others = all.filter(({ file }) => file !== at.file);
  if (others.length === 0) return { message: 'placeholder', severity: 'warning', data, at };
  const cause = causes.habit('shell/syntax');
  if (all[0]!.file !== at.file) return { message: 'placeholder', severity: 'warning', data, at, follows: cause };
  return {
    message: 'templates',
    severity: 'warning',
    data: { ...data, others: others.length === 1 ? nameOf(others[0]!.file) : `${others.length} other scripts` },
    at,
    related: others.slice(0, 5).map((each) => ({ message: 'This is to be filled in too.', at: each })),
    cause,
  };
}

/** The first placeholders of all scripts that Bash can't read because of one. */
const templatesIn = inEachScript<Span>('shell.templates', ({ shell }) => {
  const first = problemOf(shell);
  const placeholder = first && placeholderBefore(shell, first.span);
  return placeholder ? [placeholder] : [];
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
