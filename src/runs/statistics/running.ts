import type { Moment } from '../moment';
import { type BlockState, MOST_BLOCKS, mergePairs } from './blocks';
import { type Jumped, JumpWatch } from './jumps';
import { type Kept, keep, readColumns, WIDTH, writeColumns } from './kept';

/** Finite values kept from the beginning and from the end of a segment. */
export const HEAD = 32;
export const TAIL = 64;
/** Rows of `#rows`. */
const LOWEST = 0;
const HIGHEST = 1;
const LAST_BAD = 2;
const RING = 3;

/** Statistics of one segment of a series while its values come in. Memory doesn't grow with the number of values. */
export class RunningStatistics {
  count = 0;
  finiteCount = 0;
  opening?: Kept;
  first?: Kept;
  sinceMin = 0;
  sinceMax = 0;
  mean = 0;
  /** Sum of squared distances from the mean (Welford). */
  squares = 0;
  nanCount = 0;
  badCount = 0;
  firstBad?: Kept;
  /** The first of the non-finite values that end the segment so far. */
  firstOfTrail?: Kept;
  trail = 0;
  recovered = false;
  readonly head: Kept[] = [];
  blocks: BlockState[] = [];
  #lowest = Number.POSITIVE_INFINITY;
  #highest = Number.NEGATIVE_INFINITY;
  /** Rows: the smallest, the largest and the last non-finite value, then a ring of the last finite values. */
  readonly #rows = new Float64Array((RING + TAIL) * WIDTH);
  #ringNext = 0;
  #blockLength = 1;
  /** Values that the current block still has room for. */
  #blockRoom = 0;
  readonly #jumps = new JumpWatch();

  add(value: number, moment: Moment): void {
    const index = this.count;
    if (index === 0) this.opening = keep(value, moment, 0);
    this.count = index + 1;
    if (value - value !== 0) {
      this.#addBad(value, moment, index);
      return;
    }
    if (this.badCount > 0) {
      this.recovered = true;
      this.trail = 0;
    }
    this.finiteCount += 1;
    if (this.finiteCount <= HEAD) {
      const kept = keep(value, moment, index);
      this.first ??= kept;
      this.head.push(kept);
    }
    if (value < this.#lowest) {
      this.#lowest = value;
      this.sinceMin = 0;
      writeColumns(this.#rows, LOWEST, value, moment, index);
    } else this.sinceMin += 1;
    if (value > this.#highest) {
      this.#highest = value;
      this.sinceMax = 0;
      writeColumns(this.#rows, HIGHEST, value, moment, index);
    } else this.sinceMax += 1;
    const distance = value - this.mean;
    this.mean += distance / this.finiteCount;
    this.squares += distance * (value - this.mean);
    this.#addToBlock(value, moment, index);
    writeColumns(this.#rows, RING + this.#ringNext, value, moment, index);
    this.#ringNext = this.#ringNext + 1 === TAIL ? 0 : this.#ringNext + 1;
    this.#jumps.add(value, moment, index);
  }

  #addBad(value: number, moment: Moment, index: number): void {
    this.badCount += 1;
    if (Number.isNaN(value)) this.nanCount += 1;
    this.firstBad ??= keep(value, moment, index);
    if (this.trail === 0) this.firstOfTrail = keep(value, moment, index);
    this.trail += 1;
    writeColumns(this.#rows, LAST_BAD, value, moment, index);
    this.recovered = false;
  }

  #addToBlock(value: number, moment: Moment, index: number): void {
    if (this.#blockRoom > 0) {
      this.#blockRoom -= 1;
      const current = this.blocks[this.blocks.length - 1]!;
      current.count += 1;
      current.sum += value;
      if (value < current.min) current.min = value;
      if (value > current.max) current.max = value;
      return;
    }
    const previous = this.blocks.at(-1);
    if (previous !== undefined) previous.last = this.last!;
    if (this.blocks.length === MOST_BLOCKS) {
      this.blocks = mergePairs(this.blocks);
      this.#blockLength *= 2;
    }
    const kept = keep(value, moment, index);
    this.blocks.push({ count: 1, sum: value, min: value, max: value, first: kept, last: kept });
    this.#blockRoom = this.#blockLength - 1;
  }

  /** The highest jumps so far. */
  get jumps(): readonly Jumped[] {
    return this.#jumps.highest;
  }

  /** The last finite value. */
  get last(): Kept | undefined {
    return this.finiteCount === 0 ? undefined : readColumns(this.#rows, RING + ((this.#ringNext + TAIL - 1) % TAIL));
  }

  get min(): Kept | undefined {
    return this.finiteCount === 0 ? undefined : readColumns(this.#rows, LOWEST);
  }

  get max(): Kept | undefined {
    return this.finiteCount === 0 ? undefined : readColumns(this.#rows, HIGHEST);
  }

  get lastBad(): Kept | undefined {
    return this.badCount === 0 ? undefined : readColumns(this.#rows, LAST_BAD);
  }

  /** The last value of all. */
  get closing(): Kept {
    const { last, lastBad } = this;
    return last === undefined || (lastBad !== undefined && lastBad.index > last.index) ? lastBad! : last;
  }

  /** The last finite values, oldest first. */
  get tail(): Kept[] {
    const size = Math.min(this.finiteCount, TAIL);
    return Array.from({ length: size }, (_, back) =>
      readColumns(this.#rows, RING + ((this.#ringNext + TAIL - size + back) % TAIL)),
    );
  }

  /** The blocks so far; the current one ends at the last value. */
  blocksSoFar(): BlockState[] {
    const { last } = this;
    return this.blocks.map((block, index) =>
      index === this.blocks.length - 1 && last !== undefined ? { ...block, last } : { ...block },
    );
  }
}
