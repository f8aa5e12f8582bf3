import { readRecords } from '../../formats/json-records';
import type { Reader } from '../../reader';

/** `files/wandb-summary.json`: the last value of each metric; nothing but `_wandb` where the run died before it logged anything. */
export const wandbSummary: Reader = {
  name: 'wandb/summary',
  about: 'W&B files/wandb-summary.json',
  detect: ({ name }) => (name === 'wandb-summary.json' ? 0.99 : 0),
  read: (file, sink) =>
    readRecords(file, sink, {
      rowPath: '',
      // Histograms and media hold lists and settings of their own.
      keeps: (key) => !/\[\d+\]|\._type$|\.packedBins\./.test(key),
      when(row, moment) {
        moment.step = row.number('_step');
        moment.epoch = row.number('epoch');
        moment.time = row.number('_timestamp');
      },
      series: (key) => (key.startsWith('_') || key === 'epoch' ? false : { kind: 'summary' }),
    }),
};
