import type { ConfigEntry, MetricName, RunErrorKind, Scale } from './model/run';

/**
 * A file handed to the readers: this room opens nothing itself. `open` gives the bytes from the start in chunks of any size and
 * may be called more than once; a reader that has seen enough breaks its loop. In live mode the iteration waits for more.
 */
export interface RunFile {
  /** Relative to the repository root, with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** From a byte on, else from the beginning. */
  open(start?: number): AsyncIterable<Uint8Array>;
}

/** What a reader may look at to say whether a file is its own. */
export interface Candidate {
  readonly path: string;
  /** Last part of the path. */
  readonly name: string;
  readonly size: number;
  /** Up to the first 16 KiB. */
  readonly head: Uint8Array;
  /** The head as text (by byte order mark, else UTF-8), without control sequences of terminals. */
  readonly text: string;
  /** Names of the files in the same folder. */
  readonly siblings: readonly string[];
}

/** When and where a value was logged. One object may be reused from call to call: the sink copies what it keeps. NaN: not known. */
export interface Moment {
  step: number;
  epoch: number;
  /** Seconds. */
  time: number;
  /** Line from 1; 0 in binary files. */
  line: number;
  /** Column from 1 of the value, UTF-16 units; 0 in binary files. */
  column: number;
  /** Record from 1 in binary files, else 0. */
  record: number;
}

export interface SeriesOptions {
  /** Overrides what the table of names says; for formats that keep the split apart from the name. */
  readonly known?: Partial<MetricName>;
  readonly scale?: Scale;
  readonly kind?: 'history' | 'summary';
}

/** Takes the values of one series. */
export interface SeriesSink {
  add(value: number, moment: Moment): void;
}

/** One GPU sample; undefined: not given. */
export interface GpuSample {
  readonly id?: string;
  readonly name?: string;
  /** Per cent. */
  readonly utilization?: number;
  /** Mebibytes. */
  readonly memoryUsed?: number;
  /** Mebibytes. */
  readonly memoryTotal?: number;
  /** Per cent. */
  readonly memoryPercent?: number;
}

/** Where a reader puts what it finds. `at` is a line and a column, both from 1; omitted: the whole file. */
export interface RunSink {
  /** The same name with the same split, group and kind gives the same series; keep the handle where speed matters. */
  series(name: string, options?: SeriesOptions): SeriesSink;
  config(key: string, value: ConfigEntry['value'], at?: At): void;
  gpu(sample: GpuSample, at?: At): void;
  /** `messageAt`: where the message stands, when that is not where the report begins. */
  error(kind: RunErrorKind, message: string, at?: At, messageAt?: At): void;
  /** Damage or a limit: the run is not wholly known. */
  problem(message: string, at?: At): void;
  framework(name: string, version?: string): void;
  task(name: string): void;
  planned(plan: { steps?: number; epochs?: number }): void;
  /** The log says that the run came to its end. */
  finished(reason: string, at?: At): void;
  /** The log says, or shows by what is missing, that the process died. */
  died(reason: string, at?: At): void;
}

export interface At {
  readonly line: number;
  readonly column: number;
}

/**
 * Reads one file format. A plugin adds readers with `definePlugin({ readers: [...] })`.
 *
 * `read` streams the file into the sink, holds only a bounded part of it, and never throws because of what the file says:
 * damage goes to `sink.problem`.
 */
export interface Reader {
  /** Unique; shown to the user, and the key of the scale table: `lightning/csv`. */
  readonly name: string;
  /** One line for the documentation. */
  readonly about: string;
  /**
   * Names of files that this reader may want, where they do not end as logs commonly do (`.csv`, `.json`, `.jsonl`, `.log`, `.txt`,
   * `.out`, `tfevents`, …): other files are not opened at all.
   */
  readonly names?: RegExp;
  /** 0: not mine, to 1: certain. From the name and the head alone. Highest wins; equal: the reader that was registered first. */
  detect(candidate: Candidate): number;
  read(file: RunFile, sink: RunSink): Promise<void>;
}
