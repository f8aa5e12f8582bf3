import type { Series } from '../../../src/api';
import { classesOf } from '../classes';
import { primarySeries } from '../curves';
import { type ChanceFigures, judgeChance } from '../judge/chance';
import { type Bands, judgeQuality, type QualityEvidence } from '../judge/quality';
import { defineJudgment } from '../judged';
import { groupOf, names, optionsFrom } from '../options';
import { results, run } from '../samples';
import { chance, type Datasets, datasets } from '../shared-options';
import { drawn, figure, moment } from '../words';

interface Own {
  readonly report: 'poor' | 'all';
  readonly bands: readonly { readonly tasks: readonly string[]; readonly metric: string; readonly bands: Bands }[];
}

interface Options extends Own {
  readonly chance: ChanceFigures;
  readonly datasets: Datasets;
}

interface Subject {
  readonly series: Series;
  readonly bands: Bands;
}

export default defineJudgment<Options, Subject, QualityEvidence, 'band' | 'at-most' | 'best-band'>({
  name: 'quality',
  docs: {
    summary: "The best value of the run's metric is not poor",
    why: 'The reference gives bands for accuracy, mAP, and mIoU. A poor result may be the best that a small example can do, so this is information. With `report: all`, every run gets its band.',
    bad: [
      { wrong: 'The best mAP is 11.2%, and below 20% is poor.', sample: results(0.031, 0.052, 0.081, 0.112) },
      {
        wrong: 'The best mAP is poor as a fraction, and poorer still if it is a percentage.',
        sample: run('tasks: [object_detection]\n', 'step,train_loss,val_map', [
          [0, 2.31, 0.01],
          [10, 1.94, 0.05],
        ]),
      },
    ],
    good: results(0.121, 0.244, 0.312, 0.459),
    references: ['Training Pipeline Verification, “Image Classification”, “Object Detection”, “Segmentation”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Own>('quality', {
      report: { enum: ['poor', 'all'], description: 'Report runs in the lowest band, or the band of every run.' },
      bands: {
        type: 'array',
        description: 'The bands of each metric, from worst to best.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['tasks', 'metric', 'bands'],
          properties: {
            tasks: names('Ids of tasks.'),
            metric: { type: 'string', description: 'Id of the metric.' },
            bands: {
              type: 'array',
              items: {
                type: 'object',
                additionalProperties: false,
                required: ['name'],
                properties: {
                  name: { type: 'string' },
                  below: { type: 'number', description: 'Upper end in percent; the last band has none.' },
                },
              },
            },
          },
        },
      },
    }),
    chance,
    datasets,
  }),
  messages: {
    band: 'The best `{{name}}` is {{percent}}% at {{moment}}, which is {{band}}; the next band starts at {{next}}%. If the example should do better, train it longer or on more data.',
    'at-most':
      'The best `{{name}}` is at most {{percent}}% at {{moment}}, which is {{band}}; the next band starts at {{next}}%. If the example should do better, train it longer or on more data.',
    'best-band': 'The best `{{name}}` is {{percent}}% at {{moment}}, which is {{band}}.',
  },
  *subjects(target, { bands: entries, chance: figures, datasets: known }) {
    for (const { tasks, metric, bands } of entries) {
      if (!tasks.some((task) => target.tasks.has(task))) continue;
      const all = primarySeries(target).filter((series) => series.metric === metric && series.component === undefined);
      // An accuracy at chance is left to `metrics/chance`.
      const classes = metric === 'accuracy' ? classesOf(target, known) : undefined;
      for (const series of all.filter(({ split }) => split !== 'train'))
        if (judgeChance(series, classes, figures).outcome !== 'fail') yield { series, bands };
    }
  },
  title: ({ series }) => series.name,
  judge: ({ series, bands }, { report }) => judgeQuality(series, bands, report),
  report: ({ band, best, percent, isMost, next }, { series }) => ({
    message: next === undefined ? 'best-band' : isMost ? 'at-most' : 'band',
    at: best.place,
    data: { name: series.name, percent: figure(percent), moment: moment(best, series), band, next },
    evidence: { series: series.name, band, percent },
    sparkline: drawn(series),
  }),
});
