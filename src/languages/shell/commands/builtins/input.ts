import type { Builtin } from '../../state/builtin';
import type { Input } from '../../state/scope';
import { type Shell, setStatus } from '../../state/shell';
import { commandStatus } from '../../state/status';
import { assign, assignWords, fieldSeparators } from '../../state/variables';
import { EMPTY, known, mapText, sliceText, type Text, textLength, unknownText } from '../../values/text';
import { type Segment, type Word, wordText } from '../../values/word';

/** The next line of an input, without its newline. Undefined at the end, null where it isn't known. */
function nextLine(shell: Shell, input: Input, delimiter: string): Text | undefined | null {
  const at = shell.state.cursors.get(input) ?? 0;
  const length = textLength(input.text);
  if (at >= length) return undefined;
  let offset = at;
  for (const segment of sliceText(input.text, at)) {
    if (segment.text === null) return null;
    const found = segment.text.indexOf(delimiter);
    if (found >= 0) {
      shell.state.cursors.set(input, offset + found + 1);
      return sliceText(input.text, at, offset + found);
    }
    offset += segment.text.length;
  }
  shell.state.cursors.set(input, length);
  return sliceText(input.text, at);
}

interface Options {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly names: readonly string[];
}

function parseOptions(args: readonly Word[], valued: string): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  let at = 0;
  for (; at < args.length; at += 1) {
    const text = wordText(args[at]!);
    if (text === '--') {
      at += 1;
      break;
    }
    if (text === undefined || !/^-./.test(text)) break;
    for (let index = 1; index < text.length; index += 1) {
      const letter = text[index]!;
      if (!valued.includes(letter)) flags.add(letter);
      else {
        const rest = text.slice(index + 1);
        values.set(letter, rest !== '' ? rest : (args[at + 1] && wordText(args[++at]!)) || '');
        break;
      }
    }
  }
  return { flags, values, names: args.slice(at).map((word) => wordText(word) ?? '') };
}

/** `read`. */
export const readLine: Builtin = (shell, { scope, span }, args) => {
  const { flags, values, names } = parseOptions(args, 'adinNptu');
  const array = values.get('a');
  const targets = names.length > 0 ? names : array === undefined ? ['REPLY'] : [];
  const delimiter = values.has('d') ? (values.get('d') || '\0').slice(0, 1) : '\n';
  const line = scope.input && !values.has('u') ? nextLine(shell, scope.input, delimiter) : null;
  if (line === null) {
    for (const name of targets) assign(shell, name, unknownText('command', span, 'read'), span);
    if (array !== undefined)
      assignWords(shell, array, [{ segments: unknownText('command', span, 'read'), span, many: true }], false);
    shell.state.status = commandStatus('read', span);
    return;
  }
  const ended = line === undefined || (scope.input !== undefined && atEnd(shell, scope.input, delimiter));
  const text = flags.has('r') ? (line ?? EMPTY) : withoutBackslashes(line ?? EMPTY);
  const separators = fieldSeparators(shell);
  if (array !== undefined) {
    assignWords(
      shell,
      array,
      splitLine(text, separators, Number.POSITIVE_INFINITY).map((segments): Word => ({ segments, span })),
      false,
    );
  } else if (names.length === 0) assign(shell, 'REPLY', text, span);
  else {
    const fields = splitLine(text, separators, targets.length);
    targets.forEach((name, index) => {
      assign(shell, name, fields[index] ?? EMPTY, span);
    });
  }
  setStatus(shell, ended ? 1 : 0);
};

/** Whether the last line that was read had no newline. */
function atEnd(shell: Shell, input: Input, delimiter: string): boolean {
  const length = textLength(input.text);
  return (shell.state.cursors.get(input) ?? 0) >= length && !(known(sliceText(input.text, length - 1)) ?? '').endsWith(delimiter);
}

const withoutBackslashes = (text: Text): Text =>
  text.some((segment) => segment.text?.includes('\\'))
    ? mapText(text, text[0]!.span, (value) => value.replace(/\\([\s\S])/g, '$1'))
    : text;

/** The fields of a line. The last of `most` fields takes the rest. */
function splitLine(text: Text, separators: string, most: number): Text[] {
  const value = known(text);
  if (value === undefined) return [text];
  const blanks = [...separators].filter((character) => ' \t\n'.includes(character));
  const blank = (at: number): boolean => blanks.includes(value[at]!);
  const fields: Text[] = [];
  let at = 0;
  let end = value.length;
  while (at < end && blank(at)) at += 1;
  while (end > at && blank(end - 1)) end -= 1;
  while (at < end || (fields.length > 0 && at < end)) {
    if (fields.length + 1 >= most) {
      fields.push(sliceText(text, at, lastEnd(value, at, end, separators, blanks)));
      return fields;
    }
    let stop = at;
    while (stop < end && !separators.includes(value[stop]!)) stop += 1;
    fields.push(sliceText(text, at, stop));
    at = stop;
    while (at < end && blank(at)) at += 1;
    if (at < end && separators.includes(value[at]!) && !blank(at) && at >= stop) {
      at += 1;
      while (at < end && blank(at)) at += 1;
    }
    if (stop === end) break;
  }
  return fields;
}

/** Drops a separator that ends the rest, if the rest holds no other. */
function lastEnd(value: string, from: number, end: number, separators: string, blanks: readonly string[]): number {
  const last = value[end - 1]!;
  if (!separators.includes(last) || blanks.includes(last)) return end;
  const inner = value.slice(from, end - 1);
  return [...separators].some((character) => !blanks.includes(character) && inner.includes(character)) ? end : end - 1;
}

/** `mapfile` and `readarray`. */
export const mapLines: Builtin = (shell, { scope, span }, args) => {
  const { flags, values, names } = parseOptions(args, 'dnOsucC');
  const name = names[0] ?? 'MAPFILE';
  const delimiter = values.has('d') ? (values.get('d') || '\0').slice(0, 1) : '\n';
  const words: Word[] = [];
  const { input } = scope;
  const most = Number(values.get('n') ?? 0) || Number.POSITIVE_INFINITY;
  for (
    let line = input ? nextLine(shell, input, delimiter) : null;
    line !== undefined && words.length < most;
    line = nextLine(shell, input!, delimiter)
  ) {
    if (line === null) {
      words.push({ segments: unknownText('command', span, 'mapfile'), span, many: true });
      break;
    }
    const complete = input !== undefined && !atEnd(shell, input, delimiter);
    const end: Segment[] = flags.has('t') || !complete ? [] : [{ text: delimiter, span }];
    words.push({ segments: [...line, ...end], span: line[0]?.span ?? span });
    if (words.length > shell.setting.limits.words) break;
  }
  assignWords(shell, name, words.slice(Number(values.get('s') ?? 0) || 0), values.has('O'));
  setStatus(shell, 0);
};
