import type { RunArtifact } from '../../../src/api';
import { endOf, mentionsIn } from '../evaluations';
import { type EvaluatedFigures, type ExpectedMetric, judgeHeldOut, metricFor } from '../judge/expected';
import { defineJudgment } from '../judged';
import { groupOf, names, optionsFrom } from '../options';
import { falling, rows, run } from '../samples';
import { evaluated, expectedMetrics } from '../shared-options';

interface Own {
  readonly tasks: readonly string[];
  readonly mention: string;
}

interface Options extends Own {
  readonly metrics: readonly ExpectedMetric[];
  readonly evaluated: EvaluatedFigures;
}

interface Subject {
  readonly target: RunArtifact;
  readonly task: string;
}

const metadata = 'tasks: [fine_tuning]\n';

export default defineJudgment<Options, Subject, object, 'missing'>({
  name: 'held-out',
  docs: {
    summary: 'A language model is evaluated on held-out data',
    why: 'The training loss says nothing about data that the model has not seen, so overfitting goes unnoticed. Tasks with a metric of their own are left to `metrics/expected`. Runs that are too short for an evaluation are not judged.',
    bad: [
      {
        wrong: 'The run logs the training loss, and nothing else.',
        sample: run(metadata, 'step,train_loss', rows(24, falling(2.3, 0.6))),
      },
    ],
    good: run(metadata, 'step,train_loss,val_loss', rows(24, falling(2.3, 0.9), falling(2.4, 1))),
    references: ['Training Pipeline Verification, “Fine-tuning Tasks”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Own>('held-out', {
      tasks: names('Tasks that need held-out data.'),
      mention: { type: 'string', format: 'regex', description: 'Words by which a log for people mentions held-out data.' },
    }),
    metrics: expectedMetrics,
    evaluated,
  }),
  messages: {
    missing:
      'This {{task}} run logs nothing on held-out data, so overfitting would go unnoticed. Hold some data out, and log its loss.',
  },
  *subjects(target, { tasks, metrics }) {
    const task = tasks.find((id) => target.tasks.has(id));
    if (task !== undefined && metricFor(target.tasks, metrics) === undefined) yield { target, task };
  },
  title: ({ target }) => [...target.tasks].join(', '),
  judge: ({ target }, { mention, evaluated: figures }) =>
    judgeHeldOut(target.run, mention, figures, mentionsIn(target, figures.people)),
  report: (_, { target, task }) => ({
    message: 'missing',
    at: endOf(target),
    data: { task },
    evidence: { task, logged: [...new Set(target.run.series.map(({ name }) => name))].slice(0, 50) },
  }),
});
