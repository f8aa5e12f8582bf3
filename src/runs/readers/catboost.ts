import { headerOf } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import type { Reader } from '../reader';

/** CatBoost's `learn_error.tsv` and `test_error.tsv`: `iter`, the loss that is minimized, and further metrics. */
export const catboostTsv: Reader = {
  name: 'catboost/tsv',
  about: 'CatBoost: catboost_info/learn_error.tsv and test_error.tsv',
  detect: (candidate) =>
    /^(?:learn|test)(?:_\d+)?_error\.tsv$/.test(candidate.name) && headerOf(candidate)?.columns[0] === 'iter' ? 0.97 : 0,
  async read(file, sink) {
    sink.framework('catboost');
    const split = /(?:^|\/)learn[^/]*$/.test(file.path) ? 'train' : 'val';
    await readTable(file, sink, {
      step: ['iter'],
      series: (column, columns) => ({ known: { split, ...(column === columns[1] && { metric: 'loss', better: 'lower' }) } }),
    });
  },
};
