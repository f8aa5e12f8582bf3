import type { Region } from './span';

/** Offsets of the first character of each line. CR, LF and CRLF end a line, as in the formats that the reporters write. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  return starts;
}

/** The line and column, both from 1, of an offset in UTF-16 units. */
export function positionAt(starts: readonly number[], offset: number): { line: number; column: number } {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** The lines and columns of a range. */
export function regionOf(starts: readonly number[], { start, end }: { readonly start: number; readonly end: number }): Region {
  const { line, column } = positionAt(starts, start);
  const last = positionAt(starts, Math.max(start, end));
  return { line, column, endLine: last.line, endColumn: last.column };
}
