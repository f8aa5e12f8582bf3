import type { Report, Series } from '../../../src/api';
import { trainingLosses } from '../curves';
import { hasDiverged } from '../diverged';
import { isImproving, isOutweighed } from '../improving';
import { type DecreasingEvidence, type DecreasingFigures, isRisingFar, judgeDecreasing } from '../judge/decreasing';
import { type DivergenceEvidence, type DivergenceFigures, judgeDivergence } from '../judge/divergence';
import { judgeSaturated, type SaturatedFigures } from '../judge/saturated';
import { failOnly, pass, type Verdict } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { falling, rows, table } from '../samples';
import { decreasing, divergenceSchemas, saturated } from '../shared-options';
import { drawn, figure, moment } from '../words';

interface Options extends DivergenceFigures {
  readonly decreasing: DecreasingFigures;
  readonly saturated: SaturatedFigures;
}

interface Subject {
  readonly series: Series;
  /** Whether a rise from the start is to be looked for as well. */
  readonly neverFell: boolean;
  /** A metric of quality, the loss on held-out data, or most other parts of the loss got better meanwhile. */
  readonly isExcused: boolean;
}

type Evidence = DivergenceEvidence | DecreasingEvidence;

export default defineJudgment<Options, Subject, Evidence, 'diverged' | 'rising'>({
  name: 'divergence',
  docs: {
    summary: 'The training loss does not go up for good',
    why: 'A loss that climbs away has left the region where the model learns: the weights after that point are worse than those before. Not judged for adversarial training and reinforcement learning, nor while a metric of quality improves.',
    bad: [
      {
        wrong: 'The loss falls to 0.5 and then climbs to 6.',
        sample: table(
          'step,train_loss',
          ...rows(30, (index) => (index < 15 ? falling(2.3, 0.5, 4)(index) : 0.6 + (index - 15) * 0.4)),
        ),
      },
      { wrong: 'The loss rises from 2 to 14.', sample: table('step,train_loss', ...rows(24, (index) => 2 + 0.5 * index)) },
    ],
    good: table('step,train_loss', ...rows(30, falling(2.3, 0.5, 6))),
    references: ['PyTorch Lightning EarlyStopping, divergence_threshold', 'Amazon SageMaker Debugger, ExplodingTensor'],
  },
  options: optionsFrom<Options>({ ...groupOf<DivergenceFigures>('divergence', divergenceSchemas), decreasing, saturated }),
  messages: {
    diverged:
      '`{{name}}` falls to {{best}} at {{bestMoment}} and climbs to {{last}} from {{moment}} on. Resume from an earlier checkpoint with a lower learning rate, a longer warm-up, or clipped gradients.',
    rising:
      '`{{name}}` rises from {{first}} to {{last}} and never falls. Lower the learning rate, and check the sign of the loss and the labels.',
  },
  subjects(target, options) {
    if (!target.lossShowsProgress) return [];
    const isExcused = isImproving(target, options);
    const neverFell = !hasDiverged(target, options);
    // A loss at its limit is left to `metrics/saturated-loss`.
    const losses = trainingLosses(target).filter((series) => judgeSaturated(series, options.saturated).outcome !== 'fail');
    return losses.map((series) => ({
      series,
      neverFell: neverFell && series.component === undefined,
      isExcused: isExcused || isOutweighed(series, losses, options),
    }));
  },
  title: ({ series }) => series.name,
  judge({ series, neverFell, isExcused }, options): Verdict<Evidence> {
    const verdict = judgeDivergence(series, options);
    if (isExcused) return verdict.outcome === 'fail' ? pass : verdict;
    if (verdict.outcome !== 'pass' || !neverFell) return verdict;
    const rise = failOnly(judgeDecreasing(series, options.decreasing), (evidence) => isRisingFar(evidence, options.rise));
    return rise.outcome === 'fail' ? rise : verdict;
  },
  report: (evidence, { series }) => ('best' in evidence ? reportFall(evidence, series) : reportRise(evidence, series)),
});

const reportFall = ({ best, closing, since }: DivergenceEvidence, series: Series): Report<'diverged'> => ({
  message: 'diverged',
  at: since.place,
  data: {
    name: series.name,
    best: figure(best.mean),
    bestMoment: moment(best.first, series),
    last: figure(closing),
    moment: moment(since, series),
  },
  related: [{ message: 'The loss is lowest here.', at: best.first.place }],
  evidence: { series: series.name, best: best.mean, closing, step: since.step, epoch: since.epoch },
  sparkline: drawn(series),
});

const reportRise = ({ opening, closing }: DecreasingEvidence, series: Series): Report<'rising'> => ({
  message: 'rising',
  at: closing.last.place,
  data: { name: series.name, first: figure(opening.mean), last: figure(closing.mean) },
  related: [{ message: 'The loss begins here.', at: opening.first.place }],
  evidence: { series: series.name, opening: opening.mean, closing: closing.mean, standardErrors: [opening.error, closing.error] },
  sparkline: drawn(series),
});
