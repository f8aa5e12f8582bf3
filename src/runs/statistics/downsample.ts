import { copyRow, INDEX, type Kept, readColumns, WIDTH } from './kept';

/** An evenly downsampled series: every n-th value, with n doubling whenever the columns are full. */
export class Downsample {
  readonly #limit: number;
  #stride = 1;
  #seen = 0;
  #size = 0;
  #columns = new Float64Array(16 * WIDTH);

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Adds the values of the rows up to `end`. */
  add(rows: Float64Array, end: number): void {
    const seen = this.#seen;
    this.#seen += end / WIDTH;
    let index = seen + roomTo(seen, this.#stride);
    for (let at = (index - seen) * WIDTH; at < end; at = (index - seen) * WIDTH) {
      if (this.#size === this.#limit) this.#halve();
      if (index % this.#stride === 0) this.#keep(rows, at, index);
      index += this.#stride - (index % this.#stride);
    }
  }

  #keep(rows: Float64Array, at: number, index: number): void {
    if (this.#size * WIDTH === this.#columns.length) {
      const grown = new Float64Array(Math.min(this.#limit, this.#size * 2) * WIDTH);
      grown.set(this.#columns);
      this.#columns = grown;
    }
    copyRow(rows, at, this.#columns, this.#size);
    this.#columns[this.#size * WIDTH + INDEX] = index;
    this.#size += 1;
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

/** From a count to the next multiple of the stride. */
const roomTo = (count: number, stride: number): number => (stride - (count % stride)) % stride;
