import type { Point, Series } from '../../../src/api';
import { lastSegment } from './trend';
import { fail, pass, type Verdict } from './verdict';

/** A smaller value may be next to one that a log for people writes as 0.0000. */
const ROUNDED = 0.01;

/**
 * Whether a training loss is exactly 0 for some values at its end, which no sum of cross entropies is. Fails with the first of them.
 * `isExact`: the log does not round.
 */
export function judgeZero(series: Series, values: number, isExact = false): Verdict<Point> {
  const { tail, max, finiteCount } = lastSegment(series);
  const first = tail.length - tail.toReversed().findIndex(({ value }) => value !== 0);
  const count = tail.every(({ value }) => value === 0) ? tail.length : tail.length - first;
  const point = tail[tail.length - count];
  if (max === undefined || point === undefined || count < values) return pass;
  if (isExact && count === tail.length && count === finiteCount && max.value === 0) return fail(point);
  if (max.value < 0.1) return pass;
  // A loss that fell almost to 0 before is only rounded.
  const previous = tail[tail.length - count - 1];
  return previous !== undefined && previous.value < ROUNDED ? pass : fail(point);
}
