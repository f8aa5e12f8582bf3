import { EPOCH_COLUMNS, headerOf, STEP_COLUMNS } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import { isMeasure, readName } from '../names/metric-name';
import type { Reader } from '../reader';

const WHEN = new Set([...STEP_COLUMNS, ...EPOCH_COLUMNS]);

/** Any table with a column that counts up (epoch, step) and one that measures. A table of hyper-parameters has no such column. */
export const metricsCsv: Reader = {
  name: 'csv',
  about: 'Custom CSV of metrics: a column of increasing steps or epochs, and at least one metric',
  detect(candidate) {
    if (!/\.(?:csv|tsv)$/.test(candidate.name)) return 0;
    const header = headerOf(candidate);
    if (header === undefined) return 0;
    const { columns, rows } = header;
    const index = columns.findIndex((column) => WHEN.has(column));
    if (index === -1 || !columns.some((column) => isMeasure(readName(column)))) return 0;
    return countsUp(rows.map((row) => Number(row[index] || Number.NaN))) ? 0.6 : 0;
  },
  read: (file, sink) =>
    readTable(file, sink, {
      step: STEP_COLUMNS,
      epoch: EPOCH_COLUMNS,
      time: ['timestamp', '_timestamp'],
    }),
};

/** Whether values mostly rise. The table of a sweep repeats or mixes its epochs. */
function countsUp(values: readonly number[]): boolean {
  const finite = values.filter(Number.isFinite);
  if (finite.length < 2) return finite.length === values.length;
  const steps = finite.slice(1).map((value, index) => value - finite[index]!);
  return steps.filter((step) => step >= 0).length >= 0.8 * steps.length && steps.some((step) => step > 0);
}
