import type { Point, Series } from '../../../src/api';
import { lastSegment, median } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface StandstillEvidence {
  readonly point: Point;
  readonly values: number;
}

/** Whether a curve is exactly 0 at all of its values, and has enough of them. */
export function judgeStandstill(series: Series, values: number): Verdict<StandstillEvidence> {
  const { min, max, first, finiteCount } = lastSegment(series);
  if (min === undefined || max === undefined || first === undefined) return unknown('no finite value was logged');
  if (min.value !== 0 || max.value !== 0) return pass;
  return finiteCount < values
    ? unknown(`${finiteCount} values, all 0; ${values} are needed`)
    : fail({ point: first, values: finiteCount });
}

export interface NoGradientFigures {
  /** Values that must all be 0 in reinforcement learning, where a batch may hold nothing to learn from. */
  readonly values: number;
  /** The same where the rewards of each group have no spread either. */
  readonly sameRewards: number;
  /** The same where a loss is logged that training lowers. */
  readonly supervised: number;
}

/** Whether the norm of the gradients is exactly 0 at all of its values, while no loss falls. */
export function judgeNoGradient(
  series: Series,
  { all, lossShowsProgress }: { readonly all: readonly Series[]; readonly lossShowsProgress: boolean },
  { values, sameRewards, supervised }: NoGradientFigures,
): Verdict<StandstillEvidence> {
  // DeepSpeed's integration logs a norm of 0 where it knows none.
  if (lossShowsProgress && all.some(falls)) return pass;
  const inGroups = spreadOfRewards(all) === undefined ? values : sameRewards;
  const isSupervised =
    lossShowsProgress && all.some(({ metric, split }) => metric === 'loss' && split !== 'val' && split !== 'test');
  return judgeStandstill(series, isSupervised ? supervised : inGroups);
}

/** The spread of the rewards of each group, where it is 0 at each value. */
export const spreadOfRewards = (all: readonly Series[]): Series | undefined =>
  all.find(({ name, min, max }) => /(?:^|\/)reward_?std$/i.test(name) && min?.value === 0 && max?.value === 0);

function falls({ metric, component, split, head, tail }: Series): boolean {
  if (metric !== 'loss' || component !== undefined || split === 'val' || split === 'test' || head.length < 2) return false;
  const level = (points: readonly Point[]): number => median(points.map(({ value }) => value));
  return level(tail.slice(-3)) < 0.9 * level(head.slice(0, Math.min(3, head.length - 1)));
}
