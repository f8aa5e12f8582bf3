import type { ShapeScan } from './shape-scan';

/**
 * A line of a shape at its exact length: which of its bytes are the digits of free-standing numbers, and what all others are. A line
 * that differs from it in such digits alone has the same shape, with its numbers at the same places: counters and numbers with a fixed
 * count of decimals change their length seldom. Compared four bytes at a time.
 */
export interface LineLayout {
  /** Bytes of the line: at least four. */
  readonly length: number;
  /** Four numbers for every four bytes: the offset; the bytes with `0` for digits; the bits that count; what tells a digit from `:` to `?`. */
  readonly words: Int32Array;
  /** Where the numbers are, from the line's start. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const WORD = 4;
const ZERO = 0x30;
/** The upper half of a digit's byte is 3, and stays 3 with 6 more. */
const DIGIT_BITS = 0xf0;
const ABOVE_DIGITS = 6;

/** The layout of the line that was scanned last, from `start` up to `end`. Undefined: the line is too short. */
export function layoutOf(scan: ShapeScan, bytes: Uint8Array, start: number, end: number): LineLayout | undefined {
  const length = end - start;
  if (length < WORD) return undefined;
  const template = Uint8Array.from(bytes.subarray(start, end));
  const counts = new Uint8Array(length).fill(0xff);
  const above = new Uint8Array(length);
  const starts = new Int32Array(scan.count);
  const ends = new Int32Array(scan.count);
  for (let slot = 0; slot < scan.count; slot++) {
    starts[slot] = scan.starts[slot]! - start;
    ends[slot] = scan.ends[slot]! - start;
    for (let at = starts[slot]!; at < ends[slot]!; at++) {
      if (template[at]! < ZERO || template[at]! > ZERO + 9) continue;
      template[at] = ZERO;
      counts[at] = DIGIT_BITS;
      above[at] = ABOVE_DIGITS;
    }
  }
  const words = new Int32Array(4 * Math.ceil(length / WORD));
  const [templates, masks, digits] = [template, counts, above].map(({ buffer }) => new DataView(buffer));
  for (let index = 0; index < words.length; index += 4) {
    // The last word ends with the line, whatever it repeats of the one before.
    const at = Math.min(index, length - WORD);
    words[index] = at;
    words[index + 1] = templates!.getInt32(at, true);
    words[index + 2] = masks!.getInt32(at, true);
    words[index + 3] = digits!.getInt32(at, true);
  }
  return { length, words, starts, ends };
}

/** Whether a line of the layout's length differs from it in the digits of its numbers alone. */
export function hasLayout({ words }: LineLayout, view: DataView, start: number): boolean {
  for (let index = 0; index < words.length; index += 4) {
    const word = view.getInt32(start + words[index]!, true);
    const template = words[index + 1]!;
    // No byte carries into the next one: a digit's bits with 6 more are below 256.
    if ((((word ^ template) | (((word + words[index + 3]!) | 0) ^ template)) & words[index + 2]!) !== 0) return false;
  }
  return true;
}

/** Layouts of one shape, by their lengths. */
export interface Layouts {
  find(length: number): LineLayout | undefined;
  /** A line had this layout. */
  found(layout: LineLayout): void;
  /** The layout that a line had last. */
  readonly last: LineLayout | undefined;
  /** The line that was scanned last had no known layout. */
  learn(scan: ShapeScan, bytes: Uint8Array, start: number, end: number): void;
}

/** Lengths that are told apart: a power of two. */
const LENGTHS = 32;
/** Layouts to make before it is seen whether they come up again. */
const TRIED = 64;

export function createLayouts(): Layouts {
  const byLength: (LineLayout | undefined)[] = new Array(LENGTHS).fill(undefined);
  let made = 0;
  let used = 0;
  let last: LineLayout | undefined;

  return {
    find(length) {
      const layout = byLength[length & (LENGTHS - 1)];
      return layout?.length === length ? layout : undefined;
    },
    found(layout) {
      used += 1;
      last = layout;
    },
    get last() {
      return last;
    },
    learn(scan, bytes, start, end) {
      if (made > TRIED + used / 4) return;
      made += 1;
      byLength[(end - start) & (LENGTHS - 1)] = layoutOf(scan, bytes, start, end);
    },
  };
}
