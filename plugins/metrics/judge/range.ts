import type { Point, Run, Series } from '../../../src/api';
import { closingLevel, lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface RangeFigures {
  readonly language: { readonly afterEpoch: number; readonly trained: number };
  /** Times 1/classes that still count as chance. */
  readonly chance: number;
  /** Classes of datasets, by name. */
  readonly datasets: { readonly [name: string]: number };
  readonly evaluations: number;
  /** Values of exactly 0 at the end of a training loss. */
  readonly zeros: number;
  /** Metrics that can't leave their scale. */
  readonly bounded: readonly string[];
  /** Tasks whose losses are never below 0. */
  readonly positiveLoss: readonly string[];
}

export interface RangeEvidence {
  readonly kind: 'zero' | 'order' | 'impossible' | 'no-annotations' | 'slow' | 'undertrained' | 'chance';
  readonly point: Point;
  readonly limit: number;
  readonly value: number;
}

/** Whether all values lie where the metric can lie at all. */
export function judgePossible(
  { min, max, scale, metric, component }: Series,
  { bounded }: RangeFigures,
  lossFrom0: boolean,
): Verdict<RangeEvidence> {
  if (min === undefined || max === undefined) return unknown('no finite value was logged');
  const outside = (point: Point, limit: number): Verdict<RangeEvidence> =>
    fail({ kind: 'impossible', point, limit, value: point.value });
  if (metric === 'perplexity') return min.value < 1 - 1e-6 ? outside(min, 1) : pass;
  if (metric === 'loss') return lossFrom0 && min.value < -1e-6 ? outside(min, 0) : pass;
  if (!bounded.includes(metric ?? '')) return pass;
  if (min.value === -1) {
    // pycocotools gives -1 where the evaluation set holds no box of that size or class.
    return component !== undefined ? pass : fail({ kind: 'no-annotations', point: min, limit: 0, value: -1 });
  }
  if (min.value < -1e-6) return outside(min, 0);
  if (max.value > 100.001) return outside(max, scale === '0-1' ? 1 : 100);
  if (scale !== '0-1' && scale !== '0-100') return unknown('whether this source writes 0–1 or 0–100 is not known');
  return pass;
}

/** Whether a training loss is exactly 0 at its end, which no sum of cross entropies is. */
export function judgeZero(series: Series, { zeros }: RangeFigures): Verdict<RangeEvidence> {
  const { tail, max } = lastSegment(series);
  const first = tail.length - tail.toReversed().findIndex(({ value }) => value !== 0);
  const count = tail.every(({ value }) => value === 0) ? tail.length : tail.length - first;
  const point = tail[tail.length - count];
  if (max === undefined || max.value < 0.1 || point === undefined || count < zeros) return pass;
  return fail({ kind: 'zero', point, limit: 0, value: 0 });
}

/** mAP at one overlap is a mean of fewer demands than mAP over all of them, and so never below it. */
export function judgeOrder(lenient: Series, strict: Series): Verdict<RangeEvidence> {
  const key = ({ step, epoch }: Point): string => `${step ?? ''}|${epoch ?? ''}`;
  const values = new Map(strict.points.map((point) => [key(point), point.value]));
  for (const point of lenient.points) {
    const value = values.get(key(point));
    if (value !== undefined && point.value >= 0 && value > point.value * 1.001 + 1e-4)
      return fail({ kind: 'order', point, limit: value, value: point.value });
  }
  return pass;
}

/** Whether a language model's loss has come to where the reference wants it, after one epoch and at the end. */
export function judgeLanguageLoss(series: Series, run: Pick<Run, 'status'>, { language }: RangeFigures): Verdict<RangeEvidence> {
  const later = series.points.find(({ epoch, value }) => epoch !== undefined && epoch >= 2 && Number.isFinite(value));
  if (later !== undefined && later.value > language.afterEpoch) {
    return fail({ kind: 'slow', point: later, limit: language.afterEpoch, value: later.value });
  }
  const segment = lastSegment(series);
  if (run.status !== 'finished' || segment.last === undefined) return unknown('the run is not known to have come to its end');
  const value = closingLevel(segment);
  return value > language.trained ? fail({ kind: 'undertrained', point: segment.last, limit: language.trained, value }) : pass;
}

/** Whether an accuracy never leaves what guessing among the classes gives. */
export function judgeChance(
  series: Series,
  classes: number | undefined,
  { chance, evaluations }: RangeFigures,
): Verdict<RangeEvidence> {
  const { max, last, scale, finiteCount } = series;
  if (max === undefined || last === undefined || finiteCount < evaluations)
    return unknown(`${finiteCount} values; ${evaluations} are needed`);
  if (classes === undefined) return unknown('the number of classes is not known');
  // Where the scale is not known, values up to 1 are at chance on either of them.
  const isFraction = scale === '0-1' || (scale !== '0-100' && max.value <= 1);
  const guess = (isFraction ? 1 : 100) / classes;
  return max.value <= guess * chance ? fail({ kind: 'chance', point: last, limit: guess, value: closingLevel(series) }) : pass;
}
