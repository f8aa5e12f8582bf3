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

/** Of bytes of a shape: a part of no word, a letter, one from a to f, an `x`, a digit or the mark of a number. */
const APART = 0;
const OTHER_LETTER = 1;
const HEXADECIMAL = 2;
const X = 3;
const NUMBER = 4;
const PART = Uint8Array.from({ length: 256 }, (_, byte) => partOf(byte));

function partOf(byte: number): number {
  const kind = CLASS[byte]!;
  if (kind === DIGIT || byte <= DECIMAL) return NUMBER;
  if (kind !== LETTER && kind !== HIGH) return APART;
  const letter = String.fromCharCode(byte).toLowerCase();
  return letter === 'x' ? X : letter >= 'a' && letter <= 'f' ? HEXADECIMAL : OTHER_LETTER;
}

/**
 * A hash of the shape without what its words are numbered with: a word of hexadecimal digits (`7f3a`, `0x7f`) is one mark, the digits of
 * others are one each. Undefined: none of its words has a digit. In one pass, without a call for each byte: it is half of the time that a
 * line without a shape of its own takes.
 */
function kindOf({ shape, length }: ShapeScan, context: number): number | undefined {
  let first = context | 0;
  let second = 17;
  let isNumbered = false;
  let at = 0;
  while (at < length) {
    let byte = shape[at]!;
    let part = PART[byte]!;
    if (part === APART) {
      first = Math.imul(first ^ byte, 0x01000193);
      second = (Math.imul(second, 31) + byte) | 0;
      at += 1;
      continue;
    }
    const from = at;
    const firstBefore = first;
    const secondBefore = second;
    let isHexadecimal = true;
    let hasNumber = false;
    let hasDigit = false;
    let isAfterDigit = from > 0 && CLASS[shape[from - 1]!] === DIGIT;
    do {
      const isDigit = part === NUMBER && byte > DECIMAL;
      if (part === NUMBER) hasNumber = true;
      else if (part === OTHER_LETTER || (part === X && at !== from + 1)) isHexadecimal = false;
      if (!isDigit || !isAfterDigit) {
        const added = isDigit ? NUMBERED : byte;
        first = Math.imul(first ^ added, 0x01000193);
        second = (Math.imul(second, 31) + added) | 0;
      }
      hasDigit ||= isDigit;
      isAfterDigit = isDigit;
      at += 1;
      if (at === length) break;
      byte = shape[at]!;
      part = PART[byte]!;
    } while (part !== APART);
    if (isHexadecimal && hasNumber && at - from > 1) {
      first = Math.imul(firstBefore ^ NUMBERED, 0x01000193);
      second = (Math.imul(secondBefore, 31) + NUMBERED) | 0;
      isNumbered = true;
    } else isNumbered ||= hasDigit;
  }
  return isNumbered ? (first >>> 0) * 2 ** 20 + (second & 0xfffff) : undefined;
}
