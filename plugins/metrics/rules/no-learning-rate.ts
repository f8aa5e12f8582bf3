import type { Series } from '../../../src/api';
import { heldOutLosses, primarySeries, trainingLosses } from '../curves';
import { isImproving } from '../improving';
import { type DecreasingFigures, judgeDecreasing } from '../judge/decreasing';
import type { DivergenceFigures } from '../judge/divergence';
import { judgeStandstill, type StandstillEvidence } from '../judge/no-update';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { rows, table } from '../samples';
import { decreasing, divergence } from '../shared-options';
import { mayBeRounded, type StandstillFigures, standstillSchemas } from '../standstill';
import { count, drawn } from '../words';

interface Options extends StandstillFigures {
  readonly decreasing: DecreasingFigures;
  readonly divergence: DivergenceFigures;
}

interface Subject {
  readonly series: Series;
  /** Evaluations give the very same loss each time, so the weights don't change. */
  readonly isCertain: boolean;
}

export default defineJudgment<Options, Subject, StandstillEvidence, 'zero'>({
  name: 'no-learning-rate',
  docs: {
    summary: 'The learning rate is not 0',
    why: 'With a learning rate of 0, no step changes the weights. A schedule that counts its steps in another unit than the training loop, or a warm-up that is longer than the run, is the usual cause. Logs that round a small rate to 0 are known by their loss, which falls, or by their digits (`0.0000`).',
    bad: [
      {
        wrong: 'The learning rate is 0 at each step, and the loss stays where it is.',
        sample: table(
          'step,train_loss,lr',
          ...rows(
            24,
            (index) => 2.31 + 0.01 * Math.sin(index * 2.4),
            () => 0,
          ),
        ),
      },
    ],
    good: table(
      'step,train_loss,lr',
      ...rows(
        24,
        (index) => 2.3 - index / 20,
        () => 0,
      ),
    ),
    references: ['Hugging Face Transformers, “Optimization”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<StandstillFigures>('no-learning-rate', standstillSchemas),
    decreasing,
    divergence,
  }),
  messages: {
    zero: '`{{name}}` is 0 at all {{values}}, and the loss does not fall, so nothing is trained. Check the steps that the schedule is given (`num_training_steps`, `num_warmup_steps`), and the rate that it starts from.',
  },
  subjects(target, options) {
    const losses = trainingLosses(target);
    const mayFall = losses.some((series) => judgeDecreasing(series, options.decreasing).outcome === 'pass');
    if (!target.lossShowsProgress || losses.length === 0 || mayFall || isImproving(target, options.divergence)) return [];
    const isCertain = heldOutLosses(target).some(standsStill);
    return primarySeries(target)
      .filter(({ metric, kind }) => metric === 'learning-rate' && kind === 'history')
      .filter((series) => isCertain || !mayBeRounded(target, series))
      .map((series) => ({ series, isCertain }));
  },
  title: ({ series }) => series.name,
  judge: ({ series, isCertain }, { values }) => judgeStandstill(series, isCertain ? SAME : values),
  report: ({ point, values }, { series }) => ({
    message: 'zero',
    at: point.place,
    data: { name: series.name, values: count(values, 'value') },
    evidence: { series: series.name, values },
    sparkline: drawn(series),
  }),
});

/** Evaluations that must be the same, and the digits that they must have at least. */
const SAME = 4;
const DIGITS = 4;

const standsStill = ({ finiteCount, min, max }: Series): boolean =>
  finiteCount >= SAME && min !== undefined && min.value === max?.value && digitsOf(min.value) >= DIGITS;

const digitsOf = (value: number): number =>
  (String(value).split('e', 1)[0] ?? '').replaceAll(/\D/g, '').replace(/^0+/, '').length;
