import type { At } from '../reader';
import type { Scalar } from './json-token';

const DEPTH = 100;

/** What the scanner finds. Lines and columns count from 1; columns are in UTF-16 units. */
export interface JsonListener {
  open(kind: 'object' | 'array', at: At): void;
  key(name: string): void;
  scalar(value: Scalar, line: number, column: number): void;
  close(): void;
  /** This isn't JSON. The scanner goes on at the next line, at the outermost level. */
  error(message: string, at: At): void;
}

/** What each open value expects next. */
enum Expects {
  Key = 0,
  Value = 1,
  Item = 2,
}

/** The nesting of the values: passes tokens on to the listener. A method returns what is wrong, or undefined. */
export class JsonStructure {
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
      if (open.length >= DEPTH) return `values are nested more than ${DEPTH} levels deep`;
      if (top === Expects.Value) open[open.length - 1] = Expects.Key;
      open.push(byte === 0x7b ? Expects.Key : Expects.Item);
      this.#listener.open(byte === 0x7b ? 'object' : 'array', { line, column });
    } else if (byte === 0x7d || byte === 0x5d || byte === 0x29) {
      const closesObject = byte === 0x7d;
      if (top === undefined || closesObject !== (top !== Expects.Item) || top === Expects.Value || this.#pendingKey !== undefined)
        return 'a closing bracket has no match';
      open.pop();
      this.#listener.close();
    } else if (byte === 0x3a) {
      if (top !== Expects.Key || this.#pendingKey === undefined) return 'a colon has no key before it';
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
