import type { Run } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface ExpectedFigures {
  /** Values of a training curve; a shorter run may not have come to its first evaluation. */
  readonly values: number;
  readonly epochs: number;
  readonly metrics: readonly {
    readonly tasks: readonly string[];
    readonly any: readonly string[];
    readonly name: string;
    readonly mention?: string;
  }[];
  /** Readers of logs for people, which may tell a metric in a form that is not read. */
  readonly people: readonly string[];
  /** Words by which such a log tells of held-out data. */
  readonly heldOut: string;
  /** Tasks that are trained with held-out data. */
  readonly validated: readonly string[];
}

export interface ExpectedEvidence {
  readonly kind: 'metric' | 'validation';
  /** What is missing: `mAP`. */
  readonly metric: string;
  readonly task: string;
}

/**
 * Whether a run of a task logged what tells how good it got, and held data out at all. `tells` says whether a word stands in a log for
 * people, where the metric may be told in a form that is not read.
 */
export function judgeExpected(
  run: Run,
  tasks: ReadonlySet<string>,
  figures: ExpectedFigures,
  tells: (words: string) => boolean,
): Verdict<ExpectedEvidence> {
  const wanted = figures.metrics.find((entry) => entry.tasks.some((task) => tasks.has(task)));
  const task = [...tasks].find((id) => wanted?.tasks.includes(id) || figures.validated.includes(id)) ?? '';
  const logged = run.series.filter(({ metric }) => metric !== undefined && wanted?.any.includes(metric));
  if (logged.some(({ split, component }) => split !== 'train' && component === undefined)) return pass;
  const tooShort = shortness(run, figures);
  if (tooShort !== undefined) return unknown(tooShort);
  const isEvaluated = run.series.some(({ split }) => split === 'val' || split === 'test');
  const isMissing = wanted !== undefined && (!isEvaluated || logged.length === 0);
  if (!isMissing && isEvaluated) return pass;
  const words = isMissing ? wanted.mention : figures.heldOut;
  if (words !== undefined && tells(words)) return unknown('the log speaks of it in a form that is not read');
  return fail(isMissing ? { kind: 'metric', metric: wanted.name, task } : { kind: 'validation', metric: 'validation', task });
}

/** Why the first evaluation may not have come yet; undefined: it should have. */
function shortness({ series, reached, status, planned }: Run, { values, epochs }: ExpectedFigures): string | undefined {
  const counts = series.filter(({ metric, kind }) => metric === 'loss' && kind === 'history').map(({ count }) => count);
  const most = Math.max(0, ...counts);
  if (most < values) return `${most} values of a loss; the first evaluation may be yet to come`;
  if ((reached.epoch ?? epochs) < epochs) return 'the first epoch did not come to its end';
  if (status === 'crashed' || status === 'cancelled') return 'the run did not come to its end';
  return planned.steps !== undefined && (reached.step ?? 0) < planned.steps / 2
    ? 'less than half of the run was made'
    : undefined;
}
