import type { Series } from '../../../src/api';
import { beginsLate, type Level, lastSegment, levelBetween, median, untrendable } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface DecreasingFigures {
  readonly values: number;
  /** Share of the run at its beginning and at its end. */
  readonly part: number;
  /** Standard errors that count as a fall. */
  readonly noise: number;
  /** Share of the first level; a fall that is surely less counts as none. */
  readonly fall: number;
}

export interface DecreasingEvidence {
  readonly opening: Level;
  readonly closing: Level;
}

/** Whether the last part of a loss lies below its first part, beyond its own scatter. */
export function judgeDecreasing(series: Series, { values, part, noise, fall }: DecreasingFigures): Verdict<DecreasingEvidence> {
  const segment = lastSegment(series);
  const obstacle = untrendable(segment, values);
  if (obstacle !== undefined) return unknown(obstacle);
  if (beginsLate(segment)) return unknown('the first step is late: the fall came before');
  const opening = levelBetween(segment, 0, part);
  const closing = levelBetween(segment, 1 - part, 1);
  if (opening === undefined || closing === undefined) return unknown('the values are too few for a trend');
  const scatter = noise * Math.hypot(opening.error, closing.error);
  const fallen = opening.mean - closing.mean;
  if (fallen > scatter) return pass;
  // A rise in the middle, as at the end of a warm-up, keeps the last part's mean high while the loss is already below where it began.
  const latest = median(segment.tail.slice(-3).map(({ value }) => value));
  if (latest < opening.mean - fall * Math.abs(opening.mean)) return unknown('it ends below where it began');
  return fallen + scatter < fall * Math.abs(opening.mean) ? fail({ opening, closing }) : unknown('the values scatter too much');
}
