import type { Point, Run, Series } from '../../../src/api';
import { isEarly } from './early';
import { magnitudeOf } from './magnitude';
import { closingLevel } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface ChanceFigures {
  /** Times 1/classes that still count as chance. */
  readonly times: number;
  readonly evaluations: number;
  /** Evaluations of two classes whose number only the loss shows. */
  readonly halves: number;
}

export interface ChanceEvidence {
  readonly point: Point;
  readonly value: number;
  /** What guessing gives, on the scale of the values. */
  readonly guess: number;
  readonly classes: number;
}

interface Accuracy {
  readonly series: Series;
  /** The series of the run. */
  readonly all: readonly Series[];
  readonly classes: number | undefined;
  readonly loss?: Series;
}

/** Whether an accuracy never leaves what guessing among the classes gives. */
export function judgeChance(
  { series, all, classes, loss }: Accuracy,
  run: Run,
  { times, evaluations, halves }: ChanceFigures,
): Verdict<ChanceEvidence> {
  const { max, last, finiteCount } = series;
  if (classes === undefined)
    return unknown('the number of classes is unknown: log it with the hyperparameters, as `num_classes`');
  const needed = classes === 2 && loss !== undefined ? halves : evaluations;
  if (max === undefined || last === undefined || finiteCount < needed)
    return unknown(`${finiteCount} values; ${needed} are needed`);
  const magnitude = magnitudeOf(series, all);
  if (magnitude === 'ambiguous') return unknown('the values are on no scale');
  // Where the scale is unknown, values next to 0 are at chance on either of them.
  const guess = (magnitude?.scale === '0-100' ? 100 : 1) / classes;
  if (max.value > guess * times) return pass;
  // Less than a guess is something else than guessing.
  if (loss !== undefined && max.value < guess / times) return pass;
  return isEarly(run)
    ? unknown('less than a quarter of the run is done')
    : fail({ point: last, value: closingLevel(series), guess, classes });
}
