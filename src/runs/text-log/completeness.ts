/** How many digits the values of a name have at most: by them, a value that the end of the file cut off is known. */
export interface Digits {
  /** After the point. */
  decimals: number;
  /** Of the exponent. */
  exponent: number;
}

/** Whether the last value of a log that doesn't end in a newline is whole. */
export interface Completeness {
  /** Remembers a whole value of the name; gives what is known of the name, to be kept up to date. */
  note(name: string, text: string): Digits;
  /** No, where there is nothing to compare the value with. */
  isWhole(name: string, text: string): boolean;
  /**
   * Where the name is new: whether the value is as long as the others of its line. Only of one below 1, which has no exponent that may
   * follow.
   */
  isAsLong(name: string, text: string, others: readonly string[]): boolean;
}

const WORD = /^[-+]?(?:nan|inf)/i;
const MOST_NAMES = 1000;
/** So many digits hold all of a double: more of them may follow or not. */
const ALL_DIGITS = 15;

export function createCompleteness(): Completeness {
  const byName = new Map<string, Digits>();

  return {
    note(name, text) {
      const known = byName.get(name);
      const digits = known ?? { decimals: 0, exponent: 0 };
      if (known === undefined && byName.size < MOST_NAMES) byName.set(name, digits);
      if (!WORD.test(text)) {
        digits.decimals = Math.max(digits.decimals, decimalsOf(text));
        digits.exponent = Math.max(digits.exponent, exponentOf(text));
      }
      return digits;
    },
    isWhole(name, text) {
      if (WORD.test(text)) return true;
      const known = byName.get(name);
      const decimals = decimalsOf(text);
      if (known === undefined || decimals === 0 || exponentOf(text) < known.exponent) return false;
      return decimals >= Math.min(known.decimals, ALL_DIGITS);
    },
    isAsLong: (name, text, others) =>
      !byName.has(name) && /^-?0?\.\d\d/.test(text) && decimalsOf(text) === Math.max(...others.map(decimalsOf), 0),
  };
}

const decimalsOf = (text: string): number => (/\.(\d*)/.exec(text)?.[1] ?? '').length;
const exponentOf = (text: string): number => (/e[-+]?(\d*)/i.exec(text)?.[1] ?? '').length;

/** Digits after the point of a number in bytes. */
export function decimalsIn(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at]! !== 46) at += 1;
  const point = at;
  at += 1;
  while (at < end && bytes[at]! >= 48 && bytes[at]! <= 57) at += 1;
  return Math.max(0, at - point - 1);
}
