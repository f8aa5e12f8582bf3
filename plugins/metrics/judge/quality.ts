import type { Point, Series } from '../../../src/api';
import { type Magnitude, magnitudeOf } from './magnitude';
import { fail, pass, unknown, type Verdict } from './verdict';

/** From worst to best; the last one has no upper end. In percent. */
export type Bands = readonly { readonly name: string; readonly below?: number }[];

export interface QualityEvidence {
  readonly band: string;
  readonly best: Point;
  readonly percent: number;
  /** `most`: the scale is unknown; as a percentage, it is less. Others than `stated`: nothing states the scale, and the values show it. */
  readonly reading: 'stated' | 'fractions' | 'percentages' | 'most';
  /** Where the next band begins, in percent. */
  readonly next?: number;
}

/** Which band the best value of a metric is in; fails where that band is to be reported. `all`: the series of the run. */
export function judgeQuality(
  series: Series,
  all: readonly Series[],
  bands: Bands,
  reported: 'poor' | 'all',
): Verdict<QualityEvidence> {
  const { max } = series;
  if (max === undefined) return unknown('no finite value was logged');
  // That is left to `metrics/zero-metric`, which waits for some evaluations.
  if (max.value === 0) return unknown('all values are 0');
  const magnitude = magnitudeOf(series, all);
  if (magnitude === 'ambiguous') return unknown('the values are on no scale');
  const percent = max.value * (magnitude?.scale === '0-100' ? 1 : 100);
  if (percent < 0 || percent > 100.001) return unknown('the values are not on the scale of their source');
  const index = bands.findIndex(({ below }) => below === undefined || percent < below);
  const band = bands[index];
  if (band === undefined || (reported === 'poor' && index > 0)) return pass;
  return fail({
    band: band.name,
    best: max,
    percent,
    reading: readingOf(magnitude),
    ...(band.below !== undefined && { next: band.below }),
  });
}

function readingOf(magnitude: Magnitude | undefined): QualityEvidence['reading'] {
  if (magnitude === undefined) return 'most';
  if (magnitude.isStated) return 'stated';
  return magnitude.scale === '0-1' ? 'fractions' : 'percentages';
}
