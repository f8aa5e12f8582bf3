import { type Kept, keep, readColumns, WIDTH, writeColumns } from './columns';
import type { Block, Jump, NonFinite, Point, RunPlace, Statistics } from './model';
import type { Moment } from './reader';
import { createRecent } from './recent';

const HEAD = 32;
const TAIL = 64;
const BLOCKS = 128;
const JUMPS = 8;
/** Rows of `Stretch`. */
const LOWEST = 0;
const HIGHEST = 1;
const LAST_BAD = 2;
const RING = 3;

interface BlockState {
  count: number;
  sum: number;
  min: number;
  max: number;
  first: Kept;
  last: Kept;
}

interface JumpState {
  readonly kept: Kept;
  readonly baseline: number;
  readonly spread: number;
  /** Values at or below this count as back. */
  readonly limit: number;
  backAfter: number;
}

const height = (jump: JumpState): number => (jump.kept.value - jump.baseline) / Math.max(jump.spread, 1e-12);

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

function mergePairs(blocks: readonly BlockState[]): BlockState[] {
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

const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);

/** Turns a kept value into the public form. */
export function pointOf(kept: Kept, file: string): Point {
  const place: RunPlace = kept.line > 0 ? { file, line: kept.line, column: Math.max(1, kept.column) } : { file };
  return {
    step: known(kept.step),
    epoch: known(kept.epoch),
    time: known(kept.time),
    value: kept.value,
    place,
    ...(kept.record > 0 ? { record: kept.record } : {}),
  };
}

/** The statistics of one or more consecutive stretches as one. `stepsRun`: steps are comparable through the whole run. */
export function summarize(stretches: readonly Stretch[], file: string, stepsRun: boolean): Statistics {
  const point = (kept: Kept): Point => pointOf(kept, file);
  const maybe = (kept: Kept | undefined): Point | undefined => (kept === undefined ? undefined : point(kept));
  const finite = stretches.filter((stretch) => stretch.finiteCount > 0);
  const min = extreme(finite, (stretch) => stretch.min!.value);
  const max = extreme(finite, (stretch) => -stretch.max!.value);
  const after = (from: Stretch | undefined): number =>
    from === undefined ? 0 : finite.slice(finite.indexOf(from) + 1).reduce((total, stretch) => total + stretch.finiteCount, 0);
  const spread = pooled(finite);
  let blocks = finite.flatMap((stretch) => stretch.blocksSoFar());
  while (blocks.length > BLOCKS) blocks = mergePairs(blocks);
  return {
    count: stretches.reduce((total, stretch) => total + stretch.count, 0),
    finiteCount: finite.reduce((total, stretch) => total + stretch.finiteCount, 0),
    opening: point(stretches[0]!.opening!),
    closing: point(stretches.at(-1)!.closing),
    first: maybe(finite[0]?.first),
    last: maybe(finite.at(-1)?.last),
    min: maybe(min?.min),
    max: maybe(max?.max),
    valuesSinceMin: (min?.sinceMin ?? 0) + after(min),
    valuesSinceMax: (max?.sinceMax ?? 0) + after(max),
    ...spread,
    nonFinite: nonFiniteOf(stretches, file, stepsRun),
    head: finite
      .flatMap((stretch) => stretch.head)
      .slice(0, HEAD)
      .map(point),
    tail: finite
      .flatMap((stretch) => stretch.tail)
      .slice(-TAIL)
      .map(point),
    blocks: blocks.map(
      (block): Block => ({
        count: block.count,
        mean: block.sum / block.count,
        min: block.min,
        max: block.max,
        first: point(block.first),
        last: point(block.last),
      }),
    ),
    jumps: highest(finite.flatMap((stretch) => stretch.jumps)).map(
      (jump): Jump => ({
        point: point(jump.kept),
        baseline: jump.baseline,
        spread: jump.spread,
        backAfter: jump.backAfter < 0 ? undefined : jump.backAfter,
      }),
    ),
  };
}

function highest(jumps: readonly JumpState[]): JumpState[] {
  if (jumps.length <= JUMPS) return [...jumps];
  const limit = jumps.map(height).sort((left, right) => right - left)[JUMPS - 1]!;
  return jumps.filter((jump) => height(jump) >= limit).slice(0, JUMPS);
}

function extreme(stretches: readonly Stretch[], size: (stretch: Stretch) => number): Stretch | undefined {
  let best: Stretch | undefined;
  for (const stretch of stretches) if (best === undefined || size(stretch) < size(best)) best = stretch;
  return best;
}

/** Mean and deviation of all stretches together (Chan, Golub, LeVeque). */
function pooled(stretches: readonly Stretch[]): { mean?: number; deviation?: number } {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (const stretch of stretches) {
    const total = count + stretch.finiteCount;
    const distance = stretch.mean - mean;
    squares += stretch.squares + (distance * distance * count * stretch.finiteCount) / total;
    mean += (distance * stretch.finiteCount) / total;
    count = total;
  }
  return count === 0 ? {} : { mean, deviation: Math.sqrt(Math.max(0, squares) / count) };
}

function nonFiniteOf(stretches: readonly Stretch[], file: string, stepsRun: boolean): NonFinite | undefined {
  const bad = stretches.filter((stretch) => stretch.badCount > 0);
  const firstStretch = bad[0];
  const lastStretch = bad.at(-1);
  if (firstStretch?.firstBad === undefined || lastStretch?.lastBad === undefined) return undefined;
  const later = stretches.slice(stretches.indexOf(firstStretch) + 1);
  const steps = stretches.at(-1)!.closing.step - firstStretch.firstBad.step;
  return {
    count: bad.reduce((total, stretch) => total + stretch.badCount, 0),
    nan: bad.reduce((total, stretch) => total + stretch.nanCount, 0),
    first: pointOf(firstStretch.firstBad, file),
    last: pointOf(lastStretch.lastBad, file),
    valuesAfter: firstStretch.count - firstStretch.firstBad.index + later.reduce((total, stretch) => total + stretch.count, 0),
    ranOnForSteps: stepsRun && steps >= 0 ? steps : undefined,
    recovered:
      lastStretch.recovered || stretches.slice(stretches.indexOf(lastStretch) + 1).some((stretch) => stretch.finiteCount > 0),
  };
}
