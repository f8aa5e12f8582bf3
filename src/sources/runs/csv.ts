import { eachLine, type LineOptions } from './lines';
import type { RunFile } from './reader';

const QUOTE = 0x22;
const CELLS = 4096;

/** The cells of one line, as stretches of `bytes`; valid during the call only. Quoted cells are without their quotes. */
export interface CsvRow {
  readonly bytes: Buffer;
  readonly number: number;
  readonly count: number;
  /** Start and end of each cell, white space around it taken off. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lineStart: number;
  readonly lineEnd: number;
}

/** Text of a cell. */
export const cellText = (row: CsvRow, index: number): string =>
  index < row.count ? row.bytes.toString('utf8', row.starts[index]!, row.ends[index]!).replaceAll('""', '"') : '';

/** Column from 1 of a cell, UTF-16 units. */
export function cellColumn(row: CsvRow, index: number): number {
  const start = row.starts[index] ?? row.lineStart;
  for (let at = row.lineStart; at < start; at++) {
    if (row.bytes[at]! >= 0x80) return row.bytes.toString('utf8', row.lineStart, start).length + 1;
  }
  return start - row.lineStart + 1;
}

/**
 * Rows of a CSV file of one line each; the delimiter may depend on the first line: metrics hold no line breaks, and a stray quote must not swallow the rest of the file.
 */
export async function eachRow(
  file: RunFile,
  delimiter: number | ((header: string) => number),
  onRow: (row: CsvRow) => void,
  options: LineOptions = {},
): Promise<void> {
  const starts = new Int32Array(CELLS);
  const ends = new Int32Array(CELLS);
  let mark: number | undefined;
  await eachLine(
    file,
    (bytes, start, end, number) => {
      if (end === start) return;
      mark ??= typeof delimiter === 'number' ? delimiter : delimiter(bytes.toString('utf8', start, end));
      const count = cut(bytes, start, end, mark, starts, ends);
      onRow({ bytes, number, count, starts, ends, lineStart: start, lineEnd: end });
    },
    options,
  );
}

function cut(bytes: Buffer, start: number, end: number, delimiter: number, starts: Int32Array, ends: Int32Array): number {
  let count = 0;
  let from = start;
  while (count < CELLS) {
    while (from < end && bytes[from]! === 0x20) from += 1;
    let to = from;
    let next: number;
    if (from < end && bytes[from]! === QUOTE) {
      to = from + 1;
      while (to < end && !(bytes[to]! === QUOTE && bytes[to + 1] !== QUOTE)) to += bytes[to]! === QUOTE ? 2 : 1;
      if (to > end) to = end;
      next = to;
      while (next < end && bytes[next]! !== delimiter) next += 1;
      starts[count] = from + 1;
      ends[count] = Math.max(from + 1, to);
    } else {
      while (to < end && bytes[to]! !== delimiter) to += 1;
      next = to;
      while (to > from && bytes[to - 1]! === 0x20) to -= 1;
      starts[count] = from;
      ends[count] = to;
    }
    count += 1;
    if (next >= end) break;
    from = next + 1;
  }
  return count;
}

/** The delimiter of a header line: the one of `,`, `;` and tab that occurs most. */
export function delimiterOf(line: string): number {
  const counts = [',', ';', '\t'].map((mark) => line.split(mark).length - 1);
  const most = Math.max(...counts);
  return [0x2c, 0x3b, 0x09][counts.indexOf(most)]!;
}
