/**
 * Training logs of any framework, read into one run model. Pure: files are handed in as streams of bytes, and nothing is opened
 * here. See README.md.
 */

// Find the runs among files, and read one.

export { findRuns } from './find/find-runs';
export { isEmpty, readRun } from './read-run';
export type { GroupedFile, RunGroup } from './run-group';

// Collect a run step by step, while its logs are still being written.

export { collectRun, type RunCollector } from './collect/collect-run';
export { readInto } from './read-run';

// The built-in readers, and what a reader of a plugin is made of.

export type { Moment } from './moment';
export type { At, Candidate, GpuSample, Reader, RunFile, RunSink, SeriesOptions, SeriesSink } from './reader';
export { readers } from './readers/index';

// The model: what a run holds.

export type * from './model/config-entry';
export type * from './model/gpu';
export type * from './model/run';
export type * from './model/series';
export type * from './model/weights';

// What a run is for, and what it says of its model.

export { pretrainedBy, sizeOf } from './purpose/model-settings';
export { lossShowsProgress, tasksOf } from './purpose/tasks';
