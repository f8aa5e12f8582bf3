import { collectRun, type RunCollector } from './collect/collect-run';
import { isRunFolder } from './find/layouts';
import type { Run } from './model/run';
import { COMPANIONS, type GroupedFile, type RunGroup } from './run-group';
import { readAdapter } from './weights/adapter';
import { readCheckpoint } from './weights/checkpoint';

/** Reads all files of a run into one model. Never rejects because of what a file says. */
export async function readRun(group: RunGroup): Promise<Run> {
  const collector = collectRun(group.path);
  for (const grouped of group.files) await readInto(collector, grouped);
  for (const file of group.checkpoints) collector.checkpoint(await readCheckpoint(file));
  for (const adapter of group.adapters) collector.adapter(await readAdapter(adapter));
  return collector.run();
}

/** Reads one file of a run into the collector. Never rejects: what the reader throws is a problem of the run. */
export async function readInto(collector: RunCollector, { file, reader, confidence }: GroupedFile): Promise<void> {
  const sink = collector.sink({ path: file.path, size: file.size, reader: reader.name, confidence });
  try {
    await reader.read(file, sink);
  } catch (error) {
    sink.problem(`the reader ${reader.name} failed: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Whether the files hold nothing that a run would leave: a text without a metric or error, or with an error but no sign of training;
 * hyperparameters beside nothing, in a folder that no framework makes.
 */
export const isEmpty = (run: Run): boolean =>
  run.series.length === 0 &&
  run.gpus.length === 0 &&
  run.adapters.length === 0 &&
  run.files.every(
    ({ reader, confidence }) =>
      (COMPANIONS.has(reader) && !isRunFolder(run.path, readersOf(run))) ||
      (reader === 'text' && (confidence < 0.4 || run.errors.every(({ kind }) => kind === 'error'))),
  );

const readersOf = ({ files }: Run): string[] => files.map(({ reader }) => reader);
