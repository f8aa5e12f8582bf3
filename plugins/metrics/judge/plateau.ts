import type { Point, Series } from '../../../src/api';
import { type Level, lastSegment, levelBetween, levelOf, passedBefore, untrendable } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface PlateauFigures {
  readonly values: number;
  /** Share of the run, at its end. */
  readonly share: number;
  /** Relative change that still counts as none. */
  readonly change: number;
  /** Fewer values that are enough where two losses are flat for a larger share. */
  readonly short: { readonly values: number; readonly share: number };
}

/** A loss to judge, and the other one beside it: that of training beside one on held-out data. */
export interface PlateauSubject {
  readonly series: Series;
  readonly beside?: Series;
}

export interface PlateauEvidence {
  /** Where it became flat. */
  readonly since: Point;
  /** Share of the run that is flat, 0 to 1. */
  readonly share: number;
  readonly level: Level;
}

/**
 * Whether a loss that fell before has not moved for the last part of the run. A training loss beside it that still falls says that the
 * model learns, so there is no plateau.
 */
export function judgePlateau({ series, beside }: PlateauSubject, figures: PlateauFigures): Verdict<PlateauEvidence> {
  const { values, short } = figures;
  const { finiteCount } = lastSegment(series);
  if (finiteCount >= values) {
    const verdict = judgeFlat(series, figures);
    return verdict.outcome === 'fail' && beside !== undefined && stillFalls(beside, figures) ? pass : verdict;
  }
  if (finiteCount < short.values || beside === undefined)
    return unknown(`${finiteCount} values; ${values} are needed for a trend`);
  const flat = { ...short, change: figures.change };
  // The first evaluation may come when most of the fall is over, which the training loss shows.
  if (![series, beside].some((each) => hasFallen(each, flat))) return pass;
  const both = [series, beside].map((each) => judgeFlat(each, flat, true));
  return both.every(({ outcome }) => outcome === 'fail') ? both[0]! : pass;
}

type FlatFigures = Pick<PlateauFigures, 'values' | 'share' | 'change'>;

function stillFalls(series: Series, { share, change }: FlatFigures): boolean {
  const segment = lastSegment(series);
  const before = levelBetween(segment, 1 - share, 1 - share / 2);
  const after = levelBetween(segment, 1 - share / 2, 1);
  return before !== undefined && after !== undefined && isFall(before, after, change);
}

/** From one level to the next, beyond scatter. */
function isFall(before: Level, after: Level, change: number): boolean {
  const size = Math.abs(after.mean);
  const fallen = before.mean - after.mean;
  const scatter = 2 * Math.hypot(before.error, after.error);
  return fallen > change * size && (fallen > scatter || fallen > 2 * change * size);
}

/** Whether it fell clearly from its first part to its last. */
function hasFallen(series: Series, { share, change }: FlatFigures): boolean {
  const segment = lastSegment(series);
  const opening = levelBetween(segment, 0, share / 2);
  const after = levelBetween(segment, 1 - share / 2, 1);
  return opening !== undefined && after !== undefined && opening.mean - after.mean > 5 * change * Math.abs(after.mean);
}

function judgeFlat(series: Series, figures: FlatFigures, isKnownToFall = false): Verdict<PlateauEvidence> {
  const { values, share, change } = figures;
  const segment = lastSegment(series);
  const obstacle = untrendable({ ...segment, start: 'first' }, values);
  if (obstacle !== undefined) return unknown(obstacle);
  const before = levelBetween(segment, 1 - share, 1 - share / 2);
  const after = levelBetween(segment, 1 - share / 2, 1);
  if (before === undefined || after === undefined) return unknown('there are too few values to see a plateau');
  const size = Math.abs(after.mean);
  const fallen = before.mean - after.mean;
  const scatter = 2 * Math.hypot(before.error, after.error);
  if (isFall(before, after, change) || -fallen > 5 * change * size) return pass;
  if (!isKnownToFall && !hasFallen(series, figures)) return pass;
  if (scatter > 5 * change * size) return unknown('the values scatter more than a plateau would show');
  const { blocks } = segment;
  let start = blocks.length;
  const limit = after.mean + Math.max(2 * change * size, scatter);
  const width = Math.max(4, Math.round(blocks.length / 10));
  for (let index = blocks.length - width; index >= 0; index -= 1) {
    const near = levelOf(blocks.slice(index, index + width));
    if (near === undefined || near.mean > limit) break;
    start = index;
  }
  while (start < blocks.length - width && blocks[start]!.mean > limit) start += 1;
  const flat = levelOf(blocks.slice(start)) ?? after;
  const flatShare = 1 - passedBefore(segment, start);
  return flatShare < share / 2 ? pass : fail({ since: flat.first, share: flatShare, level: flat });
}
