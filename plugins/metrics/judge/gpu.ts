import type { Gpu, RunPlace } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface UtilizationFigures {
  readonly samples: number;
  /** Percent. */
  readonly low: number;
  /** Percent: a GPU that is never above does nothing. */
  readonly idle: number;
}

export interface UtilizationEvidence {
  readonly kind: 'idle' | 'low';
  /** Percent. */
  readonly mean: number;
  readonly max: number;
  readonly samples: number;
  readonly place: RunPlace;
}

/** Whether a GPU was busy while it was watched. */
export function judgeUtilization(
  { utilization, place }: Gpu,
  { samples, low, idle }: UtilizationFigures,
): Verdict<UtilizationEvidence> {
  if (utilization === undefined || utilization.count < samples)
    return unknown(`${utilization?.count ?? 0} samples; ${samples} are needed`);
  const { mean, max, count } = utilization;
  if (mean >= low) return pass;
  return fail({ kind: max < idle ? 'idle' : 'low', mean, max, samples: count, place });
}

export interface MemoryFigures {
  readonly samples: number;
  /** Percent of the memory of the GPU. */
  readonly low: number;
  readonly high: number;
  /** Times what the metadata promises. */
  readonly tolerance: number;
  /** Percent of the time: a GPU that is never busier does nothing. */
  readonly idle: number;
}

export interface MemoryEvidence {
  readonly kind: 'over' | 'high' | 'low';
  /** Mebibytes at the most. */
  readonly used?: number;
  /** Percent of the GPU's memory at the most. */
  readonly percent?: number;
  /** Gibibytes that the metadata says are enough. */
  readonly declared?: number;
  readonly place: RunPlace;
}

/** Whether the most memory that a run held is in the band, and within what the metadata promises. `declared`: GiB. */
export function judgeMemory(
  gpu: Gpu,
  declared: number | undefined,
  { samples, low, high, tolerance, idle }: MemoryFigures,
): Verdict<MemoryEvidence> {
  const { memoryUsed, memoryTotal, memoryPercent } = gpu;
  const seen = memoryUsed ?? memoryPercent;
  if (seen === undefined || seen.count < samples) return unknown(`${seen?.count ?? 0} samples; ${samples} are needed`);
  const used = memoryUsed?.max;
  const percent = memoryPercent?.max ?? (used !== undefined && memoryTotal ? (100 * used) / memoryTotal : undefined);
  const evidence = { used, percent, declared, place: seen.maxPlace };
  if (used !== undefined && declared !== undefined && used / 1024 > declared * tolerance)
    return fail({ kind: 'over', ...evidence });
  if (percent === undefined) return unknown('the size of the memory is unknown');
  if (percent > high) return fail({ kind: 'high', ...evidence });
  const isUsed = (gpu.utilization?.max ?? 100) >= idle;
  return percent < low && isUsed ? fail({ kind: 'low', ...evidence }) : pass;
}
