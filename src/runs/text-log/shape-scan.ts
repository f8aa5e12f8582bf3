import {
  BAR,
  CLASS,
  DECIMAL,
  DIGIT,
  GROUPED,
  groupsEnd,
  HIGH,
  hasSign,
  INTEGER,
  LETTER,
  numberEnd,
  OTHER,
  RUN,
} from './byte-classes';

/**
 * Lines of a log repeat in shape: the same text with other numbers. A line's shape is its bytes with each free-standing number
 * replaced by a mark of its kind. What one line of a shape says, all of them say, with their own numbers. So most lines need no
 * string and no regular expression.
 */
export interface ShapeScan {
  /** Free-standing numbers of the last scanned line: bytes from `starts[i]` up to `ends[i]`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count: number;
  /** The line holds characters of several bytes, so columns aren't byte offsets. */
  wide: boolean;
  /** Two hashes of the shape. */
  first: number;
  second: number;
  /** The shape itself, `length` bytes of it: the text with marks in place of numbers. */
  readonly shape: Uint8Array;
  length: number;
}

const SLOTS = 64;
const LONGEST = 2048;

export const createScan = (): ShapeScan => ({
  starts: new Int32Array(SLOTS),
  ends: new Int32Array(SLOTS),
  count: 0,
  wide: false,
  first: 0,
  second: 0,
  shape: new Uint8Array(LONGEST),
  length: 0,
});

/**
 * Scans a line: two hashes of its shape (32 bits each), and where its numbers are. False: the line has no shape that can be
 * remembered (unusual control sequences, too long, too many numbers).
 */
export function scanShape(scan: ShapeScan, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST) return false;
  const { starts, ends, shape } = scan;
  let length = 0;
  let first = 0x811c9dc5 | 0;
  let second = 17;
  let count = 0;
  let wide = false;
  let inWord = false;
  let at = start;
  while (at < end) {
    let byte = bytes[at]!;
    const kind = CLASS[byte]!;
    if (kind === LETTER || (kind === DIGIT && inWord)) {
      inWord = true;
      at += 1;
    } else if (kind === OTHER) {
      inWord = false;
      at += 1;
    } else if (kind === RUN) {
      inWord = false;
      at += 1;
      // The last one of a run is hashed in the next round.
      if (bytes[at]! === byte) while (at + 1 < end && bytes[at + 1]! === byte) at += 1;
    } else if (kind === DIGIT) {
      if (count === SLOTS) return false;
      starts[count] = hasSign(bytes, start, at) ? at - 1 : at;
      const next = numberEnd(bytes, at, end);
      const isDecimal = next < 0 || (at > start && bytes[at - 1]! === 46);
      const grouped = isDecimal ? next : groupsEnd(bytes, at, next, end);
      byte = isDecimal ? DECIMAL : grouped > next ? GROUPED : INTEGER;
      at = Math.abs(grouped);
      ends[count] = at;
      count += 1;
    } else if (kind === HIGH) {
      wide = true;
      inWord = true;
      // Block elements and box-drawing lines of a progress bar: any number of them is one mark.
      if (byte === 0xe2 && at + 2 < end && bytes[at + 1]! >= 0x94 && bytes[at + 1]! <= 0x96) {
        while (at + 2 < end && bytes[at]! === 0xe2 && bytes[at + 1]! >= 0x94 && bytes[at + 1]! <= 0x96) at += 3;
        byte = BAR;
        inWord = false;
      } else at += 1;
    } else {
      // A color changes nothing about the text, and is a part of the shape.
      const next = byte === ESCAPE ? controlEnd(bytes, at, end) : -1;
      if (next < 0) return false;
      for (; at < next - 1; at++) {
        byte = bytes[at]!;
        shape[length] = byte;
        length += 1;
        first = Math.imul(first ^ byte, 0x01000193);
        second = ((second << 5) - second + byte) | 0;
      }
      byte = bytes[at]!;
      at += 1;
    }
    shape[length] = byte;
    length += 1;
    first = Math.imul(first ^ byte, 0x01000193);
    second = ((second << 5) - second + byte) | 0;
  }
  scan.count = count;
  scan.wide = wide;
  scan.first = first;
  scan.second = second;
  scan.length = length;
  return true;
}

const ESCAPE = 27;

/** The end of the color, or other control sequence with a bracket, that begins at `at`; -1: there is none. */
function controlEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at + 1] !== 0x5b) return -1;
  let next = at + 2;
  while (next < end && ((bytes[next]! >= 0x30 && bytes[next]! <= 0x39) || bytes[next]! === 0x3b)) next += 1;
  return next < end && CLASS[bytes[next]!]! === LETTER ? next + 1 : -1;
}

/** Index of the number that begins at `from` and ends at `to`; -1: there is none. */
export function slotAt(scan: ShapeScan, from: number, to: number): number {
  for (let slot = 0; slot < scan.count; slot++) if (scan.starts[slot] === from && scan.ends[slot] === to) return slot;
  return -1;
}
