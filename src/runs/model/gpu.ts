import type { RunPlace } from './series';

/** Statistics of one GPU reading over all samples. */
export interface SampleStatistics {
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Where the largest is. */
  readonly maxPlace: RunPlace;
}

/** The load and memory of one GPU during a run. */
export interface Gpu {
  /** Index or name as the source gives it; `0` where it gives none. */
  readonly id: string;
  readonly name?: string;
  /** Percent of time busy. */
  readonly utilization?: SampleStatistics;
  /** Mebibytes. */
  readonly memoryUsed?: SampleStatistics;
  /** Mebibytes. */
  readonly memoryTotal?: number;
  /** Percent of the memory in use. */
  readonly memoryPercent?: SampleStatistics;
  readonly place: RunPlace;
}
