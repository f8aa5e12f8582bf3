import type { RunFile } from '../reader';
import { eachLine, type LineOptions } from './lines';
import { NOT_A_NUMBER, plainValue, readNumber } from './number';

const QUOTE = 0x22;
const CELLS = 4096;

/** The cells of one line, as ranges of `bytes`; valid during the call only. Quoted cells come without their quotes. */
export interface CsvRow {
  readonly bytes: Buffer;
  readonly number: number;
  readonly count: number;
  /** Start and end of each cell, without the spaces around it. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The number that each cell spells, where it is a plain one; else `NOT_A_NUMBER`, and `cellNumber` knows. */
  readonly plain: Float64Array;
  readonly lineStart: number;
  readonly lineEnd: number;
  /** All bytes are below 0x80, so columns are byte offsets. */
  readonly ascii: boolean;
}

/** Text of a cell. */
export const cellText = (row: CsvRow, index: number): string =>
  index < row.count ? row.bytes.toString('utf8', row.starts[index]!, row.ends[index]!).replaceAll('""', '"') : '';

/** The number in a cell; `NOT_A_NUMBER`: it holds none. */
export function cellNumber(row: CsvRow, index: number): number {
  const plain = row.plain[index]!;
  return plain === NOT_A_NUMBER ? readNumber(row.bytes, row.starts[index]!, row.ends[index]!) : plain;
}

/** Column of a cell from 1, in UTF-16 units. */
export function cellColumn(row: CsvRow, index: number): number {
  const start = row.starts[index] ?? row.lineStart;
  return 1 + (row.ascii ? start - row.lineStart : row.bytes.toString('utf8', row.lineStart, start).length);
}

/**
 * Calls `onRow` for each line of a CSV file. A row is one line: metrics hold no line breaks, and a stray quote must not swallow the
 * rest of the file. The delimiter may depend on the first line.
 */
export async function eachRow(
  file: RunFile,
  delimiter: number | ((header: string) => number),
  onRow: (row: CsvRow) => void,
  options: LineOptions = {},
): Promise<void> {
  const row: Cut = {
    bytes: Buffer.alloc(0),
    number: 0,
    count: 0,
    starts: new Int32Array(CELLS),
    ends: new Int32Array(CELLS),
    plain: new Float64Array(CELLS),
    lineStart: 0,
    lineEnd: 0,
    ascii: true,
  };
  let mark: number | undefined;
  await eachLine(
    file,
    (bytes, start, end, number) => {
      if (end === start) return;
      mark ??= typeof delimiter === 'number' ? delimiter : delimiter(bytes.toString('utf8', start, end));
      row.bytes = bytes;
      row.number = number;
      row.lineStart = start;
      row.lineEnd = end;
      cut(row, mark);
      onRow(row);
    },
    options,
  );
}

type Cut = { -readonly [Key in keyof CsvRow]: CsvRow[Key] };

function cut(row: Cut, delimiter: number): void {
  const { bytes, starts, ends, plain, lineEnd: end } = row;
  let count = 0;
  let from = row.lineStart;
  /** All bytes or-ed together. */
  let bits = 0;
  while (count < CELLS) {
    while (from < end && bytes[from]! === 0x20) from += 1;
    let to = from;
    if (from < end && bytes[from]! === QUOTE) {
      to += 1;
      while (to < end && !(bytes[to]! === QUOTE && bytes[to + 1] !== QUOTE)) {
        bits |= bytes[to]!;
        to += bytes[to]! === QUOTE ? 2 : 1;
      }
      if (to > end) to = end;
      starts[count] = from + 1;
      ends[count] = Math.max(from + 1, to);
      plain[count] = NOT_A_NUMBER;
      while (to < end && bytes[to]! !== delimiter) to += 1;
      from = to + 1;
    } else {
      // Digits, with a point or without, are read on the way.
      const isNegative = from < end && bytes[from]! === 0x2d;
      if (isNegative) to += 1;
      let first = 0;
      let second = 0;
      let digits = 0;
      let point = -1;
      let byte = 0;
      for (; to < end; to++) {
        byte = bytes[to]!;
        if (byte >= 48 && byte <= 57) {
          if (digits < 9) first = (first * 10 + byte - 48) | 0;
          else second = (second * 10 + byte - 48) | 0;
          digits += 1;
        } else if (byte === 46 && point === -1) point = to;
        else break;
      }
      const isPlain = to === end || byte === delimiter;
      const value = isPlain ? plainValue(first, second, digits, point === -1 ? 0 : to - point - 1) : NOT_A_NUMBER;
      plain[count] = isNegative && value !== NOT_A_NUMBER ? -value : value;
      while (to < end && (byte = bytes[to]!) !== delimiter) {
        bits |= byte;
        to += 1;
      }
      starts[count] = from;
      from = to + 1;
      while (to > starts[count]! && bytes[to - 1]! === 0x20) to -= 1;
      ends[count] = to;
    }
    count += 1;
    if (from > end) break;
  }
  row.count = count;
  row.ascii = bits < 0x80;
}

/** The delimiter of a header line: the one of `,`, `;` and tab that occurs most. */
export function delimiterOf(line: string): number {
  const counts = [',', ';', '\t'].map((mark) => line.split(mark).length - 1);
  const most = Math.max(...counts);
  return [0x2c, 0x3b, 0x09][counts.indexOf(most)]!;
}
