import type { Block, Jump, NonFinite, Point, RunPlace, Statistics } from './model';
import type { Moment } from './reader';
import { createRecent } from './recent';

const HEAD = 32;
const TAIL = 64;
const BLOCKS = 128;
const JUMPS = 8;

/** A value as kept: numbers only, so that thousands of them stay small. */
export interface Kept {
  readonly value: number;
  readonly step: number;
  readonly epoch: number;
  readonly time: number;
  readonly line: number;
  readonly column: number;
  readonly record: number;
  /** Index of the value in its stretch, from 0. */
  readonly index: number;
}

export const keep = (value: number, moment: Moment, index: number): Kept => ({
  value,
  step: moment.step,
  epoch: moment.epoch,
  time: moment.time,
  line: moment.line,
  column: moment.column,
  record: moment.record,
  index,
});

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
  closing?: Kept;
  first?: Kept;
  last?: Kept;
  min?: Kept;
  max?: Kept;
  sinceMin = 0;
  sinceMax = 0;
  mean = 0;
  /** Sum of squared distances from the mean (Welford). */
  squares = 0;
  nanCount = 0;
  badCount = 0;
  firstBad?: Kept;
  lastBad?: Kept;
  recovered = false;
  readonly head: Kept[] = [];
  /** Ring of the last finite values; `tailNext` is where the next one goes. */
  readonly tail: Kept[] = [];
  tailNext = 0;
  blocks: BlockState[] = [];
  blockLength = 1;
  jumps: JumpState[] = [];
  readonly #recent = createRecent();
  #open: JumpState[] = [];

  add(value: number, moment: Moment): void {
    const kept = keep(value, moment, this.count);
    this.opening ??= kept;
    this.closing = kept;
    this.count += 1;
    if (Number.isFinite(value)) this.#addFinite(kept);
    else this.#addBad(kept);
  }

  #addBad(kept: Kept): void {
    this.badCount += 1;
    if (Number.isNaN(kept.value)) this.nanCount += 1;
    this.firstBad ??= kept;
    this.lastBad = kept;
    this.recovered = false;
  }

  #addFinite(kept: Kept): void {
    const { value } = kept;
    if (this.badCount > 0) this.recovered = true;
    this.finiteCount += 1;
    this.first ??= kept;
    this.last = kept;
    if (this.min === undefined || value < this.min.value) {
      this.min = kept;
      this.sinceMin = 0;
    } else this.sinceMin += 1;
    if (this.max === undefined || value > this.max.value) {
      this.max = kept;
      this.sinceMax = 0;
    } else this.sinceMax += 1;
    const distance = value - this.mean;
    this.mean += distance / this.finiteCount;
    this.squares += distance * (value - this.mean);
    if (this.head.length < HEAD) this.head.push(kept);
    this.tail[this.tailNext] = kept;
    this.tailNext = (this.tailNext + 1) % TAIL;
    this.#addToBlock(kept);
    this.#watchJumps(kept);
    this.#recent.add(value);
  }

  #addToBlock(kept: Kept): void {
    const { value } = kept;
    const current = this.blocks.at(-1);
    if (current !== undefined && current.count < this.blockLength) {
      current.count += 1;
      current.sum += value;
      if (value < current.min) current.min = value;
      if (value > current.max) current.max = value;
      current.last = kept;
      return;
    }
    if (this.blocks.length === BLOCKS) {
      this.blocks = mergePairs(this.blocks);
      this.blockLength *= 2;
    }
    this.blocks.push({ count: 1, sum: value, min: value, max: value, first: kept, last: kept });
  }

  #watchJumps(kept: Kept): void {
    if (this.#open.length > 0) {
      for (const jump of this.#open) if (kept.value <= jump.limit) jump.backAfter = kept.index - jump.kept.index;
      this.#open = this.#open.filter((jump) => jump.backAfter < 0);
    }
    const recent = this.#recent;
    if (recent.size < 8) return;
    const baseline = recent.median();
    const spread = recent.spread();
    if (kept.value <= baseline + 3 * spread || kept.value <= baseline) return;
    const limit = baseline + 2 * spread + 0.1 * Math.abs(baseline);
    const jump: JumpState = { kept, baseline, spread, limit, backAfter: -1 };
    if (this.jumps.length === JUMPS) {
      const lowest = this.jumps.reduce((least, other) => (height(other) < height(least) ? other : least));
      if (height(jump) <= height(lowest)) return;
      this.jumps = this.jumps.filter((other) => other !== lowest);
      this.#open = this.#open.filter((other) => other !== lowest);
    }
    this.jumps.push(jump);
    this.#open.push(jump);
  }

  /** The ring in order. */
  tailInOrder(): Kept[] {
    return this.tail.length < TAIL ? this.tail : [...this.tail.slice(this.tailNext), ...this.tail.slice(0, this.tailNext)];
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
  let blocks = finite.flatMap((stretch) => stretch.blocks);
  while (blocks.length > BLOCKS) blocks = mergePairs(blocks);
  return {
    count: stretches.reduce((total, stretch) => total + stretch.count, 0),
    finiteCount: finite.reduce((total, stretch) => total + stretch.finiteCount, 0),
    opening: point(stretches[0]!.opening!),
    closing: point(stretches.at(-1)!.closing!),
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
      .flatMap((stretch) => stretch.tailInOrder())
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
  const steps = stretches.at(-1)!.closing!.step - firstStretch.firstBad.step;
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
