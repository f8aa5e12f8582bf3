import type { Point, Run, Series } from '../../../src/api';
import { closingLevel, lastSegment } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface LanguageEvidence {
  readonly point: Point;
  readonly value: number;
}

/** Whether a language model's loss is below a limit after one epoch. */
export function judgeFirstEpoch({ points }: Series, limit: number): Verdict<LanguageEvidence> {
  const later = points.find(({ epoch, value }) => epoch !== undefined && epoch >= 2 && Number.isFinite(value));
  if (later === undefined) return unknown('no value was logged after the first epoch');
  return later.value > limit ? fail({ point: later, value: later.value }) : pass;
}

/** Whether it ends below a limit. */
export function judgeEnd(series: Series, { status }: Pick<Run, 'status'>, limit: number): Verdict<LanguageEvidence> {
  const segment = lastSegment(series);
  if (status !== 'finished' || segment.last === undefined) return unknown('the log does not show that the run finished');
  const value = closingLevel(segment);
  return value > limit ? fail({ point: segment.last, value }) : pass;
}
