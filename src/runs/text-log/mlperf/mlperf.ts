import { noMoment } from '../../moment';
import type { At, RunSink } from '../../reader';
import { type Benchmark, benchmarkOf } from './benchmarks';
import { type Event, eventOf, type Fields, fieldsOf } from './event';

/**
 * MLPerf's compliance log: `:::MLLOG {"key": …, "value": …, "metadata": …}`, and in the first rounds
 * `:::MLPv0.5.0 BENCHMARK TIME (FILE:LINE) KEY: VALUE`, possibly within a line of another logger.
 */
export interface MlPerf {
  /** True: the line is one of that log. */
  line(text: string, number: number): boolean;
}

const MARK = /:::ML(?:LOG|L|Pv[\d.]{1,10}) /;
const LONGEST = 20_000;
/** Hyper-parameters, as the rules name them. */
const SETTING =
  /^(?:opt_\w+|global_batch_size|seed|gradient_accumulation_steps|quality_target|train_samples|max_sequence_length)$/;
/** What is measured beside the evaluation. */
const MEASURED = /(?:^|_)(?:loss|lr|learning_rate|loss_scale|grad_norm|reward)$/;

/** Whether a text has a line of that log. */
export const holdsMlPerf = (text: string): boolean => MARK.test(text);

/** Not each benchmark's `eval_accuracy` is one. */
const UNKNOWN = { known: { split: 'val', metric: undefined, better: undefined } } as const;

interface Line extends At {
  readonly text: string;
}

export function createMlPerf(sink: RunSink): MlPerf {
  let benchmark: Benchmark | undefined;
  /** Hyper-parameters are the same on all ranks, and in all epochs. */
  const settings = new Set<string>();

  function add(name: string, value: unknown, event: Event, at: Line, part?: string): void {
    if (typeof value !== 'number') return;
    const column = columnOf(at, [part ?? name, 'value'], name);
    const moment = { ...noMoment(), ...whenOf(event, benchmark), time: event.time, line: at.line, column };
    if (name !== 'eval_accuracy' || benchmark === undefined) {
      sink.series(name, name === 'eval_accuracy' ? UNKNOWN : {}).add(value, moment);
      return;
    }
    const { known, scale, parts } = benchmark;
    const group = part === undefined ? {} : { group: parts[part] ?? part };
    const full = part === undefined ? name : `${name} ${part}`;
    sink.series(full, { known: { ...known, ...group, split: 'val' }, scale }).add(value, moment);
  }

  function measure(event: Event, at: Line): void {
    const { key, value, metadata } = event;
    const fields = fieldsOf(value);
    if (key === 'tracked_stats') {
      for (const [name, one] of Object.entries(fields)) if (MEASURED.test(name)) add(name, one, event, at);
    } else if (typeof value === 'number') add(key, value, event, at);
    else if ('value' in fields) add(key, fields['value'], { ...event, metadata: { ...metadata, ...fields } }, at);
    else for (const [part, one] of Object.entries(fields)) add(key, one, event, at, part);
  }

  function take(event: Event, at: Line): void {
    const { key, value, metadata } = event;
    const named = key === 'submission_benchmark' ? value : event.benchmark;
    if (typeof named === 'string') benchmark = benchmarkOf(named) ?? benchmark;
    const isMeasured = MEASURED.test(key) && !SETTING.test(key);
    if (key === 'eval_accuracy' || key === 'tracked_stats' || isMeasured) measure(event, at);
    else if (key === 'run_stop')
      sink.finished(`MLPerf run_stop${statusOf(metadata, value)}`, { line: at.line, column: at.column });
    else if (SETTING.test(key) && (typeof value === 'number' || typeof value === 'string') && !settings.has(key)) {
      settings.add(key);
      sink.config(key, value, { line: at.line, column: at.column });
    }
  }

  return {
    line(text, number) {
      const found = text.length > LONGEST ? null : MARK.exec(text);
      if (found === null) return false;
      const event = eventOf(text.slice(found.index));
      if (event !== undefined) take(event, { line: number, column: found.index + 1, text });
      return true;
    },
  };
}

function statusOf({ status }: Fields, value: unknown): string {
  const { success } = fieldsOf(value);
  if (typeof status === 'string') return `: ${status}`;
  return typeof success === 'boolean' ? `: ${success ? 'success' : 'the target was not reached'}` : '';
}

/** Where a value is: after one of the names in quotes, or after `KEY:`. */
function columnOf({ text, column }: Line, names: readonly string[], key: string): number {
  for (const name of [...names.map((each) => `"${each}":`), `${key}:`]) {
    const at = text.indexOf(name, column - 1);
    if (at !== -1) return text.length - text.slice(at + name.length).trimStart().length + 1;
  }
  return column;
}

/** The step and epoch of an event. `step` is a pair of both, or a number that counts whatever the program counts: a clock of its own. */
function whenOf({ metadata }: Event, benchmark: Benchmark | undefined): { step: number; epoch: number } {
  const pair = metadata['step'];
  if (Array.isArray(pair)) return { step: numberOf(pair[1]), epoch: numberOf(pair[0]) };
  const epoch = firstOf(metadata, ['epoch_num', 'epoch', 'first_epoch_num']);
  const samples = firstOf(metadata, ['samples_count', ...(benchmark?.countsSamples ? ['epoch_num'] : [])]);
  if (!Number.isNaN(samples)) return { step: samples, epoch: benchmark?.countsSamples ? Number.NaN : epoch };
  return { step: firstOf(metadata, ['step_num', 'iteration', ...(Number.isNaN(epoch) ? [] : ['step'])]), epoch };
}

function firstOf(fields: Fields, names: readonly string[]): number {
  for (const name of names) {
    const number = numberOf(fields[name]);
    if (!Number.isNaN(number)) return number;
  }
  return Number.NaN;
}

const numberOf = (value: unknown): number => (typeof value === 'number' && value >= 0 ? value : Number.NaN);
