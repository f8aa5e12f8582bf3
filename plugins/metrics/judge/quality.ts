import type { Point, Series } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

/** From worst to best; the last one has no upper end. In percent. */
export type Bands = readonly { readonly name: string; readonly below?: number }[];

export interface QualityEvidence {
  readonly band: string;
  readonly best: Point;
  readonly percent: number;
  /** The scale is unknown: on the other one, it is less. */
  readonly isMost: boolean;
  /** Where the next band begins, in percent. */
  readonly next?: number;
}

/** Which band the best value of a metric is in; fails where that band is to be reported. */
export function judgeQuality({ max, scale }: Series, bands: Bands, reported: 'poor' | 'all'): Verdict<QualityEvidence> {
  if (max === undefined) return unknown('no finite value was logged');
  const isFraction = scale === '0-1' || (scale !== '0-100' && max.value <= 1);
  const percent = max.value * (isFraction ? 100 : 1);
  if (percent < 0 || percent > 100.001) return unknown('the values are not on the scale of their source');
  // What is poor as a fraction is poorer still as a percentage.
  const isOpen = scale !== '0-1' && scale !== '0-100' && max.value <= 1;
  if (isOpen && !(percent < (bands[0]?.below ?? 0))) return unknown('it is unknown whether this source writes 0-1 or 0-100');
  const index = bands.findIndex(({ below }) => below === undefined || percent < below);
  const band = bands[index];
  if (band === undefined || (reported === 'poor' && index > 0)) return pass;
  return fail({ band: band.name, best: max, percent, isMost: isOpen, ...(band.below !== undefined && { next: band.below }) });
}
