import type { Reader, RunFile } from './reader';

/** One file of a run, with the reader that recognizes it. */
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
  /** Adapter folders: `adapter_config.json` and the weights beside it; one of them may be missing. */
  readonly adapters: readonly AdapterFiles[];
}

/** The files of one adapter folder. */
export interface AdapterFiles {
  readonly path: string;
  readonly config?: RunFile;
  readonly weights?: RunFile;
}

/** Readers of files that hold no curve of their own, and so make no run alone. */
export const COMPANIONS: ReadonlySet<string> = new Set([
  'hyper-parameters',
  'mlflow/meta',
  'mlflow/parameter',
  'wandb/config',
  'wandb/metadata',
]);
