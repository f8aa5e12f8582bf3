import type { Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { figuresOf } from '../figures';
import { type Bands, judgeQuality, type QualityEvidence } from '../judge/quality';
import { judgeChance, type RangeFigures } from '../judge/range';
import { defineJudgement } from '../judged';
import { results } from '../samples';
import { classesOf, tasksOf } from '../tasks';
import { drawn, figure, moment } from '../words';

const chance = figuresOf<RangeFigures>('range');

interface Figures {
  /** `poor`: the lowest band only; `all`: every band, as information. */
  readonly report: 'poor' | 'all';
  readonly bands: readonly { readonly tasks: readonly string[]; readonly metric: string; readonly bands: Bands }[];
}

interface Subject {
  readonly series: Series;
  readonly bands: Bands;
}

export default defineJudgement<Figures, Subject, QualityEvidence, 'band'>({
  name: 'quality',
  docs: {
    summary: 'The best value of the run’s metric is not poor',
    why: 'The reference gives bands for accuracy, mAP and mIoU. A poor result may be the best that a small example can do, so this is information; with `report: all` every run is told its band.',
    bad: results(0.031, 0.052, 0.081, 0.112),
    good: results(0.121, 0.244, 0.312, 0.459),
    references: ['Training Pipeline Verification, “Image Classification”, “Object Detection”, “Segmentation”'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        report: { enum: ['poor', 'all'] },
        evaluations: { type: 'integer' },
        bands: { type: 'array', items: { type: 'object', required: ['tasks', 'metric', 'bands'] } },
      },
    },
    defaults: figuresOf('quality'),
  },
  messages: { band: '{{name}} reaches {{percent}} % at {{moment}}: {{band}}{{next}}.' },
  *subjects(target, { bands: entries }) {
    const tasks = tasksOf(target);
    for (const { tasks: wanted, metric, bands } of entries) {
      if (!wanted.some((task) => tasks.has(task))) continue;
      const all = primarySeries(target).filter((series) => series.metric === metric && series.component === undefined);
      // What never leaves chance is told by `metrics/range`.
      const classes = metric === 'accuracy' ? classesOf(target, chance.datasets) : undefined;
      for (const series of all.filter(({ split }) => split !== 'train')) {
        if (judgeChance(series, classes, chance).outcome !== 'fail') yield { series, bands };
      }
    }
  },
  title: ({ series }) => series.name,
  judge: ({ series, bands }, { report }) => judgeQuality(series, bands, report),
  report: ({ band, best, percent, isMost, next }, { series }) => ({
    message: 'band',
    at: best.place,
    data: {
      name: series.name,
      percent: isMost ? `at most ${figure(percent)}` : figure(percent),
      moment: moment(best, series),
      band,
      next: next === undefined ? '' : `, where the next band begins at ${next} %`,
    },
    evidence: { series: series.name, band, percent },
    sparkline: drawn(series),
  }),
});
