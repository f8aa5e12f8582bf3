import type { Row } from '../../formats/json-rows';
import { readName } from '../../names/metric-name';
import type { SeriesOptions } from '../../reader';

const WHEN = new Set(['step', 'epoch', 'current_steps', 'total_steps', 'percentage']);
/** Totals of the whole run, in the last record: not curves. */
const TOTALS = new Set([
  'train_loss',
  'train_runtime',
  'train_samples_per_second',
  'train_steps_per_second',
  'total_flos',
  'train_samples',
  'train_tokens_per_second',
]);

/** The evaluation set that a key is of: `g0` where the record holds `eval_g0_loss`. */
function groupOf(key: string, row: Row): string | undefined {
  for (const cell of row.cells) {
    const group = /^eval_(.+)_loss$/.exec(cell.key)?.[1];
    if (group !== undefined && row.get(`eval_${group}_runtime`) !== undefined && key.startsWith(`eval_${group}_`)) return group;
  }
  return undefined;
}

/** How to read a key of a record of Trainer's `log_history`. */
export function trainerSeries(key: string, row: Row): SeriesOptions | false {
  if (WHEN.has(key)) return false;
  if (TOTALS.has(key))
    return { kind: 'summary', known: { split: 'train', ...(key === 'train_loss' ? { component: 'run mean' } : {}) } };
  if (key.startsWith('eval_')) {
    const group = groupOf(key, row);
    if (group === undefined) return { known: { split: 'val' } };
    // Only the part of the name after the set is the metric.
    return { known: { ...meaningOf(key.slice(`eval_${group}_`.length)), split: 'val', group } };
  }
  if (/^(?:test|predict)_/.test(key)) return { known: { split: 'test' } };
  return { known: { split: 'train' } };
}

const meaningOf = (name: string): SeriesOptions['known'] => {
  const { metric, component, better } = readName(name);
  return { metric, component, better };
};
