import type { Run, Series } from '../../../src/api';
import { primarySeries } from '../curves';
import type { FiniteFigures } from '../judge/finite';
import { isMeant, isOfBatches, judgeZeroMetrics, type ZeroMetric, type ZeroMetricsEvidence } from '../judge/zero-metric';
import { defineJudgment } from '../judged';
import { groupOf, integer, optionsFrom } from '../options';
import { detection, run } from '../samples';
import { finite } from '../shared-options';
import { breakOf } from '../training-series';
import { codeList, count, drawn, figure } from '../words';

interface Own {
  readonly metrics: readonly ZeroMetric[];
}

interface Options extends Own {
  readonly finite: FiniteFigures;
}

interface Subject {
  readonly all: readonly Series[];
  readonly run: Run;
}

export default defineJudgment<Options, Subject, ZeroMetricsEvidence, 'zero' | 'near'>({
  name: 'zero-metric',
  docs: {
    summary: "The run's metric leaves its worst value",
    why: 'Even a bad model finds something. A metric that is exactly 0 at each evaluation says that predictions and labels do not belong together: other class ids, another number of classes, or labels that are all ignored. Detectors may find nothing for some epochs, so these get more time. DETR logs the share of wrong classes instead, and its worst value is 100. A run whose loss is NaN is left to `metrics/finite`.',
    bad: [
      {
        wrong: 'mIoU is 0 at each evaluation, while the loss falls.',
        sample: run('tasks: [semantic_segmentation]\n', 'step,train_loss,val_miou', [
          [100, 1.8, 0],
          [200, 1.1, 0],
          [300, 0.8, 0],
        ]),
      },
      { wrong: 'mAP is 0 for ten epochs.', sample: detection(...Array.from({ length: 10 }, () => [0, 0] as const)) },
    ],
    good: detection([0, 0], [0, 0], [0.11, 0.04], [0.24, 0.12]),
    references: ['MMSegmentation documentation, “reduce_zero_label”', 'COCO, “Detection Evaluation”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Own>('zero-metric', {
      metrics: {
        type: 'array',
        description: 'Metrics that leave 0, and what to check where they do not.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['metric', 'evaluations', 'check'],
          properties: {
            metric: { type: 'string', description: 'Id of the metric.' },
            component: { type: 'string', description: 'The part of the metric that is meant. It may be of training.' },
            worst: { type: 'number', description: 'The worst value. Default: 0.' },
            near: {
              type: 'number',
              minimum: 0,
              description: 'Values up to this one are as good as 0, in twice as many evaluations.',
            },
            epochs: integer(0, 'Epochs between the first and the last value. Default: 0.'),
            evaluations: integer(1, 'Evaluations that must all be the worst value.'),
            training: {
              type: 'object',
              description: 'Values of training that are enough where nothing evaluates the metric.',
              additionalProperties: false,
              required: ['values', 'epochs'],
              properties: {
                values: integer(1, 'Values that must all be the worst.'),
                epochs: integer(0, 'Epochs between the first and the last one.'),
              },
            },
            late: {
              type: 'object',
              description: 'Evaluations that are enough from an epoch on.',
              additionalProperties: false,
              required: ['epoch', 'evaluations'],
              properties: { epoch: integer(1, 'Epoch of the last one.'), evaluations: integer(1, 'Evaluations.') },
            },
            unless: {
              type: 'array',
              items: { type: 'string' },
              description: 'Ids of metrics that say that it will leave 0 where they are above 0.2.',
            },
            check: { type: 'string', description: 'What to check, as a sentence.' },
          },
        },
      },
    }),
    finite,
  }),
  messages: {
    near: '`{{name}}` is at most {{best}} at {{evaluations}}, so predictions and labels hardly ever meet.{{others}}{{also}} {{check}}',
    zero: '`{{name}}` is {{worst}} at {{evaluations}}, so predictions and labels never meet.{{others}}{{also}} {{check}}',
  },
  *subjects(target, { metrics, finite: figures }) {
    if (breakOf(target, figures) !== undefined) return;
    const primary = primarySeries(target);
    const isAbove = (metric: string): boolean =>
      primary.some((series) => series.metric === metric && (series.max?.value ?? 0) > SOME);
    const judged = metrics.filter(({ unless = [] }) => !unless.some(isAbove));
    const curves = primary.filter(
      (series) => series.kind === 'history' && !isOfBatches(series) && judged.some((metric) => isMeant(series, metric)),
    );
    // What has no split beside evaluations of the same metric is of the batches that were trained on.
    const isEvaluation = ({ split }: Series): boolean => split !== undefined && split !== 'train';
    const evaluated = new Set(curves.filter(isEvaluation).map(({ metric }) => metric));
    const all = curves.filter(
      (series) => isEvaluation(series) || series.component !== undefined || !evaluated.has(series.metric),
    );
    if (all.length > 0) yield { all, run: target.run };
  },
  title: ({ all }) => codeList(all.map(({ name }) => name)).replaceAll('`', ''),
  judge: ({ all, run: itself }, { metrics }) => judgeZeroMetrics(all, metrics, itself),
  report: ({ point, evaluations, best, series, metric, others }, { run: itself }) => ({
    message: best > (metric.worst ?? 0) ? 'near' : 'zero',
    at: point.place,
    data: {
      name: series.name,
      worst: metric.worst ?? 0,
      best: figure(best),
      evaluations: timesOf(evaluations, metric.component === undefined && series.split !== 'train' ? 'evaluation' : 'value'),
      check: metric.check,
      others: others.length > 0 ? ` So ${others.length > 1 ? 'are' : 'is'} ${codeList(others)}.` : '',
      also: metric.component === undefined ? neverRight(itself) : '',
    },
    evidence: { series: series.name, evaluations, others },
    sparkline: drawn(series),
  }),
});

/** Of a measure between 0 and 1: more than a guess. */
const SOME = 0.2;

const timesOf = (evaluations: number, noun: string): string =>
  evaluations === 1 ? `its only ${noun}` : `all ${count(evaluations, noun)}`;

/** DETR logs the share of matched boxes whose class is wrong. */
function neverRight({ series }: Run): string {
  const errors = series.find(
    ({ metric, component, min }) => metric === 'error' && component === 'class' && (min?.value ?? 0) >= 100,
  );
  return errors === undefined ? '' : ` \`${errors.name}\` is 100 throughout: no class is ever right.`;
}
