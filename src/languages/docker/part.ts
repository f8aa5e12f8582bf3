import type { Span } from '../../text/span';
import { isSymbolic, maskedText, type Segment, showRoots, UNKNOWN_MARK, type Word, wordSlice, wordText } from '../shell';

/** A word of a command, or a stretch of one, that stands for one value: what rules compare, show and point at. */
export interface Part {
  /** Undefined where any of it is unknown. */
  readonly text: string | undefined;
  /** The text with one private-use character for each unknown stretch; {@link known} tells whether it has any. */
  readonly masked: string;
  /** What to report. */
  readonly span: Span;
  /** The stretch of the shell's word: segments, conditions, origin. */
  readonly word: Word;
}

export function partOf(word: Word): Part {
  return { text: wordText(word), masked: word.many ? UNKNOWN_MARK : maskedText(word), span: word.span, word };
}

/** The part from `start` to `end`, in units of `masked`. */
export function slicePart(part: Part, start: number, end: number = part.masked.length): Part {
  if (start === 0 && end >= part.masked.length) return part;
  const masked = part.masked.slice(start, end);
  const word = wordSlice(part.word, start, end);
  return { text: known(masked) ? masked : undefined, masked, span: word.span, word };
}

/** Several stretches of one part as one value: what is left of a quoted field when its quotes are taken off. */
export function joinParts(parts: readonly Part[]): Part {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const masked = parts.map((part) => part.masked).join('');
  const segments: Segment[] = parts.flatMap((part) => part.word.segments);
  const spans = parts.map((part) => part.span);
  const span = { ...spans[0]!, end: Math.max(...spans.map((each) => each.end)) };
  return { text: known(masked) ? masked : undefined, masked, span, word: { ...first!.word, segments, span } };
}

/** Whether nothing in the text is unknown. */
export const known = (masked: string): boolean => !masked.includes(UNKNOWN_MARK);

/** The two sides of the first separator; undefined where there is none. */
export function cutPart(part: Part, separator: string): readonly [Part, Part] | undefined {
  const at = part.masked.indexOf(separator);
  return at < 0 ? undefined : [slicePart(part, 0, at), slicePart(part, at + separator.length)];
}

export function splitPart(part: Part, separator: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (let at = part.masked.indexOf(separator); at >= 0; at = part.masked.indexOf(separator, start)) {
    parts.push(slicePart(part, start, at));
    start = at + separator.length;
  }
  parts.push(slicePart(part, start));
  return parts;
}

/** For messages: unknown stretches as `…`, symbolic roots by name. */
export function show(masked: string): string {
  const text = masked.replaceAll(UNKNOWN_MARK, '…');
  return isSymbolic(text) ? showRoots(text) : text;
}

/** As Go's `%q` shows a string. */
export const quoted = (masked: string): string => JSON.stringify(show(masked));
