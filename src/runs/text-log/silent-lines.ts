import { CLASS, DECIMAL, DIGIT, HIGH, LETTER } from './byte-classes';
import type { ShapeScan } from './shape-scan';

/**
 * Lines that say nothing and differ in what their words are numbered with, each in a shape of its own: `f_12 at 0x7f3a9c40`, a hash, the
 * name of a file. Once many of a kind have been read as text and none said anything, the next ones needn't be.
 */
export interface SilentLines {
  /** Whether the scanned line is of a kind that says nothing. */
  has(scan: ShapeScan, context: number): boolean;
  /** What the line that was asked about last said when it was read as text. */
  note(said: 'nothing' | 'something' | 'unknown'): void;
}

/** So many lines of a kind in a row show that it says nothing. */
const ENOUGH = 24;
const MOST_KINDS = 4096;
/** Stands for the digits of a word, or for all of a word of hexadecimal digits. */
const NUMBERED = 4;

export function createSilentLines(): SilentLines {
  /** How many lines of a kind said nothing; negative: one said something. */
  const silent = new Map<number, number>();
  let asked: number | undefined;

  return {
    has(scan, context) {
      const kind = kindOf(scan, context);
      const isSilent = kind !== undefined && (silent.get(kind) ?? 0) >= ENOUGH;
      asked = isSilent ? undefined : kind;
      return isSilent;
    },
    note(said) {
      if (asked === undefined) return;
      const count = silent.get(asked) ?? 0;
      if (silent.size >= MOST_KINDS) silent.clear();
      if (said === 'something' || count < 0) silent.set(asked, -1);
      else silent.set(asked, said === 'nothing' ? count + 1 : 0);
      asked = undefined;
    },
  };
}

/** A hash of the shape without what its words are numbered with. Undefined: none of its words has a digit. */
function kindOf({ shape, length }: ShapeScan, context: number): number | undefined {
  let first = context | 0;
  let second = 17;
  let isNumbered = false;
  const add = (byte: number): void => {
    first = Math.imul(first ^ byte, 0x01000193);
    second = (Math.imul(second, 31) + byte) | 0;
  };
  for (let at = 0; at < length; ) {
    const from = at;
    while (at < length && isWord(shape[at]!)) at += 1;
    if (at === from) {
      add(shape[at]!);
      at += 1;
    } else if (isHexadecimal(shape, from, at)) {
      isNumbered = true;
      add(NUMBERED);
    } else {
      for (let index = from; index < at; index++) {
        const isDigit = CLASS[shape[index]!] === DIGIT;
        if (!isDigit) add(shape[index]!);
        else if (CLASS[shape[index - 1]!] !== DIGIT) add(NUMBERED);
        isNumbered ||= isDigit;
      }
    }
  }
  return isNumbered ? (first >>> 0) * 2 ** 20 + (second & 0xfffff) : undefined;
}

/** Letters, digits after them, and the marks of numbers. */
const isWord = (byte: number): boolean => {
  const kind = CLASS[byte]!;
  return kind === LETTER || kind === DIGIT || kind === HIGH || byte <= DECIMAL;
};

/** Whether a word is letters from a to f and numbers, with an `x` as in `0x7f`. */
function isHexadecimal(shape: Uint8Array, from: number, end: number): boolean {
  let hasNumber = false;
  for (let at = from; at < end; at++) {
    const byte = shape[at]! | 32;
    const isNumber = CLASS[shape[at]!] === DIGIT || shape[at]! <= DECIMAL;
    hasNumber ||= isNumber;
    const isLetter = (byte >= 97 && byte <= 102) || (byte === 120 && at === from + 1);
    if (!isNumber && !isLetter) return false;
  }
  return hasNumber && end - from > 1;
}
