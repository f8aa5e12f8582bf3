/** What `readNumber` gives for bytes that aren't a number. */
export const NOT_A_NUMBER = -0.000123456789012345e-290;

/** Exact powers of ten. */
const POWERS = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/**
 * The number that the bytes spell: decimal with optional exponent; nan, inf or infinity in any case. No bytes aren't a number.
 * Gives exactly what `Number` gives: up to 15 digits and a power of ten up to 22 need one exact operation (Clinger 1990), up to 21
 * digits a division in doubled precision; the rest goes through `Number`.
 */
export function readNumber(bytes: Buffer, start: number, end: number): number {
  if (start >= end) return NOT_A_NUMBER;
  const plain = end - start <= LONGEST_PLAIN ? plainNumber(bytes, start, end) : NOT_A_NUMBER;
  return plain === NOT_A_NUMBER ? anyNumber(bytes, start, end) : plain;
}

/** Digits of a whole number that fits in 31 bits. */
const HALF = 9;
/** Two times as many digits, and a point. */
const LONGEST_PLAIN = 2 * HALF + 1;

/** The same for most numbers of a log: digits with a point or without, in whole numbers of the processor. */
function plainNumber(bytes: Buffer, start: number, end: number): number {
  const isNegative = bytes[start]! === 0x2d;
  let first = 0;
  let second = 0;
  let digits = 0;
  let point = -1;
  for (let at = isNegative ? start + 1 : start; at < end; at++) {
    const digit = bytes[at]! - 48;
    if (digit >= 0 && digit <= 9) {
      if (digits < HALF) first = (first * 10 + digit) | 0;
      else second = (second * 10 + digit) | 0;
      digits += 1;
    } else if (digit === -2 && point === -1) point = at;
    else return NOT_A_NUMBER;
  }
  const value = plainValue(first, second, digits, point === -1 ? 0 : end - point - 1);
  return isNegative && value !== NOT_A_NUMBER ? -value : value;
}

/**
 * The number of up to 18 digits: the first up to nine as one whole number, those after them as another, so many `decimals` of them
 * behind the point. `NOT_A_NUMBER`: there are none or more, or they need more precision.
 */
export function plainValue(first: number, second: number, digits: number, decimals: number): number {
  if (digits <= HALF) return digits === 0 ? NOT_A_NUMBER : decimals === 0 ? first : first / POWERS[decimals]!;
  if (digits > 2 * HALF) return NOT_A_NUMBER;
  if (digits <= EXACT) return (first * POWERS[digits - HALF]! + second) / POWERS[decimals]!;
  const shift = POWERS[digits - EXACT]!;
  const low = second % shift;
  const high = first * POWERS[EXACT - HALF]! + (second - low) / shift;
  return divide(high, shift, low, POWERS[decimals]!);
}

/** So many digits every double holds. */
const EXACT = 15;

function anyNumber(bytes: Buffer, start: number, end: number): number {
  let at = start;
  let sign = 1;
  const first = bytes[at]!;
  if (first === 0x2d || first === 0x2b) {
    if (first === 0x2d) sign = -1;
    at += 1;
  }
  /** The first up to 15 significant digits, and up to 6 after them. */
  let high = 0;
  let low = 0;
  let digits = 0;
  let seen = 0;
  let scale = 0;
  let byte = 0;
  for (; at < end; at++) {
    byte = bytes[at]! - 48;
    if (byte < 0 || byte > 9) break;
    if (digits < 15) high = high * 10 + byte;
    else low = low * 10 + byte;
    if (high > 0) digits += 1;
    seen += 1;
  }
  if (at < end && bytes[at]! === 0x2e) {
    at += 1;
    const point = at;
    for (; at < end; at++) {
      byte = bytes[at]! - 48;
      if (byte < 0 || byte > 9) break;
      if (digits < 15) high = high * 10 + byte;
      else low = low * 10 + byte;
      if (high > 0) digits += 1;
    }
    scale = point - at;
    seen += at - point;
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
    if (high === 0) return sign * 0;
    if (scale === 0) return sign * high;
    if (scale < 0 && scale >= -22) return (sign * high) / POWERS[-scale]!;
    if (scale > 0 && scale <= 22) return sign * high * POWERS[scale]!;
  } else if (digits <= 21 && scale < 0 && scale >= -22) {
    const value = divide(high, POWERS[digits - EXACT]!, low, POWERS[-scale]!);
    if (value !== NOT_A_NUMBER) return sign * value;
  }
  return Number(bytes.toString('latin1', start, end));
}

const SPLITTER = 134217729;

/**
 * (high · shift + low) / divisor to the nearest double; all arguments are whole numbers. The quotient has the precision of two
 * doubles (Dekker 1971), so its rounding is certain unless it is close to halfway between two doubles. `NOT_A_NUMBER`: it is.
 */
function divide(high: number, shift: number, low: number, divisor: number): number {
  const product = high * shift;
  const whole = product + low;
  const carried = whole - product;
  const rest = productError(high, shift, product) + (low - carried) + (product - (whole - carried));
  const quotient = whole / divisor;
  const back = quotient * divisor;
  const correction = (whole - back - productError(quotient, divisor, back) + rest) / divisor;
  const value = quotient + correction;
  const margin = Math.abs(correction) * 1e-13 + quotient * 1e-30;
  return quotient + (correction + margin) === value && quotient + (correction - margin) === value ? value : NOT_A_NUMBER;
}

/** The rounding error of `product` = left · right. */
function productError(left: number, right: number, product: number): number {
  const leftSplit = left * SPLITTER;
  const leftHigh = leftSplit - (leftSplit - left);
  const leftLow = left - leftHigh;
  const rightSplit = right * SPLITTER;
  const rightHigh = rightSplit - (rightSplit - right);
  const rightLow = right - rightHigh;
  return leftLow * rightLow - (product - leftHigh * rightHigh - leftLow * rightHigh - leftHigh * rightLow);
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

/** The same of a text. */
export const numberIn = (text: string): number => readNumber(Buffer.from(text), 0, Buffer.byteLength(text));
