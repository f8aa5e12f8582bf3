import type { Block, Point, Series, SeriesSegment, Statistics } from '../../../src/api';

/**
 * The mean of a part of a curve, and how far that mean may be off. `error` is the standard error of the mean, from the median
 * distance of neighboring blocks, so that a fall within the part is not taken for scatter.
 */
export interface Level {
  readonly mean: number;
  readonly error: number;
  readonly blocks: number;
  readonly values: number;
  readonly first: Point;
  readonly last: Point;
}

/** The level between two shares (0 to 1) of a run; undefined where no block is there. */
export function levelBetween(statistics: Statistics, from: number, to: number): Level | undefined {
  const bounds = boundsOf(statistics);
  return levelOf(
    statistics.blocks.filter((_, index) => {
      const centre = (bounds[index]! + bounds[index + 1]!) / 2;
      return centre >= from && centre <= to;
    }),
  );
}

/** The share (0 to 1) of a run before one of its blocks. */
export const passedBefore = (statistics: Statistics, block: number): number => boundsOf(statistics)[block] ?? 1;

/**
 * Where each block begins and the last one ends, as shares of the run: by its steps where they only grow, as some evaluate more often
 * towards the end; else by the count of values.
 */
function boundsOf({ blocks, finiteCount, last }: Statistics): readonly number[] {
  const steps = [...blocks.map(({ first }) => first.step), last?.step];
  const [begin, end] = [steps[0], steps.at(-1)];
  if (begin !== undefined && end !== undefined && end > begin && steps.every((step, index) => isAfter(step, steps[index - 1])))
    return steps.map((step) => (step! - begin) / (end - begin));
  let passed = 0;
  return [...blocks.map(({ count }) => (passed += count) - count), finiteCount].map((count) => count / finiteCount);
}

const isAfter = (step: number | undefined, before: number | undefined): boolean =>
  step !== undefined && (before === undefined || step >= before);

export function levelOf(blocks: readonly Block[]): Level | undefined {
  const first = blocks[0];
  const last = blocks.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const values = blocks.reduce((sum, { count }) => sum + count, 0);
  const mean = blocks.reduce((sum, block) => sum + block.mean * (block.count / values), 0);
  const distances = blocks.slice(1).map((block, index) => Math.abs(block.mean - blocks[index]!.mean));
  // Of normal scatter, the median distance of two draws is 0.954 standard deviations.
  const scatter = distances.length === 0 ? 0 : median(distances) / 0.954;
  const error = scatter / Math.sqrt(blocks.length);
  return { mean, error, blocks: blocks.length, values, first: first.first, last: last.last };
}

/** Of normal scatter, the mean distance of two draws is so many standard deviations. */
const MEAN_DISTANCE = 2 / Math.sqrt(Math.PI);

const meanOf = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * The standard deviation of the scatter of values, from the mean distance of neighbors, which also counts values that jump now and then:
 * where most are close together, the median says little of them. Where there are many, a spike is left out.
 */
export function scatterOf(values: readonly number[]): number {
  const distances = values.slice(1).map((value, index) => Math.abs(value - values[index]!));
  return meanOf(distances.sort((a, b) => a - b).slice(0, distances.length - Math.floor(distances.length / 32))) / MEAN_DISTANCE;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of the last finite values: a quarter of them, at least one and at most 16. */
export function closingLevel({ tail, finiteCount }: Statistics): number {
  return median(tail.slice(-Math.min(16, Math.max(1, Math.floor(finiteCount / 4)))).map(({ value }) => value));
}

/** The median of the first finite values: a tenth of them, at least one and at most 16. */
export function openingLevel({ head, finiteCount }: Statistics): number {
  return median(head.slice(0, Math.min(16, Math.max(1, Math.floor(finiteCount / 10)))).map(({ value }) => value));
}

/** The values since the last start of the process: a trend is judged by these. */
export const lastSegment = (series: Series): SeriesSegment => series.segments.at(-1)!;

/** Why the trend of a segment can't be judged; undefined: it can. */
export function untrendable({ finiteCount, nonFinite, start }: SeriesSegment, values: number): string | undefined {
  if (finiteCount < values) return `${finiteCount} values; ${values} are needed for a trend`;
  if (nonFinite !== undefined && !nonFinite.recovered) return 'the values end in NaN or infinity';
  return start === 'resumed' ? 'the run was resumed, and its beginning is in another log' : undefined;
}

/** Whether the first step is far from 0 for the distance that the steps have: the run was resumed from a checkpoint. */
export function beginsLate({ first, last, finiteCount }: Statistics): boolean {
  if (first?.step === undefined || last?.step === undefined || finiteCount < 2) return false;
  const distance = (last.step - first.step) / (finiteCount - 1);
  return first.step > 10 * distance + 1;
}
