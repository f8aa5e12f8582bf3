import type { Series } from '../../../src/api';
import { type Level, lastSegment, levelBetween } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface DecreasingFigures {
  readonly values: number;
  /** Share of the run at its beginning and at its end. */
  readonly part: number;
  /** Standard errors that count as a fall. */
  readonly noise: number;
}

export interface DecreasingEvidence {
  readonly opening: Level;
  readonly closing: Level;
}

/** Whether the last part of a loss lies below its first part, beyond its own scatter. */
export function judgeDecreasing(series: Series, { values, part, noise }: DecreasingFigures): Verdict<DecreasingEvidence> {
  const segment = lastSegment(series);
  if (segment.finiteCount < values) return unknown(`${segment.finiteCount} values; ${values} are needed for a trend`);
  if (segment.start === 'resumed') return unknown('the run was resumed: the fall came before');
  const opening = levelBetween(segment, 0, part);
  const closing = levelBetween(segment, 1 - part, 1);
  if (opening === undefined || closing === undefined) return unknown('the values are too few for a trend');
  const scatter = Math.hypot(opening.error, closing.error);
  return closing.mean < opening.mean - noise * scatter ? pass : fail({ opening, closing });
}
