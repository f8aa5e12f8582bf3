import type { Point, Series } from '../../../src/api';
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

/** Whether an accuracy never leaves what guessing among the classes gives. */
export function judgeChance(
  series: Series,
  classes: number | undefined,
  { times, evaluations }: ChanceFigures,
): Verdict<ChanceEvidence> {
  const { max, last, scale, finiteCount } = series;
  if (max === undefined || last === undefined || finiteCount < evaluations)
    return unknown(`${finiteCount} values; ${evaluations} are needed`);
  if (classes === undefined) return unknown('the number of classes is unknown');
  // Where the scale is unknown, values up to 1 are at chance on either of them.
  const isFraction = scale === '0-1' || (scale !== '0-100' && max.value <= 1);
  const guess = (isFraction ? 1 : 100) / classes;
  return max.value <= guess * times ? fail({ point: last, value: closingLevel(series), guess, classes }) : pass;
}
