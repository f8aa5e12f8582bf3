import type { Place, Whole } from '../../text/span';

/** Where a value stands: line and column in a text log, the whole file for a binary one (then see `record`). */
export type RunPlace = Place | Whole;

export type Split = 'train' | 'val' | 'test';

/** Over what one value was averaged, where its name or its source says so. */
export type Aggregation = 'step' | 'epoch';

/** The range that a metric lives in, from the table of sources (`src/runs/tables/metric-scales.yaml`), never from its magnitude. */
export type Scale = '0-1' | '0-100' | 'unbounded';

/** One logged value. */
export interface Point {
  /** Optimiser step, iteration or batch, as the source counts it; see `Series.stepScope`. */
  readonly step?: number;
  /** As written: from 0 or from 1 as the framework counts, fractional in Hugging Face logs. */
  readonly epoch?: number;
  /** Seconds since 1970, or since the start of the run where only that is known. */
  readonly time?: number;
  /** May be NaN or ±Infinity. */
  readonly value: number;
  readonly place: RunPlace;
  /** Number of the record from 1, in binary files. */
  readonly record?: number;
}

/** What a name means, by `src/runs/tables/metric-names.yaml`. */
export interface MetricName {
  readonly split?: Split;
  /** Canonical id: `loss`, `accuracy`, `map`, `map50`, `miou`, `perplexity`, `learning-rate`, …; undefined: the table has no such name. */
  readonly metric?: string;
  /**
   * The part of the metric that this is: `rpn_cls` of the loss, `small` of the mAP, `class:person`; undefined: the whole.
   * `small`, `medium` and `large` are COCO's size classes, whose NaN or -1 only says that the class is empty.
   */
  readonly component?: string;
  /** A further evaluation set or head that the name singles out: `g0` of `eval_g0_loss`. */
  readonly group?: string;
  readonly aggregation?: Aggregation;
  /** Which way is better; undefined: neither (learning rate, time). */
  readonly better?: 'lower' | 'higher';
}

/** NaN and ±Infinity in a stretch of a series. */
export interface NonFinite {
  readonly count: number;
  readonly nan: number;
  readonly first: Point;
  readonly last: Point;
  /** Values logged from the first non-finite one to the end of the stretch, itself included. */
  readonly valuesAfter: number;
  /** Last step of the stretch minus the step of the first non-finite value, where the steps run through the whole run. */
  readonly ranOnForSteps?: number;
  /** A finite value came after the last non-finite one. */
  readonly recovered: boolean;
}

/** A stretch of consecutive finite values of equal count (the last may be shorter), for trends whatever the length of the log. */
export interface Block {
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly first: Point;
  readonly last: Point;
}

/** A value that stood far above the values just before it. */
export interface Jump {
  readonly point: Point;
  /** Median of the up to 31 finite values before it. */
  readonly baseline: number;
  /** Their interquartile range. */
  readonly spread: number;
  /** Values until one came back to at most `baseline + 2 · spread` (plus 10 % of |baseline|); undefined: none did. */
  readonly backAfter?: number;
}

/**
 * Statistics of a stretch of a series, kept online: exact whatever the length of the log.
 * `first`, `last`, `min`, `max`, `mean` are of finite values; all are undefined in a stretch without any.
 */
export interface Statistics {
  /** All values, non-finite ones included. */
  readonly count: number;
  readonly finiteCount: number;
  /** First value of all, finite or not. */
  readonly opening: Point;
  /** Last value of all, finite or not. */
  readonly closing: Point;
  readonly first?: Point;
  readonly last?: Point;
  /** First of the smallest. */
  readonly min?: Point;
  /** First of the largest. */
  readonly max?: Point;
  /** Finite values logged after the smallest, after the largest: how long the best lies back. */
  readonly valuesSinceMin: number;
  readonly valuesSinceMax: number;
  readonly mean?: number;
  /** Standard deviation (population). */
  readonly deviation?: number;
  readonly nonFinite?: NonFinite;
  /** The first up to 32 finite values. */
  readonly head: readonly Point[];
  /** The last up to 64 finite values. */
  readonly tail: readonly Point[];
  /** At most 128, in order. */
  readonly blocks: readonly Block[];
  /** The up to 8 highest jumps, by (value − baseline) / spread, in order of appearance. */
  readonly jumps: readonly Jump[];
}

/** From one start of the process to the next: the epoch or the step went back inside one file. */
export interface SeriesSegment extends Statistics {
  /** `restarted`: from the beginning again; `resumed`: from a later point, as after loading a checkpoint. */
  readonly start: 'first' | 'resumed' | 'restarted';
}

/** One metric of one file of a run. */
export interface Series extends MetricName, Statistics {
  /** As written. */
  readonly name: string;
  /** Path of the file that holds it. */
  readonly file: string;
  /** Name of the reader that read it: key of the scale table, together with `frameworkVersion` of the run. */
  readonly reader: string;
  readonly scale?: Scale;
  /** `history`: a curve; `summary`: one closing value that the framework wrote (wandb-summary.json, all_results.json). */
  readonly kind: 'history' | 'summary';
  /**
   * Judge `primary` series only: a `copy` repeats a primary one from another file of the run (event file beside metrics.csv,
   * summary beside history), and is there for checks of agreement. `copyOf` is the name and file of the primary one.
   */
  readonly role: 'primary' | 'copy';
  readonly copyOf?: { readonly name: string; readonly file: string };
  /** `epoch`: the step starts again in each epoch (MMCV's `iter`), so only (epoch, step) orders the points. */
  readonly stepScope: 'run' | 'epoch';
  /** Thinned evenly to at most 2,000 for plots; statistics are of all values. */
  readonly points: readonly Point[];
  /** At least one; all but the last are of earlier starts. Judge trends within a segment, by default the last one. */
  readonly segments: readonly SeriesSegment[];
}

