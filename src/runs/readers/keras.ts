import { headerOf, SPLIT_COLUMNS } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import { readName } from '../names/metric-name';
import type { Reader } from '../reader';

/** Keras's CSVLogger: `epoch` first, then `loss` and `val_loss`. The separator may be `;`, and runs may be appended. */
export const kerasCsv: Reader = {
  name: 'keras/csv',
  about: 'Keras CSVLogger: one row per epoch; runs may be appended',
  detect(candidate) {
    if (!/\.(?:csv|log|txt)$/.test(candidate.name)) return 0;
    const columns = headerOf(candidate)?.columns ?? [];
    if (columns[0] !== 'epoch' || !columns.includes('loss') || columns.some((column) => SPLIT_COLUMNS.includes(column))) return 0;
    return columns.includes('val_loss') || columns.includes('accuracy') || columns.includes('acc') ? 0.85 : 0.7;
  },
  async read(file, sink) {
    sink.framework('keras');
    await readTable(file, sink, {
      epoch: ['epoch'],
      series: (column) => ({ known: { aggregation: 'epoch', split: readName(column).split ?? 'train' } }),
    });
  },
};
