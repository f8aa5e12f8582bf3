import type { Run } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

/** When a run is long enough for its first evaluation. */
export interface EvaluatedFigures {
  /** Values of a training loss. */
  readonly values: number;
  readonly epochs: number;
  /** Readers of logs for people, which may give a metric in a form that is not read. */
  readonly people: readonly string[];
}

/** A metric that some tasks need: any of those ids, under that name, in a log for people by those words. */
export interface ExpectedMetric {
  readonly tasks: readonly string[];
  readonly any: readonly string[];
  readonly name: string;
  readonly mention?: string;
}

export const metricFor = (tasks: ReadonlySet<string>, metrics: readonly ExpectedMetric[]): ExpectedMetric | undefined =>
  metrics.find((metric) => metric.tasks.some((task) => tasks.has(task)));

/** Whether a log for people mentions some words, as a regular expression. */
export type Mentions = (words: string) => boolean;

/** Whether a run logged a metric of its task on held-out data. */
export function judgeMetric(
  run: Run,
  { any, mention }: ExpectedMetric,
  figures: EvaluatedFigures,
  mentions: Mentions,
): Verdict<object> {
  const logged = run.series.filter(({ metric }) => metric !== undefined && any.includes(metric));
  if (logged.some(({ split, component }) => split !== 'train' && component === undefined)) return pass;
  const tooShort = shortness(run, figures);
  if (tooShort !== undefined) return unknown(tooShort);
  if (isEvaluated(run) && logged.length > 0) return pass;
  return mention !== undefined && mentions(mention) ? unknown(inOtherForm) : fail({});
}

/** Whether a run logged anything on held-out data. */
export function judgeHeldOut(run: Run, mention: string, figures: EvaluatedFigures, mentions: Mentions): Verdict<object> {
  const tooShort = shortness(run, figures);
  if (tooShort !== undefined) return unknown(tooShort);
  if (isEvaluated(run)) return pass;
  return mentions(mention) ? unknown(inOtherForm) : fail({});
}

const inOtherForm = "the log mentions it in a form that cvl can't read";

export const isEvaluated = ({ series }: Pick<Run, 'series'>): boolean =>
  series.some(({ split }) => split === 'val' || split === 'test');

/** Why the first evaluation may not have come yet; undefined: it should have. */
function shortness({ series, reached, status, planned }: Run, { values, epochs }: EvaluatedFigures): string | undefined {
  const counts = series.filter(({ metric, kind }) => metric === 'loss' && kind === 'history').map(({ count }) => count);
  const most = Math.max(0, ...counts);
  if (most < values) return `${most} values of a loss; the first evaluation may come later`;
  if ((reached.epoch ?? epochs) < epochs) return "the first epoch didn't end";
  if (status === 'crashed' || status === 'cancelled') return "the run didn't end normally";
  return planned.steps !== undefined && (reached.step ?? 0) < planned.steps / 2 ? 'less than half of the run is done' : undefined;
}
