import type { Point, Series } from '../../../src/api';
import { type Level, lastSegment, levelBetween, levelOf } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface PlateauFigures {
  readonly values: number;
  /** Share of the run, at its end. */
  readonly share: number;
  /** Relative change that still counts as none. */
  readonly change: number;
}

export interface PlateauEvidence {
  /** Where it became flat. */
  readonly since: Point;
  /** Share of the run that is flat, 0 to 1. */
  readonly share: number;
  readonly level: Level;
}

/** Whether a loss that fell before has not moved for the last part of the run. */
export function judgePlateau(series: Series, { values, share, change }: PlateauFigures): Verdict<PlateauEvidence> {
  const segment = lastSegment(series);
  if (segment.finiteCount < values) return unknown(`${segment.finiteCount} values; ${values} are needed to see a plateau`);
  const before = levelBetween(segment, 1 - share, 1 - share / 2);
  const after = levelBetween(segment, 1 - share / 2, 1);
  const opening = levelBetween(segment, 0, share / 2);
  if (before === undefined || after === undefined || opening === undefined)
    return unknown('the values are too few to see a plateau');
  const size = Math.abs(after.mean);
  if (before.mean - after.mean > change * size || after.mean - before.mean > 5 * change * size) return pass;
  if (opening.mean - after.mean < 5 * change * size) return pass;
  const noise = 2 * Math.hypot(before.error, after.error);
  if (noise > 5 * change * size) return unknown('the values scatter more than a plateau would show');
  const { blocks } = segment;
  let start = blocks.length;
  const limit = after.mean + Math.max(3 * change * size, noise);
  for (let index = blocks.length - 4; index >= 0; index -= 1) {
    const near = levelOf(blocks.slice(index, index + 4));
    if (near === undefined || near.mean > limit) break;
    start = index;
  }
  const flat = levelOf(blocks.slice(start)) ?? after;
  const flatShare = flat.values / segment.finiteCount;
  return flatShare < share / 2 ? pass : fail({ since: flat.first, share: flatShare, level: flat });
}
