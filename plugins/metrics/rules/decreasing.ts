import type { Series } from '../../../src/api';
import { isAtChance } from '../at-chance';
import { trainingLosses } from '../curves';
import { hasDiverged } from '../diverged';
import { isImproving } from '../improving';
import type { ChanceFigures } from '../judge/chance';
import { type DecreasingEvidence, type DecreasingFigures, isRising, isRisingFar, judgeDecreasing } from '../judge/decreasing';
import type { DivergenceFigures } from '../judge/divergence';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { falling, rows, table } from '../samples';
import { chance, type Datasets, datasets, decreasingSchemas, divergence } from '../shared-options';
import { type StandstillOptions, standsStill, standstillOptions } from '../standstill';
import { drawn, figure } from '../words';

interface Options extends DecreasingFigures, StandstillOptions {
  readonly divergence: DivergenceFigures;
  readonly chance: ChanceFigures;
  readonly datasets: Datasets;
}

export default defineJudgment<Options, Series, DecreasingEvidence, 'flat' | 'rising'>({
  name: 'decreasing',
  docs: {
    summary: 'The training loss falls',
    why: "A loss that never falls means that the model learns nothing: the learning rate is far too small or too large, the weights are frozen, the optimizer holds other parameters, or the labels do not belong to the inputs. Not judged where the loss can't show progress (adversarial training, reinforcement learning), or while a metric of quality improves.",
    bad: [
      {
        wrong: 'The loss stays at ln(10), which is a guess among 10 classes.',
        sample: table('step,train_loss', ...rows(24, (index) => 2.31 + 0.01 * Math.sin(index * 2.4))),
      },
      {
        wrong: 'The loss rises from the start.',
        sample: table('step,train_loss', ...rows(24, (index) => 2 + 0.02 * index)),
      },
    ],
    good: table('step,train_loss', ...rows(24, falling(2.31, 0.4))),
    references: ['Training Pipeline Verification, “Fine-tuning Tasks”', 'Amazon SageMaker Debugger, LossNotDecreasing'],
  },
  options: optionsFrom<Options>({
    ...groupOf<DecreasingFigures>('decreasing', decreasingSchemas),
    divergence,
    chance,
    datasets,
    ...standstillOptions,
  }),
  messages: {
    flat: "`{{name}}` doesn't fall: it averages {{first}} at the start and {{last}} at the end of {{values}} values. Check the learning rate, that the optimizer holds the parameters of the model, and that none of them is frozen by mistake.",
    rising:
      '`{{name}}` rises from {{first}} to {{last}} over {{values}} values. Lower the learning rate, and check the sign of the loss and the labels.',
  },
  subjects(target, options) {
    if (!target.lossShowsProgress || isImproving(target, options.divergence) || hasDiverged(target, options.divergence))
      return [];
    // The causes have rules of their own.
    if (isAtChance(target, options.datasets, options.chance) || standsStill(target, options)) return [];
    return trainingLosses(target).filter(({ component }) => component === undefined);
  },
  title: ({ name }) => name,
  judge: (series, options) =>
    failOnly(judgeDecreasing(series, options), (evidence) => !isRisingFar(evidence, options.divergence.rise)),
  report: (evidence, series) => ({
    message: isRising(evidence) ? 'rising' : 'flat',
    at: evidence.closing.last.place,
    data: {
      name: series.name,
      first: figure(evidence.opening.mean),
      last: figure(evidence.closing.mean),
      values: series.segments.at(-1)!.finiteCount,
    },
    related: [{ message: 'The loss begins here.', at: evidence.opening.first.place }],
    evidence: {
      series: series.name,
      opening: evidence.opening.mean,
      closing: evidence.closing.mean,
      standardErrors: [evidence.opening.error, evidence.closing.error],
    },
    sparkline: drawn(series),
  }),
});
