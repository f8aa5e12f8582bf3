import { type BlockState, MOST_BLOCKS, mergePairs } from './blocks';
import { type Jumped, JumpWatch } from './jumps';
import { copyRow, INDEX, type Kept, keptAt, readColumns, WIDTH } from './kept';

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
  #block: BlockState | undefined;
  #blockLength = 1;
  /** Values that the current block still has room for. */
  #blockRoom = 0;
  readonly #jumps = new JumpWatch();

  /**
   * Adds the values of the rows from `from` up to `end`: offsets into the columns. Sets their index. The sums are in local variables
   * meanwhile: a field that holds a fraction is slow to write.
   */
  add(rows: Float64Array, from: number, end: number): void {
    let { count, finiteCount, mean, squares, sinceMin, sinceMax } = this;
    let lowest = this.#lowest;
    let highest = this.#highest;
    if (count === 0) this.opening = keptAt(rows, from);
    for (let at = from; at < end; at += WIDTH) {
      const value = rows[at]!;
      rows[at + INDEX] = count;
      count += 1;
      if (value - value !== 0) {
        this.#addBad(rows, at);
        continue;
      }
      finiteCount += 1;
      if (value < lowest) {
        lowest = value;
        sinceMin = 0;
        copyRow(rows, at, this.#rows, LOWEST);
      } else sinceMin += 1;
      if (value > highest) {
        highest = value;
        sinceMax = 0;
        copyRow(rows, at, this.#rows, HIGHEST);
      } else sinceMax += 1;
      const distance = value - mean;
      mean += distance / finiteCount;
      squares += distance * (value - mean);
      this.#addFinite(rows, at, finiteCount);
    }
    this.count = count;
    this.finiteCount = finiteCount;
    this.mean = mean;
    this.squares = squares;
    this.sinceMin = sinceMin;
    this.sinceMax = sinceMax;
    this.#lowest = lowest;
    this.#highest = highest;
  }

  #addFinite(rows: Float64Array, at: number, finiteCount: number): void {
    if (this.badCount > 0) {
      this.recovered = true;
      this.trail = 0;
    }
    if (finiteCount <= HEAD) {
      const kept = keptAt(rows, at);
      this.first ??= kept;
      this.head.push(kept);
    }
    if (this.#blockRoom === 0) this.#beginBlock(rows, at);
    else {
      const value = rows[at]!;
      const block = this.#block!;
      this.#blockRoom -= 1;
      block.count += 1;
      block.sum += value;
      if (value < block.min) block.min = value;
      if (value > block.max) block.max = value;
    }
    copyRow(rows, at, this.#rows, RING + this.#ringNext);
    this.#ringNext = this.#ringNext + 1 === TAIL ? 0 : this.#ringNext + 1;
    this.#jumps.add(rows, at);
  }

  #addBad(rows: Float64Array, at: number): void {
    this.badCount += 1;
    if (Number.isNaN(rows[at])) this.nanCount += 1;
    this.firstBad ??= keptAt(rows, at);
    if (this.trail === 0) this.firstOfTrail = keptAt(rows, at);
    this.trail += 1;
    copyRow(rows, at, this.#rows, LAST_BAD);
    this.recovered = false;
  }

  #beginBlock(rows: Float64Array, at: number): void {
    const previous = this.#block;
    if (previous !== undefined) previous.last = this.#newest();
    if (this.blocks.length === MOST_BLOCKS) {
      this.blocks = mergePairs(this.blocks);
      this.#blockLength *= 2;
    }
    const kept = keptAt(rows, at);
    this.#block = { count: 1, sum: kept.value, min: kept.value, max: kept.value, first: kept, last: kept };
    this.blocks.push(this.#block);
    this.#blockRoom = this.#blockLength - 1;
  }

  /** The finite value that was written to the ring last. */
  #newest(): Kept {
    return readColumns(this.#rows, RING + ((this.#ringNext + TAIL - 1) % TAIL));
  }

  /** The highest jumps so far. */
  get jumps(): readonly Jumped[] {
    return this.#jumps.highest;
  }

  /** The last finite value. */
  get last(): Kept | undefined {
    return this.finiteCount === 0 ? undefined : this.#newest();
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
