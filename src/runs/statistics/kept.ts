/** Numbers that a value is kept as, its row of columns: value, step, epoch, time, line, column, record, index. */
export const WIDTH = 8;
/** The column of the index. */
export const INDEX = 7;

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

/** Copies the row at `from` of some columns to the row `row` of others. Makes no object: this runs for every value of a log. */
export function copyRow(rows: Float64Array, from: number, into: Float64Array, row: number): void {
  const at = row * WIDTH;
  for (let column = 0; column < WIDTH; column++) into[at + column] = rows[from + column]!;
}

/** The value of a row of columns. */
export const readColumns = (from: Float64Array, row: number): Kept => keptAt(from, row * WIDTH);

/** The value whose columns begin at `at`. */
export const keptAt = (from: Float64Array, at: number): Kept => ({
  value: from[at]!,
  step: from[at + 1]!,
  epoch: from[at + 2]!,
  time: from[at + 3]!,
  line: from[at + 4]!,
  column: from[at + 5]!,
  record: from[at + 6]!,
  index: from[at + 7]!,
});
