import { collectRun, type RunCollector } from './collect/collect-run';
import type { Run } from './model/run';
import type { Reader, RunFile } from './reader';
import { readAdapter, readCheckpoint } from './weights/checkpoint';

/** One file of a run, with the reader that wants it. */
export interface GroupedFile {
  readonly file: RunFile;
  readonly reader: Reader;
  readonly confidence: number;
}

/** The files that make one run. */
export interface RunGroup {
  /** The folder that is the run, or its only file. */
  readonly path: string;
  readonly files: readonly GroupedFile[];
  readonly checkpoints: readonly RunFile[];
  /** Adapter folders: `adapter_config.json` and the weights beside it, one of them possibly missing. */
  readonly adapters: readonly { readonly path: string; readonly config?: RunFile; readonly weights?: RunFile }[];
}

export interface ReadOptions {
  /** Read all files at once: their iterations may wait for more to come. */
  readonly live?: boolean;
  /** Given the collector before anything is read, to ask it for the run so far. */
  readonly onStart?: (collector: RunCollector) => void;
}

/** Reads all files of a run into one model. Never rejects because of what a file says. */
export async function readRun(group: RunGroup, { live = false, onStart }: ReadOptions = {}): Promise<Run> {
  const collector = collectRun(group.path);
  onStart?.(collector);
  const reading = group.files.map((grouped) => () => readOne(grouped, collector));
  if (live) await Promise.all(reading.map((read) => read()));
  else for (const read of reading) await read();
  for (const file of group.checkpoints) collector.checkpoint(await readCheckpoint(file));
  for (const adapter of group.adapters) collector.adapter(await readAdapter(adapter));
  return collector.run();
}

async function readOne({ file, reader, confidence }: GroupedFile, collector: RunCollector): Promise<void> {
  const sink = collector.sink({ path: file.path, size: file.size, reader: reader.name, confidence });
  try {
    await reader.read(file, sink);
  } catch (error) {
    sink.problem(`the reader ${reader.name} gave up: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Files that hold no curve of their own and so make no run alone. */
export const COMPANIONS: ReadonlySet<string> = new Set(['hyper-parameters', 'wandb/config', 'wandb/metadata']);

/** Nothing was found that a run would leave: a text without metric or error, or with an error and not of a training, hyper-parameters beside nothing. */
export const isEmpty = (run: Run): boolean =>
  run.series.length === 0 &&
  run.gpus.length === 0 &&
  run.adapters.length === 0 &&
  run.files.every(
    ({ reader, confidence }) =>
      COMPANIONS.has(reader) || (reader === 'text' && (confidence < 0.4 || run.errors.every(({ kind }) => kind === 'error'))),
  );
