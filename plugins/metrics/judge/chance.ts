import type { Point, Series } from '../../../src/api';
import { magnitudeOf } from './magnitude';
import { closingLevel } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface ChanceFigures {
  /** Times 1/classes that still count as chance. */
  readonly times: number;
  readonly evaluations: number;
}

export interface ChanceEvidence {
  readonly point: Point;
  readonly value: number;
  /** What guessing gives, on the scale of the values. */
  readonly guess: number;
  readonly classes: number;
}

/** Whether an accuracy never leaves what guessing among the classes gives. `all`: the series of the run. */
export function judgeChance(
  series: Series,
  all: readonly Series[],
  classes: number | undefined,
  { times, evaluations }: ChanceFigures,
): Verdict<ChanceEvidence> {
  const { max, last, finiteCount } = series;
  if (max === undefined || last === undefined || finiteCount < evaluations)
    return unknown(`${finiteCount} values; ${evaluations} are needed`);
  if (classes === undefined) return unknown('the number of classes is unknown');
  const magnitude = magnitudeOf(series, all);
  if (magnitude === 'ambiguous') return unknown('the values are on no scale');
  // Where the scale is unknown, values next to 0 are at chance on either of them.
  const guess = (magnitude?.scale === '0-100' ? 100 : 1) / classes;
  return max.value <= guess * times ? fail({ point: last, value: closingLevel(series), guess, classes }) : pass;
}
