import type { Part, Span } from '../../src/api';

/** The word itself, or the expansion in the command that brought the script's arguments. */
export const placeOfWord = ({ word, span }: Part): Span =>
  (span.start === span.end ? word.segments.find(({ through }) => through)?.through : undefined) ?? span;

export function writtenAs(part: Part, text: string): string {
  const { start, end } = placeOfWord(part);
  return text.slice(start, end);
}
