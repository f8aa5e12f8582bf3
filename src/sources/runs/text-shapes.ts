/**
 * Lines of a log repeat in shape: the same text with other numbers. A line's shape is its bytes with each free-standing number
 * replaced by a mark of its kind; what one line of a shape was found to say, all of them say, with their own numbers. So most lines
 * need no string and no regular expression.
 */
export interface ShapeScan {
  /** Free-standing numbers of the line scanned last: bytes from `starts[i]` up to `ends[i]`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count: number;
  /** Bytes that are no character of their own (UTF-8 continuation) came up: columns are not byte offsets. */
  wide: boolean;
  first: number;
  second: number;
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
});

/** What a byte is to the scan: 0 other, 1 digit, 2 letter, underscore or `@` (digits behind it belong to the word), 3 escape. */
const CLASS = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  if (byte >= 48 && byte <= 57) CLASS[byte] = 1;
  else if ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95 || byte === 64 || byte >= 0x80)
    CLASS[byte] = 2;
  else if (byte === 27 || byte === 0) CLASS[byte] = 3;
}

const INTEGER = 1;
const DECIMAL = 2;
const BAR = 3;

/**
 * Scans a line: two hashes of its shape (32 bits each) and where its numbers are. False: the line has no shape to be remembered
 * (control sequences, too long, too many numbers).
 */
export function scanShape(scan: ShapeScan, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start > LONGEST) return false;
  let first = 0x811c9dc5 | 0;
  let second = 0x01000193 | 0;
  let count = 0;
  let wide = false;
  let previous = 0;
  let at = start;
  while (at < end) {
    let byte = bytes[at]!;
    const kind = CLASS[byte]!;
    if (kind === 1 && previous !== 2) {
      let from = at;
      let mark = INTEGER;
      // A sign belongs to the number unless it joins it to a word or to another number.
      const sign = at > start ? bytes[at - 1]! : 0;
      if ((sign === 45 || sign === 43) && (at - 1 === start || CLASS[bytes[at - 2]!]! === 0)) from = at - 1;
      if (sign === 46) mark = DECIMAL;
      at += 1;
      while (at < end && CLASS[bytes[at]!]! === 1) at += 1;
      if (at < end && bytes[at]! === 46) {
        mark = DECIMAL;
        at += 1;
        while (at < end && CLASS[bytes[at]!]! === 1) at += 1;
      }
      if (at < end && (bytes[at]! | 32) === 101) {
        let next = at + 1;
        if (next < end && (bytes[next]! === 45 || bytes[next]! === 43)) next += 1;
        if (next < end && CLASS[bytes[next]!]! === 1) {
          mark = DECIMAL;
          at = next + 1;
          while (at < end && CLASS[bytes[at]!]! === 1) at += 1;
        }
      }
      if (count === SLOTS) return false;
      scan.starts[count] = from;
      scan.ends[count] = at;
      count += 1;
      first = Math.imul(first ^ mark, 0x01000193);
      second = Math.imul(second ^ mark, 0x85ebca6b) ^ (second >>> 15);
      previous = 1;
      continue;
    }
    if (kind === 3) return false;
    if (byte >= 0x80) {
      wide = true;
      // Block elements and lines, of which progress bars are drawn: however many of them, one mark.
      if (byte === 0xe2 && at + 2 < end && bytes[at + 1]! >= 0x94 && bytes[at + 1]! <= 0x96) {
        while (at + 2 < end && bytes[at]! === 0xe2 && bytes[at + 1]! >= 0x94 && bytes[at + 1]! <= 0x96) at += 3;
        byte = BAR;
        at -= 1;
      }
    } else if (
      (byte === 32 || byte === 35 || byte === 61 || byte === 46) &&
      at > start &&
      bytes[at - 1]! === byte &&
      at + 1 < end &&
      bytes[at + 1]! === byte
    ) {
      // Of a run of spaces, `#`, `=` or `.` the first and the last count.
      at += 1;
      continue;
    }
    first = Math.imul(first ^ byte, 0x01000193);
    second = Math.imul(second ^ byte, 0x85ebca6b) ^ (second >>> 15);
    previous = byte === BAR ? 0 : kind === 1 ? 2 : kind;
    at += 1;
  }
  scan.count = count;
  scan.wide = wide;
  scan.first = first;
  scan.second = second;
  return true;
}

/** Index of the number that begins at `from` and ends at `to`; -1: none does. */
export function slotAt(scan: ShapeScan, from: number, to: number): number {
  for (let slot = 0; slot < scan.count; slot++) if (scan.starts[slot] === from && scan.ends[slot] === to) return slot;
  return -1;
}

/** Remembers up to 4,096 shapes; then begins anew, as a log that has more has no few that repeat. */
export interface ShapeMemory<Meaning> {
  find(scan: ShapeScan): Meaning | undefined;
  learn(first: number, second: number, meaning: Meaning): void;
}

const SIZE = 8192;

export function createShapeMemory<Meaning>(): ShapeMemory<Meaning> {
  const firsts = new Int32Array(SIZE);
  const seconds = new Int32Array(SIZE);
  let meanings: (Meaning | undefined)[] = new Array(SIZE).fill(undefined);
  let used = 0;

  function place(first: number, second: number): number {
    let index = (first ^ (first >>> 16)) & (SIZE - 1);
    while (meanings[index] !== undefined && (firsts[index] !== first || seconds[index] !== second))
      index = (index + 1) & (SIZE - 1);
    return index;
  }

  return {
    find: (scan) => meanings[place(scan.first, scan.second)],
    learn(first, second, meaning) {
      if (used === SIZE / 2) {
        meanings = new Array(SIZE).fill(undefined);
        used = 0;
      }
      const index = place(first, second);
      if (meanings[index] === undefined) used += 1;
      firsts[index] = first;
      seconds[index] = second;
      meanings[index] = meaning;
    },
  };
}
