import type { Series } from '../../../src/api';
import { heldOutLosses } from '../curves';
import { hasDiverged } from '../diverged';
import { type BestLateFigures, isBestLate } from '../improving';
import type { DivergenceFigures } from '../judge/divergence';
import { type AllTurnedEvidence, judgeAllTurned, type OverfittingFigures } from '../judge/overfitting';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { falling, rows, table } from '../samples';
import { bestLate, divergence, overfittingSchemas } from '../shared-options';
import { codeList, count, drawn, figure, moment } from '../words';

interface Options extends OverfittingFigures {
  readonly divergence: DivergenceFigures;
  readonly bestLate: BestLateFigures;
}

export default defineJudgment<Options, readonly Series[], AllTurnedEvidence, 'turned'>({
  name: 'overfitting',
  docs: {
    summary: 'The loss on held-out data keeps falling',
    why: 'Once the model memorizes its training data, every further epoch makes it worse on data that it has not seen. The best checkpoint is then the one with the lowest evaluation loss.',
    bad: [
      {
        wrong: 'The validation loss is lowest at step 40 and rises from there.',
        sample: table('step,train_loss,val_loss', ...rows(20, falling(2.3, 0.1), (index) => 1.2 + 0.08 * Math.abs(index - 4))),
      },
    ],
    good: table('step,train_loss,val_loss', ...rows(20, falling(2.3, 0.9), falling(2.4, 1.1))),
    references: ['Training Pipeline Verification, “Fine-tuning Tasks”', 'PyTorch Lightning EarlyStopping, patience'],
  },
  options: optionsFrom<Options>({ ...groupOf<OverfittingFigures>('overfitting', overfittingSchemas), divergence, bestLate }),
  messages: {
    turned:
      '`{{name}}` is best at {{moment}} ({{best}}) and rises to {{closing}} over the {{since}} after that.{{others}} Stop there and keep that checkpoint, or add regularization or data.',
  },
  *subjects(target, options) {
    if (!target.lossShowsProgress || hasDiverged(target, options.divergence)) return;
    const heldOut = heldOutLosses(target).filter(({ group }) => !isBestLate(target, options.bestLate, group));
    if (heldOut.length > 0) yield heldOut;
  },
  title: ([first]) => first?.name ?? '',
  judge: judgeAllTurned,
  report: ({ series, best, closing, since, others }) => ({
    message: 'turned',
    at: best.place,
    data: {
      name: series.name,
      best: figure(best.value),
      closing: figure(closing),
      moment: moment(best, series),
      since: count(since, 'evaluation'),
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
