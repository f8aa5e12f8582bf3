import type { Run } from '../../../src/api';
import { fail, pass, unknown, type Verdict } from './verdict';

export interface ExpectedFigures {
  /** Values of a training curve; a shorter run may not have come to its first evaluation. */
  readonly values: number;
  readonly epochs: number;
  readonly metrics: readonly { readonly tasks: readonly string[]; readonly any: readonly string[]; readonly name: string }[];
  /** Tasks that are trained with held-out data. */
  readonly validated: readonly string[];
}

export interface ExpectedEvidence {
  readonly kind: 'metric' | 'validation';
  /** What is missing: `mAP`. */
  readonly metric: string;
  readonly task: string;
}

/** Whether a run of a task logged what tells how good it got, and held data out at all. */
export function judgeExpected(run: Run, tasks: ReadonlySet<string>, figures: ExpectedFigures): Verdict<ExpectedEvidence> {
  const wanted = figures.metrics.find((entry) => entry.tasks.some((task) => tasks.has(task)));
  const task = [...tasks].find((id) => wanted?.tasks.includes(id) || figures.validated.includes(id)) ?? '';
  if (wanted && run.series.some(({ metric }) => wanted.any.includes(metric ?? '') && metric !== undefined)) {
    if (
      run.series.some(
        ({ metric, split, component }) => wanted.any.includes(metric ?? '') && split !== 'train' && component === undefined,
      )
    )
      return pass;
  }
  const values = Math.max(
    0,
    ...run.series.filter(({ metric, kind }) => metric === 'loss' && kind === 'history').map(({ count }) => count),
  );
  if (values < figures.values) return unknown(`${values} values of a loss; the first evaluation may be yet to come`);
  if ((run.reached.epoch ?? figures.epochs) < figures.epochs) return unknown('the first epoch did not come to its end');
  if (run.status === 'crashed' || run.status === 'cancelled') return unknown('the run did not come to its end');
  if (run.planned.steps !== undefined && (run.reached.step ?? 0) < run.planned.steps / 2)
    return unknown('less than half of the run was made');
  const isEvaluated = run.series.some(({ split }) => split === 'val' || split === 'test');
  if (wanted && !isEvaluated) return fail({ kind: 'metric', metric: wanted.name, task });
  if (wanted && !run.series.some(({ metric }) => metric !== undefined && wanted.any.includes(metric)))
    return fail({ kind: 'metric', metric: wanted.name, task });
  return isEvaluated ? pass : fail({ kind: 'validation', metric: 'validation', task });
}
