import { NOT_A_NUMBER, readNumber } from './number';

export type Scalar = string | number | boolean | null;

/** `{` `}` `[` `]` `:` `,` and the parentheses of Python's tuples. */
export const isPunctuation = (byte: number): boolean =>
  byte === 0x7b ||
  byte === 0x7d ||
  byte === 0x5b ||
  byte === 0x5d ||
  byte === 0x3a ||
  byte === 0x2c ||
  byte === 0x28 ||
  byte === 0x29;

const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['null', null],
  ['None', null],
  ['NaN', Number.NaN],
  ['nan', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['inf', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-inf', Number.NEGATIVE_INFINITY],
]);

/** The value of an unquoted word; undefined: it is neither a number nor a constant of JSON or Python. */
export function wordValue(token: Buffer, length: number): Scalar | undefined {
  const first = token[0]!;
  // Digits, signs and a point begin a number; `-Infinity` and `-inf` are among the words.
  if (first <= 57 && token[length - 1]! <= 57) {
    const value = readNumber(token, 0, length);
    if (value !== NOT_A_NUMBER) return value;
  }
  return WORDS.get(token.toString('latin1', 0, length));
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

/** The text of a string with its escapes resolved. */
export const withoutEscapes = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_, long: string, short: string, other: string) =>
    long !== undefined || short !== undefined
      ? String.fromCharCode(Number.parseInt(long ?? short, 16))
      : (ESCAPES[other] ?? other),
  );
