import type { Point, Series } from '../../../src/api';
import { fail, pass, type Verdict } from './verdict';

export interface OverlapEvidence {
  readonly point: Point;
  /** The stricter mAP at the same moment. */
  readonly strict: number;
}

/** mAP at one overlap is a mean of fewer demands than mAP over all of them, so it is never below. */
export function judgeOverlap(lenient: Series, strict: Series): Verdict<OverlapEvidence> {
  const key = ({ step, epoch }: Point): string => `${step ?? ''}|${epoch ?? ''}`;
  const values = new Map(strict.points.map((point) => [key(point), point.value]));
  for (const point of lenient.points) {
    const value = values.get(key(point));
    if (value !== undefined && point.value >= 0 && value > point.value * 1.001 + 1e-4) return fail({ point, strict: value });
  }
  return pass;
}
