import type { Point, Series } from '../../../src/api';
import { lastSegment } from './trend';
import { fail, pass, type Verdict } from './verdict';

/** The largest loss that a framework can compute, because it bounds the probabilities below. */
export interface LossLimit {
  readonly loss: number;
  /** How far a value that a log rounds may be off. */
  readonly within: number;
  /** Whose limit it is, and which bound gives it, in words. */
  readonly is: string;
}

export interface SaturatedFigures {
  readonly limits: readonly LossLimit[];
  /** Values at the end that must all be the limit. */
  readonly values: number;
}

export interface SaturatedEvidence {
  readonly point: Point;
  readonly limit: LossLimit;
}

/** Whether a loss ends at a limit: every label has a probability of 0. Fails with the first of those values. */
export function judgeSaturated(series: Series, { limits, values }: SaturatedFigures): Verdict<SaturatedEvidence> {
  const { tail } = lastSegment(series);
  const last = tail.at(-1);
  const limit = last && limits.find(({ loss, within }) => Math.abs(last.value - loss) <= within);
  if (limit === undefined) return pass;
  const before = tail.findLastIndex(({ value }) => Math.abs(value - limit.loss) > limit.within);
  return tail.length - before - 1 < values ? pass : fail({ point: tail[before + 1]!, limit });
}
