import { headerOf } from '../../formats/csv-header';
import { readTable } from '../../formats/csv-table';
import type { Reader } from '../../reader';
import { ITERATION, isMetric, OWN, STEPS } from './keys';

/** `progress.csv` of a trial of Ray Tune, and so of RLlib: one row a result. */
export const rllibCsv: Reader = {
  name: 'rllib/csv',
  about: 'RLlib and Ray Tune: progress.csv of a trial',
  detect(candidate) {
    if (!candidate.name.endsWith('.csv')) return 0;
    const columns = headerOf(candidate)?.columns ?? [];
    if (!columns.includes(ITERATION) || !OWN.some((key) => columns.includes(key))) return 0;
    return candidate.name === 'progress.csv' ? 0.97 : 0.85;
  },
  async read(file, sink) {
    sink.framework('ray');
    await readTable(file, sink, {
      step: (columns) => [...STEPS, ITERATION].filter((key) => columns.includes(key)).slice(0, 1),
      time: ['timestamp'],
      series: (column) => (isMetric(column) ? {} : false),
    });
  },
};
