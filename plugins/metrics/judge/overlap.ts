import type { Point, Series } from '../../../src/api';
import { magnitudeOf } from './magnitude';
import { together } from './pairs';
import { fail, pass, unknown, type Verdict } from './verdict';

/** Two metrics of one evaluation, the first of which is never below the second. */
export interface OrderedPair {
  readonly lenient: Series;
  readonly strict: Series;
}

export interface OverlapEvidence {
  readonly point: Point;
  /** The stricter metric at the same moment, on the scale of the first. */
  readonly strict: number;
}

/**
 * Where a lenient metric is below a strict one. mAP at one overlap is a mean of fewer demands than mAP over all of them; Dice is
 * 2·IoU/(1 + IoU). `all`: the series of the run. `room`: how far it may be below, as a share of 1.
 */
export function judgeOrder({ lenient, strict }: OrderedPair, all: readonly Series[], room: number): Verdict<OverlapEvidence> {
  const scales = [magnitudeOf(lenient, all), magnitudeOf(strict, all)];
  if (scales.includes('ambiguous')) return unknown('the values are on no scale');
  const [ours, theirs] = scales.map((scale) => (typeof scale === 'object' && scale.scale === '0-100' ? 100 : 1));
  const pairs = together(lenient, strict);
  if (pairs.length === 0) return unknown('the two were not logged together');
  for (const { point, values } of pairs) {
    const [value, other] = [values[0]! / ours!, values[1]! / theirs!];
    if (value >= 0 && other > value * 1.001 + room) return fail({ point, strict: other * ours! });
  }
  return pass;
}
