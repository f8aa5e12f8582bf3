import type { Point, Series } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

/** From worst to best; the last one has no upper end. In per cent. */
export type Bands = readonly { readonly name: string; readonly below?: number }[];

export interface QualityEvidence {
  readonly band: string;
  readonly best: Point;
  /** Per cent. */
  readonly percent: number;
  /** The scale is not known: on the other one it is less. */
  readonly isMost: boolean;
  /** Where the next band begins, per cent. */
  readonly next?: number;
}

/** Which band the best value of a metric lies in; fails where it is a band that is to be told. */
export function judgeQuality({ max, scale }: Series, bands: Bands, told: 'poor' | 'all'): Verdict<QualityEvidence> {
  if (max === undefined) return unknown('no finite value was logged');
  const isFraction = scale === '0-1' || (scale !== '0-100' && max.value <= 1);
  const percent = max.value * (isFraction ? 100 : 1);
  if (percent < 0 || percent > 100.001) return unknown('the values are not on the scale of their source');
  // What is poor as a fraction is poorer still as per cent.
  const isOpen = scale !== '0-1' && scale !== '0-100' && max.value <= 1;
  if (isOpen && !(percent < (bands[0]?.below ?? 0))) return unknown('whether this source writes 0–1 or 0–100 is not known');
  const index = bands.findIndex(({ below }) => below === undefined || percent < below);
  const band = bands[index];
  if (band === undefined || (told === 'poor' && index > 0)) return pass;
  return fail({ band: band.name, best: max, percent, isMost: isOpen, ...(band.below !== undefined && { next: band.below }) });
}
