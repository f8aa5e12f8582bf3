import type { LogicalText } from './text';

interface HeredocMark {
  readonly name: string;
  /** Unquoted: variables in the content are expanded. */
  readonly expand: boolean;
  /** `<<-`: leading tabs of the content are dropped. */
  readonly chomp: boolean;
  /** In the logical text: from the file descriptor or `<<` to the end of the name. */
  readonly start: number;
  readonly end: number;
}

/**
 * The here-documents that a line starts, as BuildKit finds them: whole words `<<NAME`, also with whitespace before the name and a
 * file descriptor in front. `x<<NAME` and `<<` in quotes start none.
 */
export function heredocMarks(source: LogicalText): HeredocMark[] {
  const { text } = source;
  const marks: HeredocMark[] = [];
  for (const { start, end } of shellWords(text)) {
    const match = /^\d*<<(-?)\s*([^<\s][^<]*)?$/.exec(text.slice(start, end));
    if (!match?.[2]) continue;
    const name = unquote(match[2]);
    if (name !== undefined) marks.push({ name, expand: name === match[2], chomp: match[1] === '-', start, end });
  }
  return marks;
}

/** Words as BuildKit's lexer splits them. Whitespace after `<<` belongs to the word. */
function shellWords(text: string): { start: number; end: number }[] {
  const words: { start: number; end: number }[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at]!)) {
      at += 1;
      continue;
    }
    const start = at;
    while (at < text.length && !/\s/.test(text[at]!)) at = afterUnit(text, at);
    words.push({ start, end: at });
  }
  return words;
}

function afterUnit(text: string, at: number): number {
  const character = text[at];
  if (character === '\\') return Math.min(at + 2, text.length);
  if (character === "'" || character === '"') return afterClosing(text, at + 1, character);
  if (character === '$' && text[at + 1] === '{') return afterClosing(text, at + 2, '}');
  if (character === '<' && text[at + 1] === '<') return at + 2 + /^[ \t]*/.exec(text.slice(at + 2, at + 202))![0].length;
  return at + 1;
}

/** The offset after the closing character. A backslash escapes in double quotes only. */
function afterClosing(text: string, from: number, closing: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === closing) return at + 1;
    if (text[at] === '\\' && closing === '"') at += 1;
  }
  return text.length;
}

/** The name without quotes. Undefined where it isn't one word. */
function unquote(text: string): string | undefined {
  if (shellWords(text).length !== 1) return undefined;
  return text.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single, double, escaped) => single ?? double ?? escaped ?? '');
}
