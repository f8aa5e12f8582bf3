import { headerOf } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import { readName } from '../names/metric-name';
import type { Reader } from '../reader';

/** fastai's CSVLogger: `epoch,train_loss,valid_loss`, the metrics of the validation set, and `time` as minutes and seconds. */
export const fastaiCsv: Reader = {
  name: 'fastai/csv',
  about: 'fastai CSVLogger: history.csv',
  detect(candidate) {
    if (!candidate.name.endsWith('.csv')) return 0;
    const columns = headerOf(candidate)?.columns ?? [];
    return columns[0] === 'epoch' && columns[1] === 'train_loss' && columns[2] === 'valid_loss' && columns.at(-1) === 'time'
      ? 0.96
      : 0;
  },
  async read(file, sink) {
    sink.framework('fastai');
    await readTable(file, sink, {
      epoch: ['epoch'],
      series: (column) =>
        column === 'time' ? false : { known: { aggregation: 'epoch', split: readName(column).split ?? 'val' } },
    });
  },
};
