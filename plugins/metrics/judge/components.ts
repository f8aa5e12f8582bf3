import type { Point, Series } from '../../../src/api';
import { together } from './pairs';
import { median } from './trend';
import { fail, pass, unknown, type Verdict } from './verdict';

/** Parts whose sum is the loss. */
export interface ComponentSet {
  readonly parts: readonly string[];
  /** Parts that some models have besides. */
  readonly more?: readonly string[];
  /** The total may be the sum times a whole number: the batch size. */
  readonly isMultiplied?: boolean;
  /** The total may be above the sum: other frameworks with the same parts give them weights. */
  readonly isWeighted?: boolean;
}

export interface ComponentFigures {
  readonly factor: number;
  readonly moments: number;
}

/** A loss, and the parts of a known set that were logged with it. */
export interface SummedLoss {
  readonly total: Series;
  readonly parts: readonly Series[];
  readonly isMultiplied: boolean;
  readonly isWeighted: boolean;
}

export interface ComponentEvidence {
  readonly point: Point;
  readonly sum: number;
}

/** Whether a total loss is the sum of its parts: by the middle one of all moments, so that a rounded or broken value does not count. */
export function judgeComponents(
  { total, parts, isMultiplied, isWeighted }: SummedLoss,
  { factor, moments }: ComponentFigures,
): Verdict<ComponentEvidence> {
  const all = together(total, ...parts).map(({ point, values: [value, ...rest] }) => {
    const sum = rest.reduce((known, part) => known + part, 0);
    return { point, sum, ratio: value! / sum };
  });
  const positive = all.filter(({ sum, point }) => sum > 0 && point.value > 0);
  if (positive.length < moments) return unknown(`${positive.length} moments have the loss and all of its parts`);
  const middle = median(positive.map(({ ratio }) => ratio));
  if (middle >= 1 / factor && (middle <= factor || isWeighted)) return pass;
  if (isMultiplied && middle > factor && Math.abs(middle - Math.round(middle)) < 0.02 * middle) return pass;
  const { point, sum } = positive.find(({ ratio }) => ratio > factor || ratio < 1 / factor)!;
  return fail({ point, sum });
}
