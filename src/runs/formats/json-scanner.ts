import { type JsonListener, JsonStructure } from './json-structure';
import { isPunctuation, type Scalar, withoutEscapes, wordValue } from './json-token';

export interface JsonScanner {
  push(bytes: Uint8Array): void;
  end(): void;
}

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
  readonly #structure: JsonStructure;
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
    this.#structure = new JsonStructure(listener);
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
      else if (byte === 10 || byte === 13) this.#fail('a string is not closed');
      else {
        if (byte === 0x5c) {
          this.#state = In.Escape;
          this.#hasEscapes = true;
        }
        if (this.#length < LONGEST) this.#token[this.#length++] = byte;
      }
    } else if (this.#state === In.Escape) {
      this.#state = In.String;
      if (byte === 10 || byte === 13) this.#fail('a string is not closed');
      else if (this.#length < LONGEST) this.#token[this.#length++] = byte;
    } else if (this.#state === In.Word) {
      if (byte > 0x20 && byte < 0x7f && !isPunctuation(byte) && byte !== 0x22 && byte !== 0x27) {
        if (this.#length < LONGEST_WORD) this.#token[this.#length++] = byte;
        else this.#fail('invalid JSON');
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
      this.#fail('invalid JSON');
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
    if (value === undefined) this.#fail(`invalid JSON: ${this.#token.toString('latin1', 0, Math.min(this.#length, 40))}`);
    else this.#emit(value);
  }

  #endString(): void {
    this.#state = In.Nothing;
    const raw = this.#token.toString('utf8', 0, this.#length);
    this.#emit(this.#hasEscapes ? withoutEscapes(raw) : raw);
  }

  #emit(value: Scalar): void {
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
