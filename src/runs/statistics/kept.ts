import type { Moment } from '../moment';

/** Numbers that a value is kept as: value, step, epoch, time, line, column, record, index. */
export const WIDTH = 8;

/** A value as kept. `index`: of the value in its segment, from 0. */
export interface Kept {
  readonly value: number;
  readonly step: number;
  readonly epoch: number;
  readonly time: number;
  readonly line: number;
  readonly column: number;
  readonly record: number;
  readonly index: number;
}

/** Writes a value into columns at a row. Makes no object: this runs for every value of a log. */
export function writeColumns(into: Float64Array, row: number, value: number, moment: Moment, index: number): void {
  const at = row * WIDTH;
  into[at] = value;
  into[at + 1] = moment.step;
  into[at + 2] = moment.epoch;
  into[at + 3] = moment.time;
  into[at + 4] = moment.line;
  into[at + 5] = moment.column;
  into[at + 6] = moment.record;
  into[at + 7] = index;
}

export function readColumns(from: Float64Array, row: number): Kept {
  const at = row * WIDTH;
  return {
    value: from[at]!,
    step: from[at + 1]!,
    epoch: from[at + 2]!,
    time: from[at + 3]!,
    line: from[at + 4]!,
    column: from[at + 5]!,
    record: from[at + 6]!,
    index: from[at + 7]!,
  };
}

export const keep = (value: number, moment: Moment, index: number): Kept => ({
  value,
  step: moment.step,
  epoch: moment.epoch,
  time: moment.time,
  line: moment.line,
  column: moment.column,
  record: moment.record,
  index,
});
