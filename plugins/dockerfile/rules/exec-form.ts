import { type Command, defineRule, nameOf, type Report, type SourceFile } from '../../../src/api';

type Id = 'json' | 'variable' | 'program';

export default defineRule<'dockerfile', Record<string, never>, Id>({
  name: 'exec-form',
  scope: 'dockerfile',
  precision: 'very-high',
  fixable: true,
  docs: {
    summary: 'CMD, ENTRYPOINT and RUN in exec form are JSON, without variables',
    why: 'In exec form, no shell is between docker and the program. An array with single quotes is no JSON, so `/bin/sh` looks for a program called `[python,`. A variable in an array is passed on as text.',
    bad: [
      { wrong: 'JSON has double quotes.', sample: "FROM python:3.12\nCMD ['python', 'train.py']\n" },
      { wrong: 'A comma is missing.', sample: 'FROM python:3.12\nENTRYPOINT ["python" "train.py"]\n' },
      {
        wrong: 'The program gets the text `$EPOCHS`.',
        sample: 'FROM python:3.12\nENV EPOCHS=3\nCMD ["python", "train.py", "--epochs", "$EPOCHS"]\n',
      },
      {
        wrong: 'One word holds the whole command.',
        sample: 'FROM python:3.12\nENV EPOCHS=3\nCMD ["python train.py --epochs $EPOCHS"]\n',
      },
      {
        wrong: 'No program is called `$RUNNER`.',
        sample: 'FROM python:3.12\nENV RUNNER=torchrun\nENTRYPOINT ["$RUNNER", "train.py"]\n',
      },
    ],
    good: [
      'FROM pytorch/torchserve:0.12.0-gpu\nCMD ["torchserve", "--start", "--models", "$MODELS"]\n',
      'FROM python:3.12\nCMD ["python", "train.py"]\n',
      'FROM python:3.12\nENV EPOCHS=3\nCMD exec python train.py --epochs "$EPOCHS"\n',
      'FROM python:3.12\nENTRYPOINT ["bash", "-c", "exec python train.py --epochs $EPOCHS"]\n',
    ],
    references: ['https://docs.docker.com/reference/dockerfile/#exec-form'],
  },
  messages: {
    json: "This array isn't valid JSON, so the shell looks for a program called `{{program}}` and stops. Write `{{json}}`.",
    program:
      'The exec form expands no variables, so docker looks for a program called `{{variable}}` and stops. Write it in shell form: `{{keyword}} exec {{command}}`.',
    variable:
      'The exec form expands no variables, so the program gets the text `{{variable}}`. Write it in shell form: `{{keyword}} exec {{command}}`.',
  },
  *check({ dockerfile: { file, stages } }) {
    for (const { commands, entrypoints, runs, from } of stages) {
      // Its entry point evaluates the words.
      if (entrypoints.length === 0 && /(?:^|\/)torchserve(?:[-:@]|$)/.test(from.value ?? '')) continue;
      for (const command of [...commands, ...entrypoints, ...runs]) {
        const found = isBrokenArray(command) ? brokenArray(command, file) : variableIn(command);
        if (found) yield found;
      }
    }
  },
});

/** `[ "$A" = b ]` is a test of the shell, and no array. */
const isBrokenArray = ({ brokenJson, instruction: { keyword, text } }: Command): boolean =>
  brokenJson &&
  (/^\[\s*(?:'[^']*'|"[^"]*")\s*[,'"]/.test(text.text) || (keyword !== 'RUN' && /^\[\s*'[^']*'\s*\]$/.test(text.text)));

/** An array with single quotes, or with commas missing or too many. */
function brokenArray({ span, instruction }: Command, file: SourceFile): Report<Id> {
  const { text } = instruction.text;
  const words = [...text.matchAll(/'([^'"]*)'|(?<!\\)"((?:\\.|[^"\\])*)"/g)].map(([, single, double]) => single ?? double ?? '');
  const json = JSON.stringify(words).replaceAll('","', '", "');
  const isWhole =
    file.text.slice(span.start, span.end) === text && /^\[\s*(?:(?:'[^'"\\]*'|"[^"\\]*")\s*(?:,\s*)?)*\]$/.test(text);
  return {
    message: 'json',
    data: { program: /^\S+/.exec(text)?.[0], json },
    at: span,
    ...(isWhole && { fix: [{ ...span, text: json }] }),
  };
}

/** A word with a variable, unless a program that expands it reads it. */
function variableIn({ form, words, instruction: { keyword } }: Command): Report<Id> | undefined {
  if (form !== 'exec' || words.some(({ text }) => expanding.test(nameOf(text)))) return undefined;
  const word = words.find(({ text }) => /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})/.test(text));
  if (!word) return undefined;
  const variable = /\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*\})/.exec(word.text)?.[0];
  const command =
    words.length === 1 && / /.test(word.text)
      ? word.text
      : words.map(({ text }) => (/^[\w./=:,@%+-]+$/.test(text) ? text : `"${text}"`)).join(' ');
  return { message: word === words[0] ? 'program' : 'variable', data: { variable, keyword, command }, at: word.span };
}

/** Shells, scripts, and programs that expand variables themselves. */
const expanding = /^(?:(?:ba|da|z|k)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh|envsubst|dockerize|confd|.*\.(?:ba)?sh|-c)$/;