/** One start of the process that wrote the run. */
export interface RunSegment {
  readonly start: 'first' | 'resumed' | 'restarted';
  readonly file: string;
  readonly place: RunPlace;
  readonly step?: number;
  readonly epoch?: number;
}

/** One hyper-parameter or fact about the run, flattened: `optimizer.lr`. */
export interface ConfigEntry {
  readonly key: string;
  readonly value: string | number | boolean | null;
  readonly place: RunPlace;
}

/** Sampled values of one GPU reading. */
export interface SampleStatistics {
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Where the largest stands. */
  readonly maxPlace: RunPlace;
}

export interface Gpu {
  /** Index or name as the source gives it; `0` where it gives none. */
  readonly id: string;
  readonly name?: string;
  /** Per cent of time busy. */
  readonly utilization?: SampleStatistics;
  /** Mebibytes. */
  readonly memoryUsed?: SampleStatistics;
  /** Mebibytes. */
  readonly memoryTotal?: number;
  /** Per cent of the memory in use. */
  readonly memoryPercent?: SampleStatistics;
  readonly place: RunPlace;
}

export interface Tensor {
  readonly name: string;
  /** As safetensors writes it: F32, F16, BF16, I64, … */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
}

/** The header of a safetensors file, read without its data. */
export interface WeightsHeader {
  readonly tensorCount: number;
  /** At most the first 2,000. */
  readonly tensors: readonly Tensor[];
  readonly parameters: number;
  readonly metadata: Readonly<Record<string, string>>;
  /** Names of tensors with a zero in their shape. */
  readonly empty: readonly string[];
  /** Names of up to 20 tensors that hold NaN or infinity. Undefined: the data was not looked at (too large, or a type unknown). */
  readonly nonFinite?: readonly string[];
}

/** A file of weights. */
export interface Checkpoint {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly step?: number;
  readonly epoch?: number;
  /** Safetensors only. Undefined with `broken` set: not readable. */
  readonly header?: WeightsHeader;
  /** Why the file can't be what its name says: empty, shorter than its header says, header not readable, a Git LFS pointer. */
  readonly broken?: string;
}

/** A LoRA or PEFT adapter: a folder with `adapter_config.json`, weights, or both. */
export interface Adapter {
  /** The folder. */
  readonly path: string;
  /** Flattened entries of adapter_config.json; undefined: it is missing. */
  readonly config?: readonly ConfigEntry[];
  /** adapter_model.safetensors or .bin; undefined: missing. */
  readonly weights?: Checkpoint;
  /** Smaller side of the first `lora_A` tensor, from the header. */
  readonly rankInWeights?: number;
}

/** Kinds of failure that a log tells. */
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
  | 'disk-full'
  | 'nan-stop'
  | 'communication'
  | 'error';

export interface RunError {
  readonly kind: RunErrorKind;
  /** The line that says what went wrong: for a traceback its last one (`ValueError: …`). At most 500 characters. */
  readonly message: string;
  /** The first line of the report: `Traceback (most recent call last):`. */
  readonly place: RunPlace;
  /** Where `message` stands. */
  readonly messagePlace: RunPlace;
  /** Metric values were logged after it: the run went on. */
  readonly survived: boolean;
}

export interface RunProblem {
  readonly message: string;
  readonly place: RunPlace;
}

export type RunStatus = 'finished' | 'crashed' | 'cancelled' | 'running' | 'unknown';

/** One file of a run and who read it. */
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
  /** 0 to 1: how sure that reader is that the format is its own. */
  readonly confidence: number;
  readonly files: readonly RunSource[];
  /** `pytorch-lightning`, `transformers`, `mmdetection`, `ultralytics`, …: where the log itself tells. */
  readonly framework?: string;
  readonly frameworkVersion?: string;
  /** Task as the log itself names it (`detect` in Ultralytics' args.yaml, `CAUSAL_LM` in an adapter). */
  readonly task?: string;
  readonly status: RunStatus;
  /** Why the status is what it is, and where that stands. */
  readonly ending?: { readonly reason: string; readonly place: RunPlace };
  readonly segments: readonly RunSegment[];
  readonly series: readonly Series[];
  readonly config: readonly ConfigEntry[];
  readonly gpus: readonly Gpu[];
  readonly checkpoints: readonly Checkpoint[];
  readonly adapters: readonly Adapter[];
  readonly errors: readonly RunError[];
  /** What could not be read: damage, truncation, limits reached. A run with problems is not wholly known. */
  readonly problems: readonly RunProblem[];
  /** Where the run meant to end, as far as a log says. */
  readonly planned: { readonly steps?: number; readonly epochs?: number };
  readonly reached: { readonly step?: number; readonly epoch?: number };
}

export type { At, Candidate, GpuSample, Moment, Reader, RunFile, RunSink, SeriesOptions, SeriesSink } from '../reader';
