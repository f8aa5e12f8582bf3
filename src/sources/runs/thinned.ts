import type { Moment } from './reader';
import type { Kept } from './statistics';

/** Evenly thinned values of a series in columns: every n-th, n doubling whenever the columns are full. */
export class Thinned {
  readonly #limit: number;
  #stride = 1;
  #seen = 0;
  #size = 0;
  #columns: Float64Array;
  readonly #last = new Float64Array(WIDTH);

  constructor(limit: number) {
    this.#limit = limit;
    this.#columns = new Float64Array(16 * WIDTH);
  }

  add(value: number, moment: Moment): void {
    const wanted = this.#seen % this.#stride === 0;
    this.#seen += 1;
    write(this.#last, 0, value, moment);
    if (!wanted) return;
    if (this.#size === this.#limit) {
      this.#halve();
      if ((this.#seen - 1) % this.#stride !== 0) return;
    }
    if (this.#size * WIDTH === this.#columns.length) {
      const grown = new Float64Array(Math.min(this.#limit, this.#size * 2) * WIDTH);
      grown.set(this.#columns);
      this.#columns = grown;
    }
    this.#columns.set(this.#last, this.#size * WIDTH);
    this.#size += 1;
  }

  #halve(): void {
    let kept = 0;
    for (let index = 0; index < this.#size; index += 2) {
      this.#columns.copyWithin(kept * WIDTH, index * WIDTH, (index + 1) * WIDTH);
      kept += 1;
    }
    this.#size = kept;
    this.#stride *= 2;
  }

  /** All kept values in order, and the very last one. */
  values(): Kept[] {
    const all: Kept[] = [];
    for (let index = 0; index < this.#size; index++) all.push(read(this.#columns, index * WIDTH, index * this.#stride));
    if (this.#seen > 0 && (this.#seen - 1) % this.#stride !== 0) all.push(read(this.#last, 0, this.#seen - 1));
    return all;
  }
}

const WIDTH = 7;

function write(into: Float64Array, at: number, value: number, moment: Moment): void {
  into[at] = value;
  into[at + 1] = moment.step;
  into[at + 2] = moment.epoch;
  into[at + 3] = moment.time;
  into[at + 4] = moment.line;
  into[at + 5] = moment.column;
  into[at + 6] = moment.record;
}

const read = (from: Float64Array, at: number, index: number): Kept => ({
  value: from[at]!,
  step: from[at + 1]!,
  epoch: from[at + 2]!,
  time: from[at + 3]!,
  line: from[at + 4]!,
  column: from[at + 5]!,
  record: from[at + 6]!,
  index,
});
