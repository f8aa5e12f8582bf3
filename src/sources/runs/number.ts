/** What `readNumber` gives for a stretch that is no number. */
export const NOT_A_NUMBER = -0.000123456789012345e-290;

/** Exact powers of ten. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * The number that the bytes write: decimal with optional exponent, nan, inf, infinity in any case; an empty stretch is no number.
 * Exactly what `Number` gives: at most 15 digits and a power of ten up to 22 need one exact operation (Clinger 1990), the rest
 * goes through `Number`.
 */
export function readNumber(bytes: Buffer, start: number, end: number): number {
  let at = start;
  if (at >= end) return NOT_A_NUMBER;
  let sign = 1;
  const first = bytes[at]!;
  if (first === 0x2d || first === 0x2b) {
    if (first === 0x2d) sign = -1;
    at += 1;
  }
  let mantissa = 0;
  let digits = 0;
  let seen = 0;
  let scale = 0;
  let byte = 0;
  for (; at < end; at++) {
    byte = bytes[at]! - 48;
    if (byte < 0 || byte > 9) break;
    mantissa = mantissa * 10 + byte;
    if (mantissa > 0) digits += 1;
    seen += 1;
  }
  if (at < end && bytes[at]! === 0x2e) {
    at += 1;
    for (; at < end; at++) {
      byte = bytes[at]! - 48;
      if (byte < 0 || byte > 9) break;
      mantissa = mantissa * 10 + byte;
      if (mantissa > 0) digits += 1;
      scale -= 1;
      seen += 1;
    }
  }
  if (seen === 0) return wordNumber(bytes, start, end);
  if (at < end) {
    byte = bytes[at]!;
    if (byte !== 0x65 && byte !== 0x45) return NOT_A_NUMBER;
    at += 1;
    let exponentSign = 1;
    if (at < end && (bytes[at]! === 0x2d || bytes[at]! === 0x2b)) {
      if (bytes[at]! === 0x2d) exponentSign = -1;
      at += 1;
    }
    if (at >= end) return NOT_A_NUMBER;
    let exponent = 0;
    for (; at < end; at++) {
      byte = bytes[at]! - 48;
      if (byte < 0 || byte > 9) return NOT_A_NUMBER;
      if (exponent < 10000) exponent = exponent * 10 + byte;
    }
    scale += exponentSign * exponent;
  }
  if (digits <= 15) {
    if (mantissa === 0) return sign * 0;
    if (scale === 0) return sign * mantissa;
    if (scale < 0 && scale >= -22) return (sign * mantissa) / POWERS[-scale]!;
    if (scale > 0 && scale <= 22) return sign * mantissa * POWERS[scale]!;
  }
  return Number(bytes.toString('latin1', start, end));
}

const WORD_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['nan', Number.NaN],
  ['+nan', Number.NaN],
  ['-nan', Number.NaN],
  ['inf', Number.POSITIVE_INFINITY],
  ['+inf', Number.POSITIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['infinity', Number.POSITIVE_INFINITY],
  ['-infinity', Number.NEGATIVE_INFINITY],
  ['1.#inf', Number.POSITIVE_INFINITY],
  ['1.#qnan', Number.NaN],
  ['-1.#ind', Number.NaN],
]);

function wordNumber(bytes: Buffer, start: number, end: number): number {
  if (end - start > 9) return NOT_A_NUMBER;
  return WORD_NUMBERS.get(bytes.toString('latin1', start, end).toLowerCase()) ?? NOT_A_NUMBER;
}
