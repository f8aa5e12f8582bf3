/** Training logs of any framework, read into one run model. Pure: the files are handed in as streams of bytes. */

export { collectRun } from './collect/collect-run';
export { findRuns } from './find/find-runs';
export type * from './model/run';
export { isMeasure, readName } from './names/metric-name';
export type { GroupedFile } from './read-run';
export { isEmpty, type ReadOptions, type RunGroup, readRun } from './read-run';
export { readers } from './readers/index';
