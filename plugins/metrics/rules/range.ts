import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import type { FiniteFigures } from '../judge/finite';
import { judgePossible, type PossibleEvidence, type PossibleFigures } from '../judge/possible';
import { pass } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, integer, names, optionsFrom } from '../options';
import { falling, results, rows, run } from '../samples';
import { finite } from '../shared-options';
import { breakOf } from '../training-series';
import { drawn, figure, moment } from '../words';

interface Own extends PossibleFigures {
  readonly positiveLoss: readonly string[];
}

interface Options extends Own {
  readonly coco: readonly string[];
  readonly finite: FiniteFigures;
}

interface Subject {
  readonly series: Series;
  /** The series of the run. */
  readonly all: readonly Series[];
  readonly lossFrom0: boolean;
}

const metadata = 'tasks: [image_classification]\n';

export default defineJudgment<Options, Subject, PossibleEvidence, PossibleEvidence['side']>({
  name: 'range',
  docs: {
    summary: 'Values are where the metric can be',
    why: 'A value that is impossible, such as a negative cross entropy or an accuracy of 140%, means that something else was measured. The scale of a metric is known by the tool that wrote it, or shown by its values; a metric that passes 1 by a little is on no scale at all.',
    bad: [
      {
        wrong: 'The cross entropy of a classifier falls below 0.',
        sample: run(
          metadata,
          'step,train_loss',
          rows(24, (index) => 2 - 0.2 * index),
        ),
      },
      { wrong: 'mAP is 140%.', sample: results(0.3, 0.4, 140) },
      {
        wrong: 'The validation accuracy reaches 1.3, too much for a fraction, and next to nothing for a percentage.',
        sample: run(metadata, 'step,train_loss,val_acc', [
          [0, 2.3, 0.4],
          [10, 1.8, 0.9],
          [20, 1.3, 1.3],
        ]),
      },
    ],
    good: run(metadata, 'step,train_loss', rows(24, falling(2.3, 0.2))),
    references: ['Training Pipeline Verification, “Metric Ranges by Task”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Own>('range', {
      bounded: names('Metrics that are between 0 and 1, or 0 and 100, by definition.'),
      evaluations: integer(1, 'Evaluations that a judgment needs where the scale is unknown.'),
      positiveLoss: names('Tasks whose losses are never below 0.'),
    }),
    ...groupOf<Pick<Options, 'coco'>>('empty-evaluation', { coco: names('Metrics that are -1 where nothing was evaluated.') }),
    finite,
  }),
  messages: {
    below:
      "`{{name}}` is {{value}} at {{moment}}, but this metric can't be below {{limit}}. Check its sign, its scale, and what is logged under that name.",
    above:
      "`{{name}}` is {{value}} at {{moment}}, but this metric can't be above {{limit}}. Check its scale, and what is logged under that name.",
    'no-scale':
      '`{{name}}` is {{value}} at {{moment}}, which is impossible for a fraction (above {{limit}}) and next to nothing for a percentage. Check what it is divided by where it is computed, and log it on one scale.',
  },
  *subjects(target, { bounded, positiveLoss, finite: figures }) {
    // Values after a NaN mean nothing.
    const isBroken = breakOf(target, figures) !== undefined;
    const tasks = [...target.tasks];
    const lossFrom0 = tasks.length > 0 && tasks.every((task) => positiveLoss.includes(task));
    for (const series of primarySeries(target)) {
      const { metric = '' } = series;
      if (isBroken && metric === 'loss') continue;
      if (metric === 'perplexity' || (metric === 'loss' && lossFrom0) || bounded.includes(metric))
        yield { series, all: target.run.series, lossFrom0 };
    }
  },
  title: ({ series }) => series.name,
  // COCO's -1 is left to `metrics/empty-evaluation`, or is of a class or a size that is empty.
  judge: ({ series, all, lossFrom0 }, { coco, ...figures }) =>
    series.min?.value === -1 && coco.includes(series.metric ?? '') ? pass : judgePossible(series, all, figures, lossFrom0),
  report: ({ side, point, limit }, { series }) => ({
    message: side,
    at: point.place,
    data: { name: series.name, value: figure(point.value), moment: moment(point, series), limit: figure(limit) },
    evidence: { series: series.name, value: point.value, limit, scale: series.scale },
    sparkline: drawn(series),
  }),
});
