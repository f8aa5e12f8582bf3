import type { Point, Series } from '../../../src/api';
import { lastSegment } from './trend';
import { fail, pass, type Verdict } from './verdict';

/** Whether a training loss is exactly 0 for some values at its end, which no sum of cross entropies is. Fails with the first of them. */
export function judgeZero(series: Series, values: number): Verdict<Point> {
  const { tail, max } = lastSegment(series);
  const first = tail.length - tail.toReversed().findIndex(({ value }) => value !== 0);
  const count = tail.every(({ value }) => value === 0) ? tail.length : tail.length - first;
  const point = tail[tail.length - count];
  return max === undefined || max.value < 0.1 || point === undefined || count < values ? pass : fail(point);
}
