import type { Span } from '../../../text/span';

/**
 * A part of a Dockerfile as the builder sees it, without continuation marks and the comment lines and empty lines in between.
 * `offsets[i]` is where `text[i]` is in the file. One more offset gives the end.
 */
export interface LogicalText {
  readonly file: string;
  readonly text: string;
  readonly offsets: readonly number[];
}

/** A word of an instruction as written, with its quotes and variables. */
export interface DockerWord {
  readonly text: string;
  readonly span: Span;
}

/** A line as written. Offsets are those of the file. */
export interface PhysicalLine {
  readonly start: number;
  /** Before the line break. */
  readonly end: number;
  readonly next: number;
}

/** The lines of a text from an offset. LF ends a line, and a CR before it belongs to the line break. */
export function* physicalLines(text: string, from: number, to: number): Generator<PhysicalLine> {
  for (let start = from; start < to; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 || newline >= to ? to : newline + 1;
    let end = newline < 0 || newline >= to ? to : newline;
    while (end > start && text[end - 1] === '\r') end -= 1;
    yield { start, end, next };
    start = next;
  }
}

/** The offset of the mark that continues a line, or -1. A mark that is itself escaped continues nothing. */
export function continuationMark(text: string, { start, end }: PhysicalLine, escapeCharacter: string): number {
  let at = end - 1;
  while (at >= start && (text[at] === ' ' || text[at] === '\t')) at -= 1;
  return at >= start && text[at] === escapeCharacter && (at === start || text[at - 1] !== escapeCharacter) ? at : -1;
}

export const isCommentLine = (text: string, { start, end }: PhysicalLine): boolean =>
  /^\s*#/.test(text.slice(start, Math.min(end, start + 400)));

export const isEmptyLine = (text: string, { start, end }: PhysicalLine): boolean => text.slice(start, end).trim() === '';

/**
 * Joins continued lines from `from` to the first line that isn't continued, at most to `to`. `next` is where the line after them
 * starts.
 */
export function logicalText(
  file: string,
  text: string,
  from: number,
  to: number,
  escapeCharacter: string,
): LogicalText & { readonly next: number } {
  let joined = '';
  const offsets: number[] = [];
  let next = to;
  let first = true;
  for (const line of physicalLines(text, from, to)) {
    next = line.next;
    if (!first && (isCommentLine(text, line) || isEmptyLine(text, line))) continue;
    first = false;
    const mark = continuationMark(text, line, escapeCharacter);
    const end = mark < 0 ? line.end : mark;
    joined += text.slice(line.start, end);
    for (let at = line.start; at < end; at++) offsets.push(at);
    if (mark < 0) break;
  }
  offsets.push(offsets.length > 0 ? offsets.at(-1)! + 1 : from);
  return { file, text: joined, offsets, next };
}

/** Part of a logical text as a word. */
export function sliceText(source: LogicalText, start: number, end: number): DockerWord {
  return { text: source.text.slice(start, end), span: spanOf(source, start, end) };
}

/** The span in the file of part of a logical text. */
export function spanOf({ file, offsets }: LogicalText, start: number, end: number): Span {
  const from = offsets[start] ?? offsets.at(-1)!;
  return { file, start: from, end: end > start ? (offsets[end - 1] ?? from) + 1 : from };
}

/** The rest of a text without the whitespace around it. */
export function restOf(source: LogicalText, start: number): LogicalText {
  let from = start;
  while (/\s/.test(source.text[from] ?? '')) from += 1;
  const length = source.text.trimEnd().length;
  const end = Math.max(from, length);
  return { file: source.file, text: source.text.slice(from, end), offsets: source.offsets.slice(from, end + 1) };
}

/** Words split at whitespace only, as FROM and COPY read them. */
export function plainWords(source: LogicalText): DockerWord[] {
  return [...source.text.matchAll(/[^\t\v\f\r ]+/g)].map((match) =>
    sliceText(source, match.index, match.index + match[0].length),
  );
}

/** Words split at whitespace outside quotes, which stay in them, as ENV, ARG and LABEL read them. */
export function quotedWords(source: LogicalText, escapeCharacter: string, most = Number.POSITIVE_INFINITY): DockerWord[] {
  const { text } = source;
  const words: DockerWord[] = [];
  let start = -1;
  let quote = '';
  for (let at = 0; at < text.length && words.length < most; at++) {
    const character = text[at]!;
    if (start < 0) {
      if (/\s/.test(character)) continue;
      start = at;
    }
    if (quote === '' && /\s/.test(character)) {
      words.push(sliceText(source, start, at));
      start = -1;
    } else if (character === escapeCharacter && quote !== "'") at += 1;
    else if (quote !== '') quote = character === quote ? '' : quote;
    else if (character === "'" || character === '"') quote = character;
  }
  if (start >= 0 && words.length < most) words.push(sliceText(source, start, text.length));
  return words;
}

type JsonWords = { readonly words: readonly DockerWord[] } | { readonly refusal: string };

/** The exec form: a JSON array of strings. Undefined where the text isn't one, which makes it the shell form. */
export function jsonWords(source: LogicalText): JsonWords | undefined {
  const { text } = source;
  if (!text.startsWith('[')) return undefined;
  let values: unknown;
  try {
    values = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!Array.isArray(values)) return undefined;
  if (values.some((value) => typeof value !== 'string'))
    return { refusal: 'when using JSON array syntax, arrays must be comprised of strings only' };
  const spans = [...text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"?/g)].map((match) =>
    spanOf(source, match.index + 1, match.index + match[0].length - 1),
  );
  return { words: (values as string[]).map((value, index) => ({ text: value, span: spans[index]! })) };
}

/** The strings of a JSON array, otherwise plain words, as COPY and VOLUME read them. */
export function listedWords(text: LogicalText): readonly DockerWord[] {
  const json = jsonWords(text);
  return json && 'words' in json ? json.words : plainWords(text);
}
