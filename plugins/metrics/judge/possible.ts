import type { Point, Series } from '../../../src/api';
import { magnitudeOf } from './magnitude';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface PossibleEvidence {
  readonly side: 'below' | 'above' | 'no-scale';
  readonly point: Point;
  readonly limit: number;
}

export interface PossibleFigures {
  /** Metrics between 0 and 1, or 0 and 100. */
  readonly bounded: readonly string[];
  /** Evaluations that a judgment of an unknown scale needs. */
  readonly evaluations: number;
}

/** Whether all values are where the metric can be at all. `lossFrom0`: a loss is never negative. `all`: the series of the run. */
export function judgePossible(
  series: Series,
  all: readonly Series[],
  { bounded, evaluations }: PossibleFigures,
  lossFrom0: boolean,
): Verdict<PossibleEvidence> {
  const { min, max, metric, split, finiteCount } = series;
  if (min === undefined || max === undefined) return unknown('no finite value was logged');
  if (metric === 'perplexity') return min.value < 1 - 1e-6 ? fail({ side: 'below', point: min, limit: 1 }) : pass;
  if (metric === 'loss') return lossFrom0 && min.value < -1e-6 ? fail({ side: 'below', point: min, limit: 0 }) : pass;
  if (!bounded.includes(metric ?? '')) return pass;
  if (min.value < -1e-6) return fail({ side: 'below', point: min, limit: 0 });
  const magnitude = magnitudeOf(series, all);
  if (magnitude === 'ambiguous') {
    // A training value by step may be a percentage that has only begun to rise.
    const isJudged = (split === 'val' || split === 'test') && finiteCount >= evaluations;
    return isJudged && max.value > 1.001
      ? fail({ side: 'no-scale', point: max, limit: 1 })
      : unknown('its values are near 1 only');
  }
  if (max.value > 100.001) return fail({ side: 'above', point: max, limit: magnitude?.scale === '0-1' ? 1 : 100 });
  return pass;
}
