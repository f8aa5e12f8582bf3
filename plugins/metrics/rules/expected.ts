import type { RunArtifact } from '../../../src/api';
import { endOf, mentionsIn } from '../evaluations';
import { type EvaluatedFigures, type ExpectedMetric, judgeMetric, metricFor } from '../judge/expected';
import { defineJudgment } from '../judged';
import { optionsFrom } from '../options';
import { falling, results, rows, run } from '../samples';
import { evaluated, expectedMetrics } from '../shared-options';

interface Options {
  readonly metrics: readonly ExpectedMetric[];
  readonly evaluated: EvaluatedFigures;
}

interface Subject {
  readonly target: RunArtifact;
  readonly metric: ExpectedMetric;
}

export default defineJudgment<Options, Subject, object, 'metric'>({
  name: 'expected',
  docs: {
    summary: 'A run logs the metric of its task, on held-out data',
    why: 'A loss does not show how good a detector or a classifier is, and a metric on training data says nothing about data that the model has not seen. Runs that are too short for an evaluation are not judged.',
    bad: [
      {
        wrong: 'A detector is trained, and no mAP is logged.',
        sample: run('tasks: [object_detection]\n', 'step,train_loss', rows(24, falling(2.3, 0.6))),
      },
    ],
    good: results(0.121, 0.244, 0.312, 0.359),
    references: ['Training Pipeline Verification, “Metric Ranges by Task”'],
  },
  options: optionsFrom<Options>({ metrics: expectedMetrics, evaluated }),
  messages: {
    metric:
      'This {{task}} run logs no {{metric}} on held-out data, so nothing shows how good the model is. Evaluate during training, and log {{metric}}.',
  },
  *subjects(target, { metrics }) {
    const metric = metricFor(target.tasks, metrics);
    if (metric) yield { target, metric };
  },
  title: ({ target }) => [...target.tasks].join(', '),
  judge: ({ target, metric }, options) =>
    judgeMetric(target.run, metric, options.evaluated, mentionsIn(target, options.evaluated.people)),
  report(_, { target, metric: { name, tasks } }) {
    const task = tasks.find((id) => target.tasks.has(id)) ?? '';
    return {
      message: 'metric',
      at: endOf(target),
      data: { task, metric: name },
      evidence: { task, metric: name, logged: [...new Set(target.run.series.map((series) => series.name))].slice(0, 50) },
    };
  },
});
