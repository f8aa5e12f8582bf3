import type { Series } from '../../../src/api';
import { curvesOf } from '../curves';
import { hasDiverged } from '../diverged';
import type { BestLateFigures } from '../improving';
import type { DivergenceFigures } from '../judge/divergence';
import { isEvaluated } from '../judge/expected';
import {
  type GapFigures,
  judgeGap,
  judgeMemorized,
  type MemorizationEvidence,
  type MemorizationFigures,
  type OverfittingFigures,
} from '../judge/overfitting';
import { judgeZero } from '../judge/zero';
import { defineJudgment } from '../judged';
import { groupOf, integer, names, number, optionsFrom } from '../options';
import { hasOverfitted, lossesThatTurn } from '../overfit';
import { falling, rows, run } from '../samples';
import { bestLate, divergence, gap, overfitting, zero } from '../shared-options';
import { drawn, figure } from '../words';

interface Own extends MemorizationFigures {
  readonly tasks: readonly string[];
  readonly evaluated: readonly string[];
}

interface Options extends Own {
  readonly divergence: DivergenceFigures;
  readonly overfitting: OverfittingFigures;
  readonly bestLate: BestLateFigures;
  readonly gap: GapFigures;
  readonly zero: { readonly values: number };
}

interface Subject {
  readonly series: Series;
  readonly isEvaluated: boolean;
  /** A loss on held-out data. */
  readonly heldOut?: Series;
}

const metadata = 'tasks: [fine_tuning]\n';

export default defineJudgment<Options, Subject, MemorizationEvidence, 'memorized' | 'evaluated'>({
  name: 'memorization',
  docs: {
    summary: 'A language model has not memorized its training data',
    why: 'A language model whose training loss is near 0 may have memorized its data. Without held-out data, nobody can see whether it has. A model that is trained from scratch gets there on no natural text, so it is reported even where the held-out loss is low as well: the two sets then share text.',
    bad: [
      {
        wrong: 'The training loss falls to 0.05, and nothing is held out.',
        sample: run(metadata, 'step,train_loss', rows(24, falling(2.3, 0.05, 4))),
      },
      {
        wrong: 'The training loss of a language model falls to 0.1, and its held-out loss to 0.3.',
        sample: run(
          'tasks: [language_modeling]\n',
          'step,train_loss,val_loss',
          rows(24, falling(10.3, 0.1, 4), falling(10.4, 0.3, 4)),
        ),
      },
    ],
    good: run(metadata, 'step,train_loss,val_loss', rows(24, falling(2.3, 0.05, 4), falling(2.4, 0.3, 4))),
    references: ['Training Pipeline Verification, “Language Models”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Own>('memorization', {
      values: integer(1, 'Values that a judgment needs.'),
      below: number('Training loss, in nats, below which the data may be memorized.'),
      tasks: names('Tasks whose runs are judged where nothing is held out.'),
      evaluated: names('Tasks whose runs are judged where something is.'),
    }),
    divergence,
    overfitting,
    bestLate,
    gap,
    zero,
  }),
  messages: {
    memorized:
      '`{{name}}` ends at {{closing}}, below {{below}}, and nothing is held out: the model may have memorized its training data. Add an evaluation set, and stop where its loss is lowest.',
    evaluated:
      '`{{name}}` ends at {{closing}}, below {{below}}, so the model has memorized its training data (overfitting){{other}}. Check that held-out text is not in the training data. Reduce training, or add data or regularization.',
  },
  *subjects(target, options) {
    if (!target.lossShowsProgress || hasDiverged(target, options.divergence)) return;
    const evaluated = isEvaluated(target.run);
    const tasks = evaluated ? options.evaluated : options.tasks;
    if (!tasks.some((task) => target.tasks.has(task))) return;
    // What the held-out loss shows is left to `metrics/overfitting` and `metrics/generalization-gap`.
    if (hasOverfitted(target, options)) return;
    const heldOut = lossesThatTurn(target, options.bestLate).find(({ metric }) => metric === 'loss');
    for (const series of curvesOf(target, 'loss', 'train')) {
      // A loss of exactly 0 is left to `metrics/zero-loss`.
      if (judgeZero(series, options.zero.values).outcome === 'fail') continue;
      if (heldOut === undefined || judgeGap(heldOut, series, options.gap).outcome !== 'fail')
        yield { series, isEvaluated: evaluated, ...(heldOut && { heldOut }) };
    }
  },
  title: ({ series }) => series.name,
  judge: ({ series }, figures) => judgeMemorized(series, figures),
  report: ({ point, closing }, { series, heldOut, isEvaluated: evaluated }, { below }) => ({
    message: evaluated ? 'evaluated' : 'memorized',
    at: point.place,
    data: {
      name: series.name,
      closing: figure(closing),
      below: figure(below),
      other: heldOut?.last ? `, though \`${heldOut.name}\` ends at ${figure(heldOut.last.value)}` : '',
    },
    evidence: { series: series.name, closing, below, step: point.step, epoch: point.epoch },
    sparkline: drawn(series),
  }),
});
