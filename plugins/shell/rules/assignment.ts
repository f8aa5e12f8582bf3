import {
  type CommandLanguage,
  defineRule,
  type PlainCommand,
  type Report,
  type ShellScript,
  type SourceFile,
  type Span,
  simpleCommands,
  writtenAt,
} from '../../../src/api';

type Id = 'blanks' | 'after' | 'dollar' | 'exported';

export default defineRule<'script', Record<string, never>, Id>({
  name: 'assignment',
  scope: 'script',
  languages: ['shell', 'make', 'workflow', 'markdown'],
  fixable: true,
  docs: {
    summary: 'A variable is set without blanks around `=`',
    why: '`IMG = "x"` runs a program called `IMG` with two arguments, and the variable stays empty. Without `set -e`, the script goes on.',
    bad: [
      { wrong: '`IMG` is taken for a program.', sample: '#!/bin/bash\nIMG = "demo:1"\ndocker run --rm "$IMG"\n' },
      { wrong: '`demo` is taken for a program.', sample: '#!/bin/bash\nIMG= "demo:1"\ndocker run --rm "$IMG"\n' },
      { wrong: '`=` is no name of a variable.', sample: '#!/bin/bash\nexport MODE = fast\n' },
      { wrong: 'The variable is meant for one command.', sample: '#!/bin/bash\nCUDA_VISIBLE_DEVICES = 1 python train.py\n' },
      { wrong: 'The `$` reads the variable.', sample: '#!/bin/bash\n$IMG="demo:1"\ndocker run --rm "$IMG"\n' },
    ],
    good: '#!/bin/bash\nIMG="demo:1"\nIFS= read -r line\nDEBUG= docker run --rm "$IMG"\n',
    references: ['https://www.shellcheck.net/wiki/SC1068', 'https://www.shellcheck.net/wiki/SC1066'],
  },
  messages: {
    blanks: 'The shell takes {{name}} for a program. Remove the blanks around `=`: `{{fixed}}`.',
    exported:
      'The shell takes `=` for the name of a variable, and {{name}} stays empty. Remove the blanks around it: `{{fixed}}`.',
    after: 'The shell runs {{value}} as a program, and {{name}} stays empty. Remove the blank after `=`: `{{fixed}}`.',
    dollar: "`$` reads {{name}}, so this isn't an assignment. Write `{{fixed}}`.",
  },
  *check({ shell, language }) {
    if (shell.problems.length > 0) return;
    for (const command of simpleCommands(shell)) {
      const found = faultOf(command, shell.file, language);
      if (found) yield placedIn(found, shell);
    }
  },
});

interface Fault {
  readonly message: Id;
  readonly data: Report<Id>['data'];
  readonly at: Span;
  readonly fixed: string;
}

/** The report, where the words are written. */
function placedIn({ fixed, at, ...report }: Fault, shell: ShellScript): Report<Id> {
  const place = writtenAt(shell, at);
  return { ...report, at: place, fix: [{ ...place, text: fixed }] };
}

function faultOf({ words, span }: PlainCommand, { path, text }: SourceFile, language: CommandLanguage): Fault | undefined {
  const [first, second, third] = words;
  if (!first) return undefined;
  const written = text.slice(first.span.start, first.span.end);
  const report = (message: Id, name: string, value: string, end: number): Fault => {
    const fixed = `${name}=${value}`;
    const at = { file: path, start: span.start, end };
    return { message, data: { name: name.slice(name.indexOf(' ') + 1), value, fixed }, at, fixed };
  };
  if (second && /^[A-Za-z_]\w*$/.test(written) && !commands.has(written)) {
    const operator = text.slice(second.span.start, second.span.end);
    const isVariable = /^[A-Z][A-Z0-9_]+$/.test(written);
    // Documents also show lines of configuration files.
    if (language === 'markdown' && !isVariable) return undefined;
    const value = third ? text.slice(third.span.start, third.span.end) : '';
    // In a document, what follows is as likely the meaning of an abbreviation.
    const isMeaning =
      language === 'markdown' && (/^[A-Z][a-z]+$/.test(value) || (words[3] && !program.test(words[3].text ?? '')));
    if (operator === '=' && !isMeaning && (words.length <= 3 || isVariable)) {
      return report('blanks', written, value, (third ?? second).span.end);
    }
    if (/^=[^=~]/.test(operator) && words.length === 2) return report('blanks', written, operator.slice(1), second.span.end);
  }
  const [name, operator, value] = setBy.has(written)
    ? words.slice(1).map((word) => text.slice(word.span.start, word.span.end))
    : [];
  if (name !== undefined && /^[A-Za-z_]\w*$/.test(name) && operator === '=' && words.length <= 4)
    return report('exported', `${written} ${name}`, value ?? '', (words[3] ?? words[2])!.span.end);
  const dollar = /^\$([A-Za-z_]\w*)=([^=].*)?$/s.exec(written);
  if (dollar?.[1] && words.length === 1) return report('dollar', dollar[1], dollar[2] ?? '', first.span.end);
  const prefix = /^([A-Za-z_]\w*)=[ \t]+$/.exec(text.slice(span.start, first.span.start));
  const isText = /^(?:"[^"]*"|'[^']*'|\d+)$/.test(written) && /[:/ .\d]/.test(written);
  return prefix?.[1] && isText && words.length === 1 ? report('after', prefix[1], written, first.span.end) : undefined;
}

/** Programs that documents start with variables before them. */
const program = /^(?:python[\d.]*|torchrun|accelerate|deepspeed|mpirun|srun|bash|sh|make|docker|uv|\.{0,2}\/.*|.*\.sh)$/;

/** Commands that set the variables that they name. */
const setBy: ReadonlySet<string> = new Set(['export', 'readonly', 'declare', 'local', 'typeset']);

/** Programs that can have `=` for an argument. */
const commands: ReadonlySet<string> = new Set([
  'test',
  'expr',
  'echo',
  'printf',
  'let',
  'awk',
  'grep',
  'jq',
  'yq',
  'case',
  'alias',
]);
