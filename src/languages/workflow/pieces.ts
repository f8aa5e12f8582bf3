import type { Span } from '../../text/span';
import type { EmbeddedTextWriter } from '../shell';
import type { TextPiece } from '../yaml';

/** Copies a range of a text that a scalar holds, in units of the text. */
export function copyPieces(writer: EmbeddedTextWriter, pieces: readonly TextPiece[], from: number, to: number): void {
  let at = 0;
  for (const { text, span, isPlain } of pieces) {
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, text.length);
    if (start < end) {
      if (isPlain) writer.copy(span.start + start, span.start + end);
      else writer.put(text.slice(start, end), span);
    }
    at += text.length;
  }
}

/** Where a range of such a text is written. */
export function placesOf(pieces: readonly TextPiece[]): (start: number, end: number) => Span {
  const placeAt = (offset: number): number => {
    let at = 0;
    for (const { text, span, isPlain } of pieces) {
      if (offset < at + text.length) return isPlain ? span.start + offset - at : span.start;
      at += text.length;
    }
    return pieces.at(-1)?.span.end ?? 0;
  };
  return (start, end) => ({ file: pieces[0]?.span.file ?? '', start: placeAt(start), end: placeAt(end - 1) + 1 });
}
