import { readRecords, rowsInHead } from '../../formats/json-records';
import type { Row } from '../../formats/json-rows';
import type { Reader, RunSink, SeriesOptions } from '../../reader';

const WHEN = new Set(['step', 'epoch', 'current_steps', 'total_steps', 'percentage']);
/** Totals of the whole run, in the last record: no curves. */
const TOTALS = new Set([
  'train_loss',
  'train_runtime',
  'train_samples_per_second',
  'train_steps_per_second',
  'total_flos',
  'train_samples',
  'train_tokens_per_second',
]);

/** Evaluation sets by name: `g0` where the record holds `eval_g0_loss`. */
function groupOf(key: string, row: Row): string | undefined {
  for (const cell of row.cells) {
    const group = /^eval_(.+)_loss$/.exec(cell.key)?.[1];
    if (group !== undefined && row.get(`eval_${group}_runtime`) !== undefined && key.startsWith(`eval_${group}_`)) return group;
  }
  return undefined;
}

function seriesOf(key: string, row: Row): SeriesOptions | false {
  if (WHEN.has(key)) return false;
  if (TOTALS.has(key))
    return { kind: 'summary', known: { split: 'train', ...(key === 'train_loss' ? { component: 'run mean' } : {}) } };
  if (key.startsWith('eval_')) {
    const group = groupOf(key, row);
    if (group === undefined) return { known: { split: 'val' } };
    // Of the name, only what follows the set tells the metric.
    return { known: { ...meaningOf(key.slice(`eval_${group}_`.length)), split: 'val', group } };
  }
  if (/^(?:test|predict)_/.test(key)) return { known: { split: 'test' } };
  return { known: { split: 'train' } };
}

import { readName } from '../../names/metric-name';

const meaningOf = (name: string): SeriesOptions['known'] => {
  const { metric, component, better } = readName(name);
  return { metric, component, better };
};

/** `trainer_state.json` of Hugging Face's Trainer and of TRL: `log_history` holds all that was logged, its last record the totals. */
export const transformersState: Reader = {
  name: 'transformers/state',
  about: 'Hugging Face Trainer and TRL: trainer_state.json',
  detect(candidate) {
    if (!candidate.name.endsWith('.json')) return 0;
    const own = candidate.text.includes('"log_history"');
    if (candidate.name === 'trainer_state.json') return own || candidate.size > candidate.head.byteLength ? 0.99 : 0.6;
    return own && candidate.text.includes('"global_step"') ? 0.9 : 0;
  },
  async read(file, sink) {
    sink.framework('transformers');
    const plan = { steps: undefined as number | undefined, epochs: undefined as number | undefined };
    await readRecords(file, sink, {
      rowPath: 'log_history[]',
      row(row) {
        const runtime = row.get('train_runtime');
        if (runtime !== undefined) sink.finished('the totals of the run were logged', runtime);
        return undefined;
      },
      when(row, moment) {
        moment.step = row.number('step');
        moment.epoch = row.number('epoch');
      },
      series: seriesOf,
      outer({ key, value, line, column }) {
        if (typeof value === 'number' && key === 'max_steps') plan.steps = value;
        if (typeof value === 'number' && key === 'num_train_epochs') plan.epochs = value;
        if (!key.startsWith('stateful_callbacks')) sink.config(key, value, { line, column });
      },
    });
    sink.planned(plan);
  },
};

/** LLaMA-Factory's `trainer_log.jsonl`: JSON lines with current and total steps. */
export const trainerLog: Reader = {
  name: 'transformers/log',
  about: 'LLaMA-Factory trainer_log.jsonl',
  detect(candidate) {
    if (!candidate.name.endsWith('.jsonl')) return 0;
    const own = rowsInHead(candidate.text).some((row) => row.get('current_steps') && row.get('total_steps'));
    return own ? 0.97 : 0;
  },
  async read(file, sink) {
    sink.framework('transformers');
    await readRecords(file, sink, {
      rowPath: '',
      row(row) {
        const total = row.number('total_steps');
        if (total > 0) sink.planned({ steps: total });
        return undefined;
      },
      when(row, moment) {
        moment.step = row.number('current_steps');
        moment.epoch = row.number('epoch');
      },
      series: seriesOf,
    });
  },
};

const RESULTS = /^(?:all|train|eval|test|predict)_results\.json$/;

/** The closing values that Trainer's `save_metrics` writes, one flat object a file. */
export const transformersResults: Reader = {
  name: 'transformers/results',
  about: 'Hugging Face all_results.json, train_results.json, eval_results.json',
  detect(candidate) {
    const own = /"(?:train|eval|test|predict)_(?:runtime|loss)"/.test(candidate.text);
    if (RESULTS.test(candidate.name)) return own ? 0.97 : 0.4;
    return candidate.name === 'metrics.json' && own && candidate.size < 65536 ? 0.9 : 0;
  },
  async read(file, sink) {
    sink.framework('transformers');
    await readRecords(file, sink, {
      rowPath: '',
      when(row, moment) {
        moment.epoch = row.number('epoch');
      },
      series(key, row) {
        const options = seriesOf(key, row);
        return options === false ? false : { ...options, kind: 'summary' };
      },
      row: (row) => finishedBy(row, sink),
    });
  },
};

function finishedBy(row: Row, sink: RunSink): undefined {
  const runtime = row.get('train_runtime');
  if (runtime !== undefined) sink.finished('the results of training were saved', runtime);
}
