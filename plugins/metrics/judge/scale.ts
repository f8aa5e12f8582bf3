import type { Point, Series } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface ScaleFigures {
  /** Values of a curve that a judgment needs. */
  readonly values: number;
  readonly metrics: readonly string[];
}

export interface ScaleEvidence {
  readonly point: Point;
  readonly scale: '0-1' | '0-100';
}

/** Whether the values fit the scale that their source is known to write. */
export function judgeScale({ scale, max, finiteCount, kind }: Series, { values }: ScaleFigures): Verdict<ScaleEvidence> {
  if (max === undefined) return unknown('no finite value was logged');
  if (scale === '0-1') return max.value > 1.001 && max.value <= 100.001 ? fail({ point: max, scale }) : pass;
  if (scale !== '0-100') return unknown('the scale that this source writes is unknown');
  if (kind === 'history' && finiteCount < values) return unknown(`${finiteCount} values; ${values} are needed`);
  return max.value > 0.05 && max.value <= 1 ? fail({ point: max, scale }) : pass;
}
