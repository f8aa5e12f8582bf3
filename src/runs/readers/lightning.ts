import { headerOf } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import type { Reader } from '../reader';

/** PyTorch Lightning's CSVLogger: sparse rows of step, epoch and validation values, `epoch` and `step` among sorted columns. */
export const lightningCsv: Reader = {
  name: 'lightning/csv',
  about: 'PyTorch Lightning CSVLogger: lightning_logs/version_N/metrics.csv',
  detect(candidate) {
    if (candidate.name !== 'metrics.csv') return 0;
    const columns = headerOf(candidate)?.columns ?? [];
    if (!columns.includes('step')) return 0;
    const inVersionFolder = /(?:^|\/)version_\d+\/metrics\.csv$/.test(candidate.path);
    return inVersionFolder ? 0.98 : columns.includes('epoch') ? 0.85 : 0.7;
  },
  async read(file, sink) {
    sink.framework('pytorch-lightning');
    await readTable(file, sink, { step: ['step'], epoch: ['epoch'] });
  },
};
