import type { Moment } from '../moment';
import { type Kept, readColumns, WIDTH, writeColumns } from './kept';

/** An evenly downsampled series: every n-th value, with n doubling whenever the columns are full. */
export class Downsample {
  readonly #limit: number;
  #stride = 1;
  /** Values to skip before the next one kept. */
  #wait = 0;
  #seen = 0;
  #size = 0;
  #columns = new Float64Array(16 * WIDTH);

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(value: number, moment: Moment): void {
    this.#seen += 1;
    if (this.#wait > 0) {
      this.#wait -= 1;
      return;
    }
    if (this.#size === this.#limit) {
      this.#halve();
      if ((this.#seen - 1) % this.#stride !== 0) {
        this.#wait = this.#stride - ((this.#seen - 1) % this.#stride) - 1;
        return;
      }
    }
    if (this.#size * WIDTH === this.#columns.length) {
      const grown = new Float64Array(Math.min(this.#limit, this.#size * 2) * WIDTH);
      grown.set(this.#columns);
      this.#columns = grown;
    }
    writeColumns(this.#columns, this.#size, value, moment, this.#seen - 1);
    this.#size += 1;
    this.#wait = this.#stride - 1;
  }

  #halve(): void {
    let kept = 0;
    for (let row = 0; row < this.#size; row += 2) {
      this.#columns.copyWithin(kept * WIDTH, row * WIDTH, (row + 1) * WIDTH);
      kept += 1;
    }
    this.#size = kept;
    this.#stride *= 2;
  }

  /** All kept values in order, then the very last one, which the caller knows. */
  values(last: Kept): Kept[] {
    const all = Array.from({ length: this.#size }, (_, row) => readColumns(this.#columns, row));
    if (this.#seen > 0 && all.at(-1)?.index !== this.#seen - 1) all.push(last);
    return all;
  }
}
