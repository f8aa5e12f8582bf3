import type { ConfigEntry } from './model/config-entry';
import type { RunErrorKind } from './model/run';
import type { MetricName, Scale } from './model/series';
import type { Moment } from './moment';

/**
 * A file handed to the readers; this room opens nothing itself. `open` gives the bytes from the start in chunks of any size and
 * may be called more than once; a reader that has seen enough breaks its loop. In live mode the iteration waits for more.
 */
export interface RunFile {
  /** Relative to the repository root, with forward slashes. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** `start`: the byte to begin at, 0 by default. */
  open(start?: number): AsyncIterable<Uint8Array>;
}

/** What a reader may look at to decide whether it recognizes a file. */
export interface Candidate {
  readonly path: string;
  /** Last part of the path. */
  readonly name: string;
  readonly size: number;
  /** Up to the first 16 KiB. */
  readonly head: Uint8Array;
  /** The head as text (by byte order mark, else UTF-8), without terminal control sequences. */
  readonly text: string;
  /** Names of the files in the same folder. */
  readonly siblings: readonly string[];
}

/** What a reader knows about a series beyond its name. */
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
  /** Percent. */
  readonly utilization?: number;
  /** Mebibytes. */
  readonly memoryUsed?: number;
  /** Mebibytes. */
  readonly memoryTotal?: number;
  /** Percent. */
  readonly memoryPercent?: number;
}

/** Line and column, both from 1. */
export interface At {
  readonly line: number;
  readonly column: number;
}

/** Where a reader puts what it finds. Without `at`, the place is the whole file. */
export interface RunSink {
  /** The same name with the same split, group and kind gives the same series; keep the handle where speed matters. */
  series(name: string, options?: SeriesOptions): SeriesSink;
  config(key: string, value: ConfigEntry['value'], at?: At): void;
  gpu(sample: GpuSample, at?: At): void;
  /** `messageAt`: where the message is, when that isn't where the report begins. */
  error(kind: RunErrorKind, message: string, at?: At, messageAt?: At): void;
  /** Damage: the run isn't completely known. */
  problem(message: string, at?: At): void;
  /** More than cvl reads: what comes after isn't known. */
  limit(message: string, at?: At): void;
  framework(name: string, version?: string): void;
  task(name: string): void;
  planned(plan: { steps?: number; epochs?: number }): void;
  /** The program was started again: what failed before ended an earlier attempt. */
  started(): void;
  /** The log says that the run came to its end. */
  finished(reason: string, at?: At): void;
  /** The log says, or shows by what is missing, that the process died. */
  died(reason: string, at?: At): void;
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
   * Names of files that this reader may want, where they don't end as logs commonly do (`.csv`, `.json`, `.jsonl`, `.log`, `.txt`,
   * `.out`, `tfevents`, …). Other files aren't opened at all.
   */
  readonly names?: RegExp;
  /** Paths of folders that hold nothing but files for this reader, whatever their names: a metric a file. */
  readonly folders?: RegExp;
  /** 0: not my format, to 1: certain. From the name and the head alone. Highest wins; equal: the reader that was registered first. */
  detect(candidate: Candidate): number;
  read(file: RunFile, sink: RunSink): Promise<void>;
}
