import type { At } from '../reader';
import { isPunctuation, type Scalar, withoutEscapes, wordValue } from './json-token';

/** What the scanner finds. Lines and columns count from 1; columns are in UTF-16 units. */
export interface JsonListener {
  open(kind: 'object' | 'array', at: At): void;
  key(name: string): void;
  scalar(value: Scalar, line: number, column: number): void;
  close(): void;
  /** This isn't JSON. The scanner goes on at the next line, at the outermost level. */
  error(message: string, at: At): void;
}

export interface JsonScanner {
  push(bytes: Uint8Array): void;
  end(): void;
}

const DEPTH = 100;
const LONGEST = 1 << 16;
const LONGEST_WORD = 400;

enum In {
  Nothing = 0,
  String = 1,
  Escape = 2,
  Word = 3,
  Skip = 4,
}

/**
 * A streaming scanner for JSON as training tools write it: several values one after another, bare NaN and Infinity, and Python
 * literals (single quotes, True, False, None, tuples). Holds one token; strings longer than 64 Ki bytes are cut off.
 */
export const createJsonScanner = (listener: JsonListener): JsonScanner => new Scanner(listener);

class Scanner implements JsonScanner {
  readonly #structure: Structure;
  #state: In = In.Nothing;
  #line = 1;
  #column = 1;
  #startLine = 1;
  #startColumn = 1;
  #quote = 0;
  /** Bytes of the token that is being read. */
  readonly #token = Buffer.allocUnsafe(LONGEST);
  #length = 0;
  #hasEscapes = false;
  #afterReturn = false;

  constructor(listener: JsonListener) {
    this.#structure = new Structure(listener);
  }

  push(bytes: Uint8Array): void {
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index]!;
      this.#step(byte);
      if (byte === 10 || byte === 13) {
        if (this.#state === In.Skip) this.#state = In.Nothing;
        if (byte === 13 || !this.#afterReturn) this.#line += 1;
        this.#column = 1;
        this.#afterReturn = byte === 13;
      } else {
        this.#afterReturn = false;
        // A byte 10xxxxxx continues a character; a character of four bytes is two UTF-16 units.
        if ((byte & 0xc0) !== 0x80) this.#column += byte >= 0xf0 ? 2 : 1;
      }
    }
  }

