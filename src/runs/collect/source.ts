import type { RunSource } from '../model/run';
import type { CollectedSeries } from './collected-series';

/** What has been read from one file of the run. */
export interface SourceState extends RunSource {
  readonly series: Map<string, CollectedSeries>;
  values: number;
  /** How often the program was started again. */
  starts: number;
}
