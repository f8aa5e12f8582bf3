import type { Place, Whole } from '../../text/span';

/** Where a value is: line and column in a text log, the whole file for a binary one (then see `record`). */
export type RunPlace = Place | Whole;

/** The part of the data that a metric is computed on. */
export type Split = 'train' | 'val' | 'test';

/** What one value was averaged over, where its name or its source says so. */
export type Aggregation = 'step' | 'epoch';

/** The range of a metric, from the table of sources (`src/runs/tables/metric-scales.yaml`), never from its magnitude. */
export type Scale = '0-1' | '0-100' | 'unbounded';

/** One logged value of a series, with its step and place. */
export interface Point {
  /** Optimizer step, iteration or batch, as the source counts it; see `Series.stepScope`. */
  readonly step?: number;
  /** As logged: counted from 0 or from 1 as the framework does, fractional in Hugging Face logs. */
  readonly epoch?: number;
  /** Seconds since 1970, or since the start of the run where only that is known. */
  readonly time?: number;
  /** May be NaN or ±Infinity. */
  readonly value: number;
  readonly place: RunPlace;
  /** Number of the record in a binary file, from 1. */
  readonly record?: number;
}

/** What a name means, by `src/runs/tables/metric-names.yaml`. */
export interface MetricName {
  readonly split?: Split;
  /** Canonical id: `loss`, `accuracy`, `map`, `map50`, `miou`, `perplexity`, `learning-rate`, …; undefined: the table has no such name. */
  readonly metric?: string;
  /**
   * The part of the metric that this is: `rpn_cls` of the loss, `small` of the mAP, `class:person`; undefined: the whole.
   * `small`, `medium` and `large` are COCO's size classes. Their NaN or -1 only means that the class is empty.
   */
  readonly component?: string;
  /** Another evaluation set or head in the name: `g0` in `eval_g0_loss`. */
  readonly group?: string;
  readonly aggregation?: Aggregation;
  /** Which direction is better; undefined: neither (learning rate, time). */
  readonly better?: 'lower' | 'higher';
}

/** NaN and ±Infinity in a segment of a series. */
export interface NonFinite {
  readonly count: number;
  readonly nan: number;
  readonly first: Point;
  readonly last: Point;
  /** Values logged from the first non-finite one (included) to the end of the segment. */
  readonly valuesAfter: number;
  /** Last step of the segment minus the step of the first non-finite value, where steps count through the whole run. */
  readonly ranOnForSteps?: number;
  /** A finite value came after the last non-finite one. */
  readonly recovered: boolean;
  /** The non-finite values that it ends with, where it does. */
  readonly trail?: { readonly count: number; readonly first: Point };
}

/** Consecutive finite values; all blocks hold the same number (the last may hold fewer). For trends in a log of any length. */
export interface Block {
  readonly count: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly first: Point;
  readonly last: Point;
}

/** A value far above the values just before it. */
export interface Jump {
  readonly point: Point;
  /** Median of the up to 31 finite values before it. */
  readonly baseline: number;
  /** Their interquartile range. */
  readonly spread: number;
  /** Values until one came back to at most `baseline + 2 · spread` (plus 10% of |baseline|); undefined: none did. */
  readonly backAfter?: number;
}

/**
 * Statistics of one or more segments of a series. They are computed while reading and are exact for a log of any length.
 * `first`, `last`, `min`, `max` and `mean` are of finite values; all are undefined where there is none.
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
  /** Finite values logged after the smallest and after the largest: how long ago the best value was. */
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

/** The values from one start of the process to the next. A new segment begins where epoch or step goes back inside one file. */
export interface SeriesSegment extends Statistics {
  /** `restarted`: from the beginning again; `resumed`: from a later point, as after loading a checkpoint. */
  readonly start: 'first' | 'resumed' | 'restarted';
}

/** One metric of one file of a run. */
export interface Series extends MetricName, Statistics {
  /** As logged. */
  readonly name: string;
  /** Path of the file that holds it. */
  readonly file: string;
  /** Name of the reader that read it: key of the scale table, together with `frameworkVersion` of the run. */
  readonly reader: string;
  readonly scale?: Scale;
  /** `history`: a curve; `summary`: one closing value that the framework wrote (wandb-summary.json, all_results.json). */
  readonly kind: 'history' | 'summary';
  /**
   * Judge `primary` series only. A `copy` repeats a primary one from another file of the run (an event file beside metrics.csv,
   * a summary beside its history) and is there for checks of agreement. `copyOf` is the name and file of the primary one.
   */
  readonly role: 'primary' | 'copy';
  readonly copyOf?: { readonly name: string; readonly file: string };
  /** `epoch`: the step starts again in each epoch (MMCV's `iter`), so only (epoch, step) orders the points. */
  readonly stepScope: 'run' | 'epoch';
  /** Downsampled evenly to at most 2,000 for plots; statistics are of all values. */
  readonly points: readonly Point[];
  /** At least one; all but the last are of earlier starts. Judge trends within a segment, by default the last one. */
  readonly segments: readonly SeriesSegment[];
}
