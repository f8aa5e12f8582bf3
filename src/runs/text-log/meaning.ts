import type { SeriesSink } from '../reader';
import type { Digits } from './completeness';

/** What all lines of one shape say, beside their numbers. */
export interface Meaning {
  /** The series of the line's values, in order; undefined: the value is no metric. */
  readonly series: readonly (SeriesSink | undefined)[];
  /** The line is a state of a progress bar. */
  readonly bar?: Bar;
  /** Which values a line only carries along until there is a newer one. */
  readonly carried?: readonly boolean[];
  /** Digits of the values of the line's last name. */
  readonly lastDigits?: Digits;
}

export interface Bar {
  /** What tells the bar from others that are drawn by turns. */
  readonly key: string;
  /** `last`: only its last state counts (Keras shows means since its beginning). `each`: it is the only one of the run. */
  readonly counts: 'last' | 'each' | 'unknown';
}

/** One line's values. */
export interface Values {
  readonly values: readonly number[];
  readonly columns: readonly number[];
  readonly step: number;
  readonly epoch: number;
  readonly time: number;
  readonly line: number;
  /** Total of the bar's steps. NaN: not known. */
  readonly steps: number;
  /** The process that wrote the line. NaN: the line doesn't say. */
  readonly rank: number;
}
