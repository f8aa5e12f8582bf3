import type { Series, SeriesSegment } from '../../../src/api';
import { beginsLate, closingLevel, type Level, lastSegment, levelBetween, median, scatterOf, untrendable } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface DecreasingFigures {
  readonly values: number;
  /** Share of the run at its start and at its end. */
  readonly part: number;
  /** Standard errors that count as a fall. */
  readonly noise: number;
  /** Share of the first level; a fall that is certainly less counts as none. */
  readonly fall: number;
  /** Fewer values that are enough where each is of another epoch, and none is farther than `fall` from another. */
  readonly epochs: number;
}

export interface DecreasingEvidence {
  readonly opening: Level;
  readonly closing: Level;
  /** The median of the last values, which a few high ones do not lift. */
  readonly median: number;
  /** How far the difference of the two levels may be off, by the scatter of the whole curve: few values may happen to be alike. */
  readonly error: number;
}

/** Whether the last part of a loss is below its first part, beyond its own scatter. */
export function judgeDecreasing(
  series: Series,
  { values, part, noise, fall, epochs }: DecreasingFigures,
): Verdict<DecreasingEvidence> {
  const segment = lastSegment(series);
  const obstacle = untrendable(segment, values);
  const isStuck = isStill(segment, fall) && untrendable(segment, epochs) === undefined;
  if (obstacle !== undefined && !isStuck) return unknown(obstacle);
  if (beginsLate(segment)) return unknown('the first step is late: the loss fell before it');
  const opening = levelBetween(segment, 0, part);
  const closing = levelBetween(segment, 1 - part, 1);
  if (opening === undefined || closing === undefined) return unknown('there are too few values for a trend');
  const scatter = noise * Math.hypot(opening.error, closing.error);
  const fallen = opening.mean - closing.mean;
  // Means of equal values differ by rounding.
  if (fallen > scatter && fallen > 1e-9 * Math.abs(opening.mean)) return obstacle === undefined ? pass : unknown(obstacle);
  // A rise in the middle, as at the end of a warm-up, keeps the last part's mean high while the loss is already below where it began.
  const latest = median(segment.tail.slice(-3).map(({ value }) => value));
  if (latest < opening.mean - fall * Math.abs(opening.mean)) return unknown('it ends below where it began');
  const middle = closingLevel(segment);
  if (fallen + scatter >= fall * Math.abs(opening.mean)) return unknown('the values scatter too much');
  const scatterOfAll = scatterOf(segment.blocks.map(({ mean }) => mean));
  const error = scatterOfAll * Math.sqrt(1 / opening.blocks + 1 / closing.blocks);
  const evidence = { opening, closing, median: middle, error };
  // A spike lifts the mean of the last part, and not its median.
  return rises(opening, closing.mean) && !rises(opening, middle)
    ? unknown('a few values are far above the others')
    : fail(evidence);
}

/** Each value is of another epoch, and all are as good as equal. */
function isStill({ min, max, first, tail, finiteCount }: SeriesSegment, fall: number): boolean {
  if (min === undefined || max === undefined || first === undefined || tail.length < finiteCount) return false;
  const numbers = new Set(tail.map(({ epoch }) => (epoch === undefined ? undefined : Math.floor(epoch))));
  return !numbers.has(undefined) && numbers.size === finiteCount && max.value - min.value < fall * Math.abs(first.value);
}

/** The loss doesn't only stay where it is: it goes up. */
export const isRising = ({ opening, closing }: DecreasingEvidence): boolean =>
  rises(opening, closing.mean) && closing.mean - opening.mean > 2 * Math.hypot(opening.error, closing.error);

const rises = (opening: Level, level: number): boolean => level - opening.mean > 0.01 * Math.abs(opening.mean);

/** Standard errors that no chance explains, also where a log is judged again after each of its values. */
const CERTAIN = 6;

/** It goes up so far that it diverges. `rise`: times its first level. */
export const isRisingFar = ({ opening, closing, median: middle, error }: DecreasingEvidence, rise: number): boolean =>
  closing.mean - opening.mean > CERTAIN * error && opening.mean > 0 && Math.min(closing.mean, middle) > rise * opening.mean;
