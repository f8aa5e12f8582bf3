import type { Prefix } from './prefix';
import type { Reading } from './read-line';

/** Where a line is, and the columns of its offsets. */
export interface LinePlace {
  readonly number: number;
  columnOf(offset: number): number;
}

/** A line of metrics. */
export interface Line {
  readonly reading: Reading;
  readonly prefix: Prefix;
  /** The line after its prefix. */
  readonly body: string;
  readonly place: LinePlace;
}

/** Where a row of a table is. */
export interface RowPlace {
  readonly prefix: Prefix;
  readonly place: LinePlace;
}
