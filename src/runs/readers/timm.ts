import { headerOf } from '../formats/csv-header';
import { readTable } from '../formats/csv-table';
import type { Reader } from '../reader';

/** `summary.csv` of timm's train.py: epoch, train_loss, eval_loss, eval_top1, eval_top5. */
export const timmCsv: Reader = {
  name: 'timm/csv',
  about: 'timm (PyTorch Image Models) summary.csv',
  detect(candidate) {
    if (!candidate.name.endsWith('.csv')) return 0;
    const columns = headerOf(candidate)?.columns ?? [];
    if (!columns.includes('epoch') || !columns.includes('eval_top1')) return 0;
    return candidate.name === 'summary.csv' ? 0.97 : 0.8;
  },
  async read(file, sink) {
    sink.framework('timm');
    await readTable(file, sink, { epoch: ['epoch'], series: () => ({ known: { aggregation: 'epoch' } }) });
  },
};