  end(): void {
    // A word at the very end of an unfinished value may be cut short, so it isn't given.
    if (this.#state === In.Word && this.#structure.depth === 0) this.#endWord();
    if (this.#state === In.String || this.#state === In.Escape) this.#fail('the file ends inside a string');
    else if (this.#structure.depth > 0) {
      this.#startHere();
      this.#fail('the file ends inside a value');
    }
  }

  #step(byte: number): void {
    if (this.#state === In.String) {
      if (byte === this.#quote) this.#endString();
      else if (byte === 10 || byte === 13) this.#fail('a string without an end');
      else {
        if (byte === 0x5c) {
          this.#state = In.Escape;
          this.#hasEscapes = true;
        }
        if (this.#length < LONGEST) this.#token[this.#length++] = byte;
      }
    } else if (this.#state === In.Escape) {
      this.#state = In.String;
      if (byte === 10 || byte === 13) this.#fail('a string without an end');
      else if (this.#length < LONGEST) this.#token[this.#length++] = byte;
    } else if (this.#state === In.Word) {
      if (byte > 0x20 && byte < 0x7f && !isPunctuation(byte) && byte !== 0x22 && byte !== 0x27) {
        if (this.#length < LONGEST_WORD) this.#token[this.#length++] = byte;
        else this.#fail('not JSON');
      } else {
        this.#endWord();
        if ((this.#state as In) === In.Nothing) this.#begin(byte);
      }
    } else if (this.#state === In.Nothing) this.#begin(byte);
  }

  #begin(byte: number): void {
    if (byte <= 0x20) return;
    this.#startHere();
    if (isPunctuation(byte)) {
      const fault = this.#structure.punctuation(byte, this.#line, this.#column);
      if (fault !== undefined) this.#fail(fault);
      return;
    }
    if (byte >= 0x7f) {
      this.#fail('not JSON');
      return;
    }
    this.#hasEscapes = false;
    this.#length = 0;
    if (byte === 0x22 || byte === 0x27) {
      this.#state = In.String;
      this.#quote = byte;
    } else {
      this.#state = In.Word;
      this.#token[this.#length++] = byte;
    }
  }

  #endWord(): void {
    this.#state = In.Nothing;
    const value = wordValue(this.#token, this.#length);
    if (value === undefined) this.#fail(`not JSON: ${this.#token.toString('latin1', 0, Math.min(this.#length, 40))}`);
    else this.#give(value);
  }

  #endString(): void {
    this.#state = In.Nothing;
    const raw = this.#token.toString('utf8', 0, this.#length);
    this.#give(this.#hasEscapes ? withoutEscapes(raw) : raw);
  }

  #give(value: Scalar): void {
    const fault = this.#structure.scalar(value, this.#startLine, this.#startColumn);
    if (fault !== undefined) this.#fail(fault);
  }

  #fail(message: string): void {
    this.#structure.abandon(message, { line: this.#startLine, column: this.#startColumn });
    this.#state = In.Skip;
  }

  #startHere(): void {
    this.#startLine = this.#line;
    this.#startColumn = this.#column;
  }
}

/** What each open value expects next. */
enum Expects {
  Key = 0,
  Value = 1,
  Item = 2,
}

/** The nesting of the values: passes tokens on to the listener. A method returns what is wrong, or undefined. */
class Structure {
  readonly #listener: JsonListener;
  readonly #open: Expects[] = [];
  #pendingKey: string | undefined;

  constructor(listener: JsonListener) {
    this.#listener = listener;
  }

  get depth(): number {
    return this.#open.length;
  }

  scalar(value: Scalar, line: number, column: number): string | undefined {
    const top = this.#open.at(-1);
    if (top === Expects.Key) {
      if (this.#pendingKey !== undefined) return 'a colon is missing after a key';
      this.#pendingKey = String(value);
      return undefined;
    }
    this.#listener.scalar(value, line, column);
    if (top === Expects.Value) this.#open[this.#open.length - 1] = Expects.Key;
    return undefined;
  }

  punctuation(byte: number, line: number, column: number): string | undefined {
    const open = this.#open;
    const top = open.at(-1);
    if (byte === 0x7b || byte === 0x5b || byte === 0x28) {
      if (top === Expects.Key) return 'a key is missing';
      if (open.length >= DEPTH) return `nested deeper than ${DEPTH}`;
      if (top === Expects.Value) open[open.length - 1] = Expects.Key;
      open.push(byte === 0x7b ? Expects.Key : Expects.Item);
      this.#listener.open(byte === 0x7b ? 'object' : 'array', { line, column });
    } else if (byte === 0x7d || byte === 0x5d || byte === 0x29) {
      const closesObject = byte === 0x7d;
      if (top === undefined || closesObject !== (top !== Expects.Item) || top === Expects.Value || this.#pendingKey !== undefined)
        return 'a bracket closes nothing';
      open.pop();
      this.#listener.close();
    } else if (byte === 0x3a) {
      if (top !== Expects.Key || this.#pendingKey === undefined) return 'a colon without a key';
      this.#listener.key(this.#pendingKey);
      this.#pendingKey = undefined;
      open[open.length - 1] = Expects.Value;
    } else if (top === Expects.Value || this.#pendingKey !== undefined) return 'a value is missing'; // a comma
    return undefined;
  }

  /** Reports a fault and closes all open values. */
  abandon(message: string, at: At): void {
    this.#listener.error(message, at);
    while (this.#open.pop() !== undefined) this.#listener.close();
    this.#pendingKey = undefined;
  }
}
