import { BAR, CLASS, DECIMAL, GROUPED, groupsEnd, hasSign, INTEGER, LAST_MARK, RUN } from './byte-classes';
import type { ShapeScan } from './shape-scan';

/** A shape, prepared for comparing lines with it. */
export interface KnownShape {
  readonly text: Uint8Array;
  /** The text's bytes from every offset on, four together as `DataView` reads them: several bytes are compared at once. */
  readonly words: Int32Array;
  /**
   * Three numbers a step: [LITERAL, from, length] of `text`, [REPEATED, byte, 0], [INTEGER, DECIMAL or GROUPED, has a sign, follows a point],
   * [BAR, 0, 0].
   */
  readonly steps: Int32Array;
}

const LITERAL = 0;
const REPEATED = 5;
const ZERO = 48;
const POINT = 46;
/** `e` and `E`, in small letters. */
const EXPONENT = 101;

/** Prepares the shape of the last scanned line. */
export function knownShape(scan: ShapeScan): KnownShape {
  const text = scan.shape.slice(0, scan.length);
  const steps: number[] = [];
  for (let at = 0; at < text.length; ) {
    const byte = text[at]!;
    const isRun = (index: number): boolean => CLASS[text[index]!] === RUN && text[index + 1] === text[index];
    if (byte === BAR) {
      steps.push(BAR, 0, 0);
      at += 1;
    } else if (byte <= LAST_MARK) {
      steps.push(byte, hasSign(text, 0, at) ? 1 : 0, at > 0 && text[at - 1] === POINT ? 1 : 0);
      at += 1;
    } else if (isRun(at)) {
      steps.push(REPEATED, byte, 0);
      at += 2;
    } else {
      const from = at;
      while (at < text.length && text[at]! > LAST_MARK && !isRun(at)) at += 1;
      steps.push(LITERAL, from, at - from);
    }
  }
  const view = new DataView(text.buffer);
  const words = Int32Array.from({ length: Math.max(0, text.length - 3) }, (_, at) => view.getInt32(at, true));
  return { text, words, steps: Int32Array.from(steps) };
}

/** Bytes, and the view that reads several of them at once. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly view: DataView;
}

/** Whether a line has this shape, and where its numbers are: what `scanShape` would find, in a fraction of its time. */
export function matchShape(scan: ShapeScan, known: KnownShape, { bytes, view }: Chunk, start: number, end: number): boolean {
  const { starts, ends } = scan;
  const { text, words, steps } = known;
  let at = start;
  let count = 0;
  for (let index = 0; index < steps.length; index += 3) {
    const step = steps[index]!;
    const first = steps[index + 1]!;
    if (step === LITERAL) {
      const last = first + steps[index + 2]!;
      if (at + last - first > end) return false;
      let wanted = first;
      for (; wanted + 4 <= last; wanted += 4, at += 4) if (view.getInt32(at, true) !== words[wanted]!) return false;
      for (; wanted < last; wanted++) if (bytes[at++]! !== text[wanted]!) return false;
    } else if (step <= DECIMAL || step === GROUPED) {
      const from = at;
      while (at < end && isDigit(bytes[at]!)) at += 1;
      if (at === from) return false;
      // A point or an exponent makes a decimal number of it, and so does a point before it.
      const next = at < end ? bytes[at]! : 0;
      let mark = steps[index + 2]! === 1 ? DECIMAL : INTEGER;
      if (next === POINT || (next | 32) === EXPONENT) {
        const rest = fractionEnd(bytes, at, end);
        if (rest !== at) mark = DECIMAL;
        at = rest;
      } else if (mark === INTEGER) {
        const grouped = groupsEnd(bytes, from, at, end);
        if (grouped !== at) mark = GROUPED;
        at = grouped;
      }
      if (mark !== step) return false;
      starts[count] = from - first;
      ends[count] = at;
      count += 1;
    } else if (step === REPEATED) {
      // Two in the shape stand for any run of at least two.
      if (at + 1 >= end || bytes[at]! !== first || bytes[at + 1]! !== first) return false;
      while (at < end && bytes[at]! === first) at += 1;
    } else {
      const from = at;
      while (at + 2 < end && bytes[at]! === 0xe2 && bytes[at + 1]! >= 0x94 && bytes[at + 1]! <= 0x96) at += 3;
      if (at === from) return false;
    }
  }
  scan.count = count;
  return at === end;
}

const isDigit = (byte: number): boolean => byte >= ZERO && byte <= ZERO + 9;

/** The end of the point, the digits after it and the exponent at `from`; `from` itself: there are none. */
function fractionEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  if (bytes[at]! === POINT) {
    at += 1;
    while (at < end && isDigit(bytes[at]!)) at += 1;
  }
  if (at >= end || (bytes[at]! | 32) !== EXPONENT) return at;
  let next = at + 1;
  if (next < end && (bytes[next]! === 45 || bytes[next]! === 43)) next += 1;
  if (next >= end || !isDigit(bytes[next]!)) return at;
  while (next < end && isDigit(bytes[next]!)) next += 1;
  return next;
}
