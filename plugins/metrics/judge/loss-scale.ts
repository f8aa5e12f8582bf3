import type { Point, Run, Series } from '../../../src/api';
import { lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface LossScaleFigures {
  /** At this scale or below, scaling is no help. */
  readonly minimum: number;
  /** Values at the end that must be there. */
  readonly values: number;
}

export interface LossScaleEvidence {
  /** From here on, the scale is at the minimum or below. */
  readonly since: Point;
  readonly first: number;
}

/** Logs that report overflows alone say nothing where the scale rises again: the last one must be this late in the run. */
const LATE = 0.9;

/** Whether the loss scale of mixed precision fell to its minimum and stays there. Without fp16, it is 1 from the start. */
export function judgeLossScale(series: Series, { minimum, values }: LossScaleFigures, run: Run): Verdict<LossScaleEvidence> {
  const { first, max, tail } = lastSegment(series);
  if (first === undefined || max === undefined) return unknown('no finite value was logged');
  if (series.component === 'overflow') {
    if (series.count < values) return unknown(`${series.count} overflows at the lowest scale; ${values} are needed`);
    return fail({ since: first, first: first.value });
  }
  if (max.value <= minimum) return pass;
  const above = tail.findLastIndex(({ value }) => value > minimum);
  const atMinimum = tail.slice(above + 1);
  const isOver = (series.closing.step ?? Number.NaN) < LATE * (run.reached.step ?? Number.NaN);
  if (atMinimum.length === 0 || isOver) return pass;
  if (atMinimum.length < values) return unknown(`it is at its minimum for ${atMinimum.length} values; ${values} are needed`);
  return fail({ since: atMinimum[0]!, first: max.value });
}
