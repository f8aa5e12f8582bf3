import type { Span } from '../../text/span';
import { isSymbolic, maskedText, type Segment, showRoots, UNKNOWN_MARK, type Word, wordSlice, wordText } from '../shell';

/** A word of a command, or a part of one, that stands for one value: what rules compare, show and point at. */
export interface Part {
  /** Undefined where any of it is unknown. */
  readonly text: string | undefined;
  /** The text with one private-use character for each unknown segment. {@link known} returns whether it has none. */
  readonly masked: string;
  /** The place to report. */
  readonly span: Span;
  /** The same part of the shell's word: segments, conditions, origin. */
  readonly word: Word;
}

/** A whole word as a part. */
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

/** Several pieces of one part as one value, as of a quoted field without its quotes. */
export function joinParts(parts: readonly Part[]): Part {
  const [first] = parts;
  if (parts.length === 1 && first) return first;
  const masked = parts.map((part) => part.masked).join('');
  const segments: Segment[] = parts.flatMap((part) => part.word.segments);
  const spans = parts.map((part) => part.span);
  const span = { ...spans[0]!, end: Math.max(...spans.map((each) => each.end)) };
  return { text: known(masked) ? masked : undefined, masked, span, word: { ...first!.word, segments, span } };
}

/** Whether all of the text is known. */
export const known = (masked: string): boolean => !masked.includes(UNKNOWN_MARK);

/** The two sides of the first separator. Undefined where there is none. */
export function cutPart(part: Part, separator: string): readonly [Part, Part] | undefined {
  const at = part.masked.indexOf(separator);
  return at < 0 ? undefined : [slicePart(part, 0, at), slicePart(part, at + separator.length)];
}

/** The parts between separators. */
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

/** The text for messages: unknown segments as `…`, symbolic roots by name. */
export function show(masked: string): string {
  const text = masked.replaceAll(UNKNOWN_MARK, '…');
  return isSymbolic(text) ? showRoots(text) : text;
}

/** As Go's `%q` shows a string. */
export const quoted = (masked: string): string => JSON.stringify(show(masked));
