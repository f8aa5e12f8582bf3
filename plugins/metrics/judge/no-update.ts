import type { Point, Series } from '../../../src/api';
import { lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface StandstillEvidence {
  readonly point: Point;
  readonly values: number;
}

/** Whether a curve is exactly 0 at all of its values, and has enough of them. */
export function judgeStandstill(series: Series, values: number): Verdict<StandstillEvidence> {
  const { min, max, first, finiteCount } = lastSegment(series);
  if (min === undefined || max === undefined || first === undefined) return unknown('no finite value was logged');
  if (min.value !== 0 || max.value !== 0) return pass;
  return finiteCount < values
    ? unknown(`${finiteCount} values, all 0; ${values} are needed`)
    : fail({ point: first, values: finiteCount });
}
