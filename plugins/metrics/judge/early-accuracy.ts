import type { Point, Run, Series } from '../../../src/api';
import { firstEpochOf } from './first-epoch';
import { magnitudeOf } from './magnitude';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface EarlyEvidence {
  readonly point: Point;
  readonly percent: number;
}

/** Whether an accuracy is that of an excellent model after one epoch already. `limit`: in percent. */
export function judgeEarlyAccuracy(series: Series, run: Run, limit: number): Verdict<EarlyEvidence> {
  const found = firstEpochOf(series, run);
  if (found === undefined) return unknown('no value was logged after the first epoch');
  const magnitude = magnitudeOf(series, run.series);
  if (typeof magnitude !== 'object') return unknown('the values are on no scale');
  const percent = found.value * (magnitude.scale === '0-1' ? 100 : 1);
  return percent >= limit && percent <= 100.001 ? fail({ point: found.point, percent }) : pass;
}
