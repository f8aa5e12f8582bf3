import type { Point, Series } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface PossibleEvidence {
  readonly side: 'below' | 'above';
  readonly point: Point;
  readonly limit: number;
}

/** Whether all values are where the metric can be at all. `bounded`: between 0 and 1, or 0 and 100. `lossFrom0`: a loss is never negative. */
export function judgePossible(
  { min, max, scale, metric }: Series,
  bounded: readonly string[],
  lossFrom0: boolean,
): Verdict<PossibleEvidence> {
  if (min === undefined || max === undefined) return unknown('no finite value was logged');
  if (metric === 'perplexity') return min.value < 1 - 1e-6 ? fail({ side: 'below', point: min, limit: 1 }) : pass;
  if (metric === 'loss') return lossFrom0 && min.value < -1e-6 ? fail({ side: 'below', point: min, limit: 0 }) : pass;
  if (!bounded.includes(metric ?? '')) return pass;
  if (min.value < -1e-6) return fail({ side: 'below', point: min, limit: 0 });
  if (max.value > 100.001) return fail({ side: 'above', point: max, limit: scale === '0-1' ? 1 : 100 });
  return scale === '0-1' || scale === '0-100' ? pass : unknown('it is unknown whether this source writes 0-1 or 0-100');
}
