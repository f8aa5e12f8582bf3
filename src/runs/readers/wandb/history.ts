import { noMoment } from '../../moment';
import type { RunSink } from '../../reader';
import { type Item, numberOf, parseNumber } from './messages';

/** The rows of `wandb.log()`. */
export interface History {
  /** Number of the record that the next row is in. */
  at(record: number): void;
  row(items: readonly Item[]): void;
  rows(): number;
}

export function createHistory(sink: RunSink): History {
  const moment = noMoment();
  let rows = 0;
  return {
    at: (record) => void (moment.record = record),
    row(items) {
      rows += 1;
      moment.step = numberOf(items, '_step');
      moment.epoch = numberOf(items, 'epoch');
      moment.time = numberOf(items, '_timestamp');
      for (const { key, json } of items) {
        if (key.startsWith('_') || key === 'epoch') continue;
        const value = parseNumber(json);
        if (value !== undefined) sink.series(key).add(value, moment);
      }
    },
    rows: () => rows,
  };
}
