import type { Series } from '../../../src/api';
import { curvesOf } from '../curves';
import { hasDiverged } from '../diverged';
import type { BestLateFigures } from '../improving';
import type { DivergenceFigures } from '../judge/divergence';
import { type GapEvidence, type GapFigures, judgeGap, type OverfittingFigures } from '../judge/overfitting';
import { defineJudgment } from '../judged';
import { groupOf, names, optionsFrom } from '../options';
import { hasTurned, lossesThatTurn } from '../overfit';
import { falling, rows, run } from '../samples';
import { bestLate, divergence, gapSchemas, overfitting } from '../shared-options';
import { count, drawn, figure } from '../words';

interface Own extends GapFigures {
  readonly tasks: readonly string[];
}

interface Options extends Own {
  readonly divergence: DivergenceFigures;
  readonly bestLate: BestLateFigures;
  readonly overfitting: OverfittingFigures;
}

interface Subject {
  readonly heldOut: Series;
  readonly training: Series;
}

const metadata = 'tasks: [fine_tuning]\n';

export default defineJudgment<Options, Subject, GapEvidence, 'gap'>({
  name: 'generalization-gap',
  docs: {
    summary: 'The loss on held-out data ends near the training loss',
    why: 'A language model whose loss is much lower on its training data than on other data has memorized some of it.',
    bad: [
      {
        wrong: 'The training loss ends at 0.2, and the validation loss at 1.1.',
        sample: run(metadata, 'step,train_loss,val_loss', rows(20, falling(2.3, 0.2, 4), falling(2.4, 1.1, 4))),
      },
    ],
    good: run(metadata, 'step,train_loss,val_loss', rows(20, falling(2.3, 0.9), falling(2.4, 1.1))),
    references: ['Training Pipeline Verification, “Fine-tuning Tasks”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Own>('generalization-gap', {
      ...gapSchemas,
      tasks: names('Tasks whose runs are judged.'),
    }),
    divergence,
    bestLate,
    overfitting,
  }),
  messages: {
    gap: '`{{name}}` ends at {{closing}}, {{gap}} above the training loss of {{trained}}; {{limit}} is the most that it should be, so the model overfits.{{certainty}} Reduce training, or add regularization.',
  },
  *subjects(target, options) {
    if (!target.lossShowsProgress || !options.tasks.some((task) => target.tasks.has(task))) return;
    if (hasDiverged(target, options.divergence)) return;
    // A loss that has turned is left to `metrics/overfitting`.
    const open = lossesThatTurn(target, options.bestLate).filter(
      (series) => series.metric === 'loss' && !hasTurned(target, series, options),
    );
    for (const training of curvesOf(target, 'loss', 'train'))
      for (const heldOut of open.filter(({ group }) => group === training.group)) yield { heldOut, training };
  },
  title: ({ heldOut }) => heldOut.name,
  judge: ({ heldOut, training }, figures) => judgeGap(heldOut, training, figures),
  report: ({ last, closing, trained, evaluations, isFew }, { heldOut, training }, { gap: limit }) => ({
    message: 'gap',
    at: last.place,
    data: {
      name: heldOut.name,
      closing: figure(closing),
      trained: figure(trained),
      gap: figure(closing - trained),
      limit,
      certainty: isFew ? ` This is likely, not certain: there are only ${count(evaluations, 'evaluation')}.` : '',
    },
    ...(training.last && { related: [{ message: 'The training loss ends here.', at: training.last.place }] }),
    evidence: { series: heldOut.name, closing, trained, step: last.step, epoch: last.epoch },
    sparkline: drawn(heldOut),
  }),
});
