import type { Moment } from '../reader';
import { type Kept, keep, readColumns, WIDTH, writeColumns } from './kept';
import { createRecent } from './recent';

export const HEAD = 32;
export const TAIL = 64;
export const BLOCKS = 128;
export const JUMPS = 8;
/** Rows of `Stretch`. */
const LOWEST = 0;
const HIGHEST = 1;
const LAST_BAD = 2;
const RING = 3;

/** A stretch of equal count, as it grows. */
export interface BlockState {
  count: number;
  sum: number;
  min: number;
  max: number;
  first: Kept;
  last: Kept;
}

export interface JumpState {
  readonly kept: Kept;
  readonly baseline: number;
  readonly spread: number;
  /** Values at or below this count as back. */
  readonly limit: number;
  backAfter: number;
}

/** How far a jump stands above what was before it, in spreads. */
export const height = (jump: JumpState): number => (jump.kept.value - jump.baseline) / Math.max(jump.spread, 1e-12);

/** Running statistics of one stretch of a series, in memory that does not grow with the number of values. */
export class Stretch {
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
  recovered = false;
  readonly head: Kept[] = [];
  blocks: BlockState[] = [];
  jumps: JumpState[] = [];
  #lowest = Number.POSITIVE_INFINITY;
  #highest = Number.NEGATIVE_INFINITY;
  /** Rows: the smallest, the largest, the last non-finite value; behind them the ring of the last finite ones. */
  readonly #rows = new Float64Array((RING + TAIL) * WIDTH);
  #ringNext = 0;
  #blockLength = 1;
  /** Values that the open block still takes. */
  #blockRoom = 0;
  readonly #recent = createRecent();
  #open: JumpState[] = [];

  add(value: number, moment: Moment): void {
    const index = this.count;
    if (index === 0) this.opening = keep(value, moment, 0);
    this.count = index + 1;
    if (value - value !== 0) {
      this.#addBad(value, moment, index);
      return;
    }
    if (this.badCount > 0) this.recovered = true;
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
    this.#watchJumps(value, moment, index);
    this.#recent.add(value);
  }

  #addBad(value: number, moment: Moment, index: number): void {
    this.badCount += 1;
    if (Number.isNaN(value)) this.nanCount += 1;
    this.firstBad ??= keep(value, moment, index);
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
    if (this.blocks.length === BLOCKS) {
      this.blocks = mergePairs(this.blocks);
      this.#blockLength *= 2;
    }
    const kept = keep(value, moment, index);
    this.blocks.push({ count: 1, sum: value, min: value, max: value, first: kept, last: kept });
    this.#blockRoom = this.#blockLength - 1;
  }

  #watchJumps(value: number, moment: Moment, index: number): void {
    if (this.#open.length > 0) {
      for (const jump of this.#open) if (value <= jump.limit) jump.backAfter = index - jump.kept.index;
      this.#open = this.#open.filter((jump) => jump.backAfter < 0);
    }
    const recent = this.#recent;
    if (recent.size < 8) return;
    const baseline = recent.median();
    if (value <= baseline) return;
    const spread = recent.spread();
    if (value <= baseline + 3 * spread) return;
    const limit = baseline + 2 * spread + 0.1 * Math.abs(baseline);
    const jump: JumpState = { kept: keep(value, moment, index), baseline, spread, limit, backAfter: -1 };
    if (this.jumps.length === JUMPS) {
      const lowest = this.jumps.reduce((least, other) => (height(other) < height(least) ? other : least));
      if (height(jump) <= height(lowest)) return;
      this.jumps = this.jumps.filter((other) => other !== lowest);
      this.#open = this.#open.filter((other) => other !== lowest);
    }
    this.jumps.push(jump);
    this.#open.push(jump);
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

  /** The blocks as they are now, the open one up to the last value. */
  blocksSoFar(): BlockState[] {
    const { last } = this;
    return this.blocks.map((block, index) =>
      index === this.blocks.length - 1 && last !== undefined ? { ...block, last } : { ...block },
    );
  }
}

/** Two neighbours as one; an odd last one stays. */
export function mergePairs(blocks: readonly BlockState[]): BlockState[] {
  const merged: BlockState[] = [];
  for (let index = 0; index < blocks.length; index += 2) {
    const left = blocks[index]!;
    const right = blocks[index + 1];
    merged.push(right === undefined ? left : mergeTwo(left, right));
  }
  return merged;
}

const mergeTwo = (left: BlockState, right: BlockState): BlockState => ({
  count: left.count + right.count,
  sum: left.sum + right.sum,
  min: Math.min(left.min, right.min),
  max: Math.max(left.max, right.max),
  first: left.first,
  last: right.last,
});
