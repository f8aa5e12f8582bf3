/** Training logs of any framework, read into one run model. Pure: the files are handed in as streams of bytes. */

export { collectRun } from './collect';
export { findRuns } from './find';
export type * from './model';
export { isMeasure, readName } from './name';
export type { GroupedFile } from './read';
export { isEmpty, type ReadOptions, type RunGroup, readRun } from './read';
export { readers } from './readers/index';
