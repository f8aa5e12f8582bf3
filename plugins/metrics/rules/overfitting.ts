import type { Series } from '../../../src/api';
import { heldOutLosses, trainingLosses } from '../curves';
import { hasDiverged } from '../diverged';
import type { BestLateFigures } from '../improving';
import type { DivergenceFigures } from '../judge/divergence';
import { type AllTurnedEvidence, judgeAllTurned, type OverfittingFigures } from '../judge/overfitting';
import { pass } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { lossesThatTurn } from '../overfit';
import { falling, rows, table } from '../samples';
import { bestLate, divergence, overfittingSchemas } from '../shared-options';
import { codeList, count, drawn, figure, moment } from '../words';

interface Options extends OverfittingFigures {
  readonly divergence: DivergenceFigures;
  readonly bestLate: BestLateFigures;
}

interface Subject {
  readonly all: readonly Series[];
  /** Those of sets where no metric of quality is best late. */
  readonly heldOut: readonly Series[];
  readonly training: readonly Series[];
}

export default defineJudgment<Options, Subject, AllTurnedEvidence, 'turned'>({
  name: 'overfitting',
  docs: {
    summary: 'The loss on held-out data keeps falling',
    why: 'Once the model memorizes its training data, every further epoch makes it worse on data that it has not seen. The best checkpoint is then the one with the lowest evaluation loss. Where no loss is logged on held-out data, its perplexity is judged. Three evaluations are enough where each one is worse while the training loss falls far below.',
    bad: [
      {
        wrong: 'The validation loss is lowest at step 40 and rises from there.',
        sample: table('step,train_loss,val_loss', ...rows(20, falling(2.3, 0.1), (index) => 1.2 + 0.08 * Math.abs(index - 4))),
      },
      {
        wrong: 'The validation loss rises at each of three evaluations, while the training loss falls to a quarter of it.',
        sample: table('step,train_loss,val_loss', [0, 2.1, 1.8], [10, 1.1, 1.87], [20, 0.4, 1.98]),
      },
      {
        wrong: 'The validation perplexity is lowest at step 30 and rises from there.',
        sample: table('step,train_loss,val_ppl', ...rows(12, falling(5.8, 1), (index) => 60 + 18 * Math.abs(index - 3))),
      },
    ],
    good: table('step,train_loss,val_loss', ...rows(20, falling(2.3, 0.9), falling(2.4, 1.1))),
    references: ['Training Pipeline Verification, “Fine-tuning Tasks”', 'PyTorch Lightning EarlyStopping, patience'],
  },
  options: optionsFrom<Options>({ ...groupOf<OverfittingFigures>('overfitting', overfittingSchemas), divergence, bestLate }),
  messages: {
    turned:
      '`{{name}}` is best at {{moment}} ({{best}}) and rises to {{closing}} over the {{since}} after that, so the model overfits.{{certainty}}{{others}} Reduce training (stop there and keep that checkpoint), or add regularization.',
  },
  *subjects(target, options) {
    if (!target.lossShowsProgress || hasDiverged(target, options.divergence)) return;
    const all = heldOutLosses(target);
    if (all.length > 0) yield { all, heldOut: lossesThatTurn(target, options.bestLate), training: trainingLosses(target) };
  },
  title: ({ all: [first] }) => first?.name ?? '',
  judge: ({ heldOut, training }, figures) => (heldOut.length > 0 ? judgeAllTurned(heldOut, training, figures) : pass),
  report: ({ series, best, closing, since, evaluations, isFew, others }) => ({
    message: 'turned',
    at: best.place,
    data: {
      name: series.name,
      best: figure(best.value),
      closing: figure(closing),
      moment: moment(best, series),
      since: count(since, 'evaluation'),
      certainty: isFew
        ? ` This is likely, not certain: there are only ${count(evaluations, 'evaluation')}, but each one after the best is worse.`
        : '',
      others: others.length > 0 ? ` ${codeList(others)} ${others.length > 1 ? 'rise' : 'rises'} too.` : '',
    },
    evidence: {
      series: series.name,
      best: best.value,
      closing,
      step: best.step,
      epoch: best.epoch,
      evaluationsSince: since,
    },
    sparkline: drawn(series),
  }),
});
