import type { ConfigEntry } from './config-entry';
import type { Gpu } from './gpu';
import type { RunPlace, Series } from './series';
import type { Adapter, Checkpoint } from './weights';

/** One start of the process that wrote the run. */
export interface RunSegment {
  readonly start: 'first' | 'resumed' | 'restarted';
  readonly file: string;
  readonly place: RunPlace;
  readonly step?: number;
  readonly epoch?: number;
}

/** Kinds of failure that a log reports. */
export type RunErrorKind =
  | 'traceback'
  | 'cuda-out-of-memory'
  | 'cuda'
  | 'out-of-memory'
  | 'killed'
  | 'cancelled'
  | 'interrupted'
  | 'time-limit'
  | 'segmentation-fault'
  | 'aborted'
  | 'disk-full'
  | 'nan-stop'
  | 'communication'
  | 'error'
  | StartErrorKind;

/** An error that kept the program from starting (`start/…`), or may have (`hint/…`), as `src/runs/tables/start-errors.yaml` names it. */
export type StartErrorKind = `start/${string}` | `hint/${string}`;

/** A failure that the log of a run reports. */
export interface RunError {
  readonly kind: RunErrorKind;
  /** The line that says what went wrong: for a traceback its last one (`ValueError: …`). At most 500 characters. */
  readonly message: string;
  /** The first line of the report: `Traceback (most recent call last):`. */
  readonly place: RunPlace;
  /** Where `message` is. */
  readonly messagePlace: RunPlace;
  /** Metric values were logged after it: the run continued. */
  readonly survived: boolean;
  /** The program was started again after it, in the same log, and logged values then. */
  readonly endedAttempt: boolean;
}

/** Something in a run's files that could not be read. */
export interface RunProblem {
  readonly message: string;
  readonly place: RunPlace;
  /** Nothing is wrong with the file: it holds more than cvl reads. */
  readonly isLimit: boolean;
}

/** How a run ended. `unknown` if its files do not say. */
export type RunStatus = 'finished' | 'crashed' | 'cancelled' | 'running' | 'unknown';

/** One file of a run and the reader that read it. */
export interface RunSource {
  readonly path: string;
  readonly size: number;
  readonly reader: string;
  readonly confidence: number;
}

/** What one training run left behind, whatever framework wrote it. */
export interface Run {
  /** The folder or the file that is the run. */
  readonly path: string;
  /** The reader of its main file. */
  readonly reader: string;
  /** 0 to 1: how sure that reader is that it recognizes the format. */
  readonly confidence: number;
  readonly files: readonly RunSource[];
  /** `pytorch-lightning`, `transformers`, `mmdetection`, `ultralytics`, …: where the log itself names it. */
  readonly framework?: string;
  readonly frameworkVersion?: string;
  /** Task as the log itself names it (`detect` in Ultralytics' args.yaml, `CAUSAL_LM` in an adapter). */
  readonly task?: string;
  readonly status: RunStatus;
  /** Why the status is what it is, and the place that says so. */
  readonly ending?: { readonly reason: string; readonly place: RunPlace };
  readonly segments: readonly RunSegment[];
  readonly series: readonly Series[];
  readonly config: readonly ConfigEntry[];
  readonly gpus: readonly Gpu[];
  readonly checkpoints: readonly Checkpoint[];
  readonly adapters: readonly Adapter[];
  readonly errors: readonly RunError[];
  /** What couldn't be read: damage, truncation, limits reached. A run with problems isn't completely known. */
  readonly problems: readonly RunProblem[];
  /** Where the run was meant to end, as far as a log says. */
  readonly planned: { readonly steps?: number; readonly epochs?: number };
  readonly reached: { readonly step?: number; readonly epoch?: number };
}
