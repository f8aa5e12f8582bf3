import { unknownCommand } from '../../state/builtin';
import { readFile } from '../../state/files';
import { type Invocation, outputSpan } from '../../state/invocation';
import { print } from '../../state/output';
import { type Shell, setStatus } from '../../state/shell';
import { isSymbolic } from '../../values/roots';
import { known, type Text, withMarks } from '../../values/text';
import { type Word, wordText } from '../../values/word';

const MAX_TEXT = 400_000;

/** What a filter reads: the files it is given, otherwise standard input. Undefined where that isn't known. */
export function inputOf(shell: Shell, { scope, span }: Invocation, files: readonly Word[]): Text | undefined {
  if (files.length === 0) return scope.input?.text;
  const place = scope.substitution ?? span;
  const texts = files.map((word) => (wordText(word) === '-' ? scope.input?.text : readFile(shell, word.segments, place)));
  return texts.some((text) => text === undefined) ? undefined : texts.flatMap((text) => text!);
}

/** Prints what a function makes of the text that a filter reads. If any of the text is unknown, so is all of the output. */
export function filter(
  shell: Shell,
  invocation: Invocation,
  name: string,
  files: readonly Word[],
  change: (text: string) => { output: string; code: number } | undefined,
): void {
  const text = inputOf(shell, invocation, files);
  const value = text && known(text);
  const place = outputSpan(invocation);
  const result =
    value === undefined || value.length > MAX_TEXT || (isSymbolic(value) && name === 'cut') ? undefined : change(value);
  if (!text || !result) {
    unknownCommand(shell, invocation, name);
    return;
  }
  print(shell, invocation.scope, result.output === value ? text : withMarks(result.output, text, place));
  setStatus(shell, result.code);
}

interface Arguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly Word[];
}

/** Undefined where the value of an option isn't known. */
export function parseArguments(args: readonly Word[], valued: string): Arguments | undefined {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: Word[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const text = wordText(args[at]!);
    if (text === undefined) {
      operands.push(args[at]!);
      continue;
    }
    if (text === '--') return { flags, values, operands: [...operands, ...args.slice(at + 1)] };
    const long = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(text);
    if (long) {
      if (long[2] === undefined) flags.add(long[1]!);
      else values.set(long[1]!, long[2]);
      continue;
    }
    if (!/^-./.test(text)) {
      operands.push(args[at]!);
      continue;
    }
    for (let index = 1; index < text.length; index += 1) {
      const letter = text[index]!;
      if (!valued.includes(letter)) {
        flags.add(letter);
        continue;
      }
      const rest = text.slice(index + 1);
      const value = rest !== '' ? rest : args[at + 1] && wordText(args[++at]!);
      if (value === undefined) return undefined;
      values.set(letter, values.has(letter) ? `${values.get(letter)}\n${value}` : value);
      break;
    }
  }
  return { flags, values, operands };
}

/** The lines of a text, without a last empty one. */
export const splitLines = (text: string): string[] => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** A text of lines that each end with a newline. */
export const joinLines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');

/** What a filter prints, and its status. */
export const printed = (output: string, code = 0): { output: string; code: number } => ({ output, code });
