import type { At } from '../reader';
import { NOT_A_NUMBER, readNumber } from './number';

export type Scalar = string | number | boolean | null;

/** What the scanner tells. Lines and columns count from 1; columns are in UTF-16 units. */
export interface JsonListener {
  open(kind: 'object' | 'array', at: At): void;
  key(name: string): void;
  scalar(value: Scalar, line: number, column: number): void;
  close(): void;
  /** Not JSON here. The scanner goes on at the next line, at the outermost level. */
  error(message: string, at: At): void;
}

const DEPTH = 100;
const LONGEST = 1 << 16;

enum In {
  Nothing = 0,
  String = 1,
  Escape = 2,
  Word = 3,
  Skip = 4,
}

/**
 * A streaming scanner for JSON as training tools write it: several values one after another, bare NaN and Infinity, and Python
 * literals (single quotes, True, False, None, tuples). Holds one token; longer strings than 64 Ki units are cut off.
 */
export function createJsonScanner(listener: JsonListener): { push(bytes: Uint8Array): void; end(): void } {
  let state: In = In.Nothing;
  let line = 1;
  let column = 1;
  let startLine = 1;
  let startColumn = 1;
  let quote = 0;
  /** Bytes of the token that is being read. */
  const token = Buffer.allocUnsafe(LONGEST);
  let length = 0;
  let simple = true;
  let afterReturn = false;
  /** For each open value: 'k' object expecting a key, 'v' object expecting a value, 'a' array. */
  const stack: ('k' | 'v' | 'a')[] = [];
  let pendingKey: string | undefined;

  function fail(message: string): undefined {
    listener.error(message, { line: startLine, column: startColumn });
    while (stack.pop() !== undefined) listener.close();
    pendingKey = undefined;
    state = In.Skip;
    return undefined;
  }

  function give(value: Scalar): undefined {
    const top = stack.at(-1);
    if (top === 'k') {
      if (pendingKey !== undefined) return fail('a colon is missing after a key');
      pendingKey = String(value);
      return undefined;
    }
    listener.scalar(value, startLine, startColumn);
    if (top === 'v') stack[stack.length - 1] = 'k';
    return undefined;
  }

  function endWord(): void {
    state = In.Nothing;
    const value = wordValue(token, length);
    if (value === undefined) fail(`not JSON: ${token.toString('latin1', 0, Math.min(length, 40))}`);
    else give(value);
  }

  function endString(): void {
    state = In.Nothing;
    const raw = token.toString('utf8', 0, length);
    give(simple ? raw : withoutEscapes(raw));
  }

  function punctuation(byte: number): undefined {
    startLine = line;
    startColumn = column;
    if (byte === 0x7b || byte === 0x5b || byte === 0x28) {
      if (stack.at(-1) === 'k') return fail('a key is missing');
      if (stack.length >= DEPTH) return fail(`nested deeper than ${DEPTH}`);
      if (stack.at(-1) === 'v') stack[stack.length - 1] = 'k';
      stack.push(byte === 0x7b ? 'k' : 'a');
      listener.open(byte === 0x7b ? 'object' : 'array', { line, column });
    } else if (byte === 0x7d || byte === 0x5d || byte === 0x29) {
      const top = stack.at(-1);
      if (top === undefined || (byte === 0x7d) !== (top !== 'a') || top === 'v' || pendingKey !== undefined)
        return fail('a bracket closes nothing');
      stack.pop();
      listener.close();
    } else if (byte === 0x3a) {
      if (stack.at(-1) !== 'k' || pendingKey === undefined) return fail('a colon without a key');
      listener.key(pendingKey);
      pendingKey = undefined;
      stack[stack.length - 1] = 'v';
    } else if (byte === 0x2c) {
      if (stack.at(-1) === 'v' || pendingKey !== undefined) return fail('a value is missing');
    }
    return undefined;
  }

  function begin(byte: number): void {
    if (byte === 0x22 || byte === 0x27) {
      state = In.String;
      quote = byte;
    } else if (byte > 0x20 && byte < 0x7f && !isPunctuation(byte)) {
      state = In.Word;
    } else if (isPunctuation(byte)) {
      punctuation(byte);
      return;
    } else if (byte <= 0x20) {
      return;
    } else {
      startLine = line;
      startColumn = column;
      fail('not JSON');
      return;
    }
    startLine = line;
    startColumn = column;
    simple = true;
    length = 0;
    if (state === In.Word) token[length++] = byte;
  }

  function step(byte: number): void {
    if (state === In.String) {
      if (byte === quote) endString();
      else if (byte === 10 || byte === 13) fail('a string without an end');
      else {
        if (byte === 0x5c) {
          state = In.Escape;
          simple = false;
        }
        if (length < LONGEST) token[length++] = byte;
      }
    } else if (state === In.Escape) {
      state = In.String;
      if (byte === 10 || byte === 13) fail('a string without an end');
      else if (length < LONGEST) token[length++] = byte;
    } else if (state === In.Word) {
      if (byte > 0x20 && byte < 0x7f && !isPunctuation(byte) && byte !== 0x22 && byte !== 0x27) {
        if (length < 400) token[length++] = byte;
        else fail('not JSON');
      } else {
        endWord();
        if ((state as In) === In.Nothing) begin(byte);
      }
    } else if (state === In.Nothing) begin(byte);
  }

  function push(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index]!;
      step(byte);
      if (byte === 10 || byte === 13) {
        if (state === In.Skip) state = In.Nothing;
        if (byte === 13 || !afterReturn) line += 1;
        column = 1;
        afterReturn = byte === 13;
      } else {
        afterReturn = false;
        // A byte 10xxxxxx continues a character; one of four bytes is two UTF-16 units.
        if ((byte & 0xc0) !== 0x80) column += byte >= 0xf0 ? 2 : 1;
      }
    }
  }

  function end(): void {
    // A word at the very end of an unfinished value may be cut short: it is not given.
    if (state === In.Word && stack.length === 0) endWord();
    if (state === In.String || state === In.Escape) fail('the file ends inside a string');
    else if (stack.length > 0) {
      startLine = line;
      startColumn = column;
      fail('the file ends inside a value');
    }
  }

  return { push, end };
}

const isPunctuation = (byte: number): boolean =>
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

function wordValue(token: Buffer, length: number): Scalar | undefined {
  const first = token[0]!;
  // Digits, signs and a point begin a number; `-Infinity` and `-inf` are among the words.
  if (first <= 57 && token[length - 1]! <= 57) {
    const value = readNumber(token, 0, length);
    if (value !== NOT_A_NUMBER) return value;
  }
  return WORDS.get(token.toString('latin1', 0, length));
}

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

const withoutEscapes = (text: string): string =>
  text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([\s\S]))/g, (_, long: string, short: string, other: string) =>
    long !== undefined || short !== undefined
      ? String.fromCharCode(Number.parseInt(long ?? short, 16))
      : (ESCAPES[other] ?? other),
  );
