import { EPOCH_COLUMNS, headerOf, SPLIT_COLUMNS, STEP_COLUMNS } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import { NOT_A_NUMBER, numberIn } from '../formats/number';
import { isMeasure, readName } from '../names/metric-name';
import type { Reader } from '../reader';

const WHEN = new Set([...STEP_COLUMNS, ...EPOCH_COLUMNS]);

/**
 * Any table with a column that counts up (epoch, step) and one that measures. A table of hyper-parameters has no such column. Without it,
 * a table is a history where its name says so.
 */
export const metricsCsv: Reader = {
  name: 'csv',
  about: 'Custom CSV of metrics: a column of increasing steps or epochs, and at least one metric',
  detect(candidate) {
    if (!/\.(?:csv|tsv)$/.test(candidate.name)) return 0;
    const header = headerOf(candidate);
    if (header === undefined) return 0;
    const { columns, rows } = header;
    const when = [...columns.keys()].filter((index) => WHEN.has(columns[index]!));
    if (when.length === 0) return isHistory(candidate.name, columns, rows) ? 0.5 : 0;
    if (!columns.some((column) => isMeasure(readName(column)))) return 0;
    // The head may hold one epoch only, but many of its steps.
    return when.some((index) => countsUp(rows.map((row) => Number(row[index] || Number.NaN)))) ? 0.6 : 0;
  },
  read: (file, sink) =>
    readTable(file, sink, {
      step: STEP_COLUMNS,
      // The index of a pandas DataFrame has no name; Keras's History.history makes the rest.
      epoch: (columns) => (columns.some((column) => WHEN.has(column)) ? EPOCH_COLUMNS : ['', 'Unnamed: 0']),
      time: ['timestamp', '_timestamp'],
      split: SPLIT_COLUMNS,
      epochIsRow: (columns) => !columns.some((column) => WHEN.has(column) || column === '' || column === 'Unnamed: 0'),
    }),
};

/**
 * Whether a table without a column of epochs or steps is still a history, one row an epoch: its name says so, and a loss is in it, and
 * nothing but numbers. The index that pandas writes first counts from 0.
 */
function isHistory(name: string, columns: readonly string[], rows: readonly (readonly string[])[]): boolean {
  const isNamed = /histor|train|loss|log|curve|progress|epoch/i.test(name);
  const hasLoss = columns.some((column) => /loss/i.test(column) && readName(column).metric === 'loss');
  if (!isNamed || !hasLoss || rows.length < 2) return false;
  const hasIndex = columns[0] === '' || columns[0] === 'Unnamed: 0';
  if (hasIndex && rows.some((row, index) => Number(row[0]) !== index)) return false;
  const values = rows.flatMap((row) => row.filter((cell) => cell !== ''));
  return values.every((cell) => numberIn(cell) !== NOT_A_NUMBER);
}

/** Whether values mostly rise. The table of a sweep repeats or mixes its epochs. */
function countsUp(values: readonly number[]): boolean {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return finite.length === values.length;
  const steps = finite.slice(1).map((value, index) => value - finite[index]!);
  return steps.filter((step) => step >= 0).length >= 0.8 * steps.length && steps.some((step) => step > 0);
}
