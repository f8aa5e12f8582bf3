import type { RunArtifact, Series } from '../../../src/api';
import { curvesOf, primarySeries } from '../curves';
import { hasDiverged } from '../diverged';
import { figuresOf, schemaOf } from '../figures';
import {
  judgeChance,
  judgeLanguageLoss,
  judgeOrder,
  judgePossible,
  judgeZero,
  type RangeEvidence,
  type RangeFigures,
} from '../judge/range';
import type { Verdict } from '../judge/verdict';
import { defineJudgement } from '../judged';
import { falling, rows, run } from '../samples';
import { classesOf, isTrendFree, tasksOf } from '../tasks';
import { drawn, figure, moment } from '../words';

interface Subject {
  readonly series: Series;
  readonly judge: (figures: RangeFigures) => Verdict<RangeEvidence>;
}

const names = { type: 'array', items: { type: 'string' } };
const number = { type: 'number', minimum: 0 };

export default defineJudgement<RangeFigures, Subject, RangeEvidence, RangeEvidence['kind']>({
  name: 'range',
  docs: {
    summary: 'Values lie where the metric and the task can have them',
    why: 'A value that can’t be, such as a negative cross entropy or an accuracy of 140 %, says that something else was measured. An accuracy that stays at 1/classes is a guess. Which scale a metric has is looked up by the tool that wrote it; where that is not known, its range is not judged.',
    bad: [
      run(
        'tasks: [image_classification]\n',
        'step,train_loss',
        rows(24, (index) => 2 - 0.2 * index),
      ),
      {
        'example.yaml': 'name: demo\n',
        'logs/train.log': 'step 10 train perplexity: 0.42\nstep 20 train perplexity: 0.41\nstep 30 train perplexity: 0.4\n',
      },
    ],
    good: run('tasks: [image_classification]\n', 'step,train_loss', rows(24, falling(2.3, 0.2))),
    references: ['Training Pipeline Verification, “Metric Ranges by Task”'],
  },
  options: {
    schema: schemaOf({
      language: { type: 'object', properties: { afterEpoch: number, trained: number }, required: ['afterEpoch', 'trained'] },
      chance: number,
      zeros: { type: 'integer', minimum: 2 },
      datasets: { type: 'object', additionalProperties: { type: 'integer', minimum: 2 } },
      evaluations: { type: 'integer', minimum: 1 },
      bounded: names,
      positiveLoss: names,
    }),
    defaults: figuresOf('range'),
  },
  messages: {
    impossible:
      '{{name}} is {{value}} at {{moment}}, past {{limit}}, which this metric can’t be. Check its sign, its scale, and what is logged under that name.',
    'no-annotations':
      '{{name}} is -1 at {{moment}}: COCO’s evaluation says so where the evaluation set has no annotation. Check the annotation file and the category ids.',
    zero: '{{name}} is exactly 0 from {{moment}} on, which no model reaches. Look for overflowing gradients (use bf16, or full precision), and for batches whose labels are all masked.',
    order:
      '{{name}} is {{value}} at {{moment}}, below the {{limit}} of mAP over all overlaps, which is the stricter one. Check which is logged under which name.',
    slow: '{{name}} is still {{value}} at {{moment}}; after one epoch a language model is below {{limit}}. Check the learning rate and that the labels are the next tokens.',
    undertrained:
      '{{name}} ends at {{value}}; well-trained language models end at 1 to {{limit}}. Train longer, on more data, or with a larger model.',
    chance:
      '{{name}} never leaves {{value}}: guessing among the classes gives {{limit}}. Check that labels and predictions use the same class ids, and that the head is trained.',
  },
  *subjects(target, options) {
    const tasks = tasksOf(target);
    const lossFrom0 =
      options.positiveLoss.some((task) => tasks.has(task)) && ![...tasks].some((task) => !options.positiveLoss.includes(task));
    for (const series of primarySeries(target)) {
      const isPossible =
        series.metric === 'perplexity' ||
        (series.metric === 'loss' && lossFrom0) ||
        options.bounded.includes(series.metric ?? '');
      if (isPossible) yield { series, judge: (figures) => judgePossible(series, figures, lossFrom0) };
    }
    if (!isTrendFree(target)) {
      for (const series of curvesOf(target, 'loss', 'train')) yield { series, judge: (figures) => judgeZero(series, figures) };
    }
    const primary = primarySeries(target).filter(({ component }) => component === undefined);
    for (const series of primary.filter(({ metric }) => metric === 'map50')) {
      const strict = primary.find(
        (other) =>
          other.metric === 'map' &&
          other.split === series.split &&
          other.group === series.group &&
          other.kind === series.kind &&
          other.file === series.file,
      );
      if (strict) yield { series, judge: () => judgeOrder(series, strict) };
    }
    if (tasks.has('language-modelling') && !hasDiverged(target)) {
      for (const series of curvesOf(target, 'loss', 'train'))
        yield { series, judge: (figures) => judgeLanguageLoss(series, target.run, figures) };
    }
    if (tasks.has('image-classification')) {
      const classes = classesOf(target, options.datasets);
      for (const series of accuracies(target)) yield { series, judge: (figures) => judgeChance(series, classes, figures) };
    }
  },
  title: ({ series }) => series.name,
  judge: ({ judge }, figures) => judge(figures),
  report: ({ kind, point, limit, value }, { series }) => ({
    message: kind,
    at: point.place,
    data: { name: series.name, value: figure(value), moment: moment(point, series), limit: figure(limit) },
    evidence: { series: series.name, kind, value, limit, scale: series.scale },
    sparkline: drawn(series),
  }),
});

function accuracies(target: RunArtifact): Series[] {
  const heldOut = curvesOf(target, 'accuracy', 'evaluation');
  return heldOut.length > 0 ? heldOut : curvesOf(target, 'accuracy', 'train');
}
