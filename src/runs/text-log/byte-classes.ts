/** Classes of bytes, by which the shape of a line is found. */
export const OTHER = 0;
export const DIGIT = 1;
/** Letters, underscore and `@`: digits after them belong to the word. */
export const LETTER = 2;
const CONTROL = 3;
/** Space, `#`, `=` and `.`: of a run of them, only the first and the last count. */
export const RUN = 4;
/** Everything beyond ASCII. Digits after it belong to the word. */
export const HIGH = 5;

export const CLASS = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
  if (byte >= 48 && byte <= 57) CLASS[byte] = DIGIT;
  else if ((byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte === 95 || byte === 64) CLASS[byte] = LETTER;
  else if (byte >= 0x80) CLASS[byte] = HIGH;
  else if (byte === 27 || byte < 9) CLASS[byte] = CONTROL;
  else if (byte === 32 || byte === 35 || byte === 61 || byte === 46) CLASS[byte] = RUN;
}

/** Marks in a shape, in place of what they stand for. */
export const INTEGER = 1;
export const DECIMAL = 2;
export const BAR = 3;
/** A whole number with commas between its thousands: `1,085,512`. */
export const GROUPED = 4;
/** Bytes of text are larger than all marks. */
export const LAST_MARK = 4;

/** Whether a sign before the digit at `at` belongs to the number: not where it joins the number to a word or to another number. */
export function hasSign(bytes: Uint8Array, start: number, at: number): boolean {
  if (at === start) return false;
  const sign = bytes[at - 1]!;
  if (sign !== 45 && sign !== 43) return false;
  if (at - 1 === start) return true;
  const before = CLASS[bytes[at - 2]!]!;
  return before === OTHER || before === RUN;
}

/** The end of the number that begins with a digit at `from`; negative: it has a point or an exponent. */
export function numberEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from + 1;
  while (at < end && CLASS[bytes[at]!]! === DIGIT) at += 1;
  let decimal = false;
  if (at < end && bytes[at]! === 46) {
    decimal = true;
    at += 1;
    while (at < end && CLASS[bytes[at]!]! === DIGIT) at += 1;
  }
  if (at < end && (bytes[at]! | 32) === 101) {
    let next = at + 1;
    if (next < end && (bytes[next]! === 45 || bytes[next]! === 43)) next += 1;
    if (next < end && CLASS[bytes[next]!]! === DIGIT) {
      decimal = true;
      at = next + 1;
      while (at < end && CLASS[bytes[at]!]! === DIGIT) at += 1;
    }
  }
  return decimal ? -at : at;
}

const COMMA = 44;
const POINT = 46;
/** Digits of a group, and the comma before them. */
const GROUP = 4;

/** The end of the groups of three digits after the whole number from `from` up to `end`; `end` itself: there are none. */
export function groupsEnd(bytes: Uint8Array, from: number, end: number, last: number): number {
  if (end - from >= GROUP || end >= last || bytes[end]! !== COMMA) return end;
  let at = end;
  while (at + GROUP <= last && bytes[at]! === COMMA && areDigits(bytes, at + 1, at + GROUP)) at += GROUP;
  const next = at < last ? bytes[at]! : 0;
  const goesOn =
    CLASS[next]! === DIGIT || next === POINT || (next === COMMA && at + 1 < last && CLASS[bytes[at + 1]!]! === DIGIT);
  return goesOn ? end : at;
}

function areDigits(bytes: Uint8Array, from: number, end: number): boolean {
  for (let at = from; at < end; at++) if (CLASS[bytes[at]!]! !== DIGIT) return false;
  return true;
}
