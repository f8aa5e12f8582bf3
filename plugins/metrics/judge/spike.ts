import type { Jump, Series } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface SpikeFigures {
  /** Interquartile ranges above the values just before. */
  readonly spreads: number;
  /** Times the level just before. */
  readonly times: number;
  /** Values until it recovers; later counts as lasting. */
  readonly back: number;
}

export interface SpikeEvidence {
  readonly highest: Jump;
  readonly jumps: readonly Jump[];
}

/** Whether single values are far above those before them. */
export function judgeSpikes(series: Series, { spreads, times }: SpikeFigures): Verdict<SpikeEvidence> {
  if (series.finiteCount < 10) return unknown(`${series.finiteCount} values; 10 are needed to see a spike`);
  const jumps = series.jumps.filter(({ point, baseline, spread }) => {
    const height = point.value - baseline;
    return baseline > 0 && point.value >= times * baseline && height >= spreads * spread;
  });
  if (jumps.length === 0) return pass;
  return fail({ highest: jumps.reduce((high, jump) => (jump.point.value > high.point.value ? jump : high)), jumps });
}

/** The highest jump recovered soon. */
export const isPassing = ({ highest: { backAfter } }: SpikeEvidence, back: number): boolean =>
  backAfter !== undefined && backAfter <= back;
