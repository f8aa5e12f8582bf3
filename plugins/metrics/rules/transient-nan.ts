import type { Series } from '../../../src/api';
import { type FiniteEvidence, type FiniteFigures, isTransient, judgeFinite } from '../judge/finite';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { table } from '../samples';
import { finiteOptions, finiteReport, seriesTitle, trainingSeries } from '../training-series';
import { count } from '../words';

export default defineJudgment<FiniteFigures, readonly Series[], FiniteEvidence, 'passing'>({
  name: 'transient-nan',
  precision: 'very-high',
  docs: {
    summary: 'No loss is NaN or infinite for a step',
    why: "A loss that is NaN once and finite again later comes from a broken batch or a step that was too large. This run recovered; the next one may not. Gradients that overflow once in a while under mixed precision are normal, and aren't reported.",
    bad: [
      {
        wrong: 'The loss is NaN at step 20, and finite again at step 30.',
        sample: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 'nan'], [30, 1.66], [40, 1.6]),
      },
    ],
    good: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 1.71], [30, 1.66], [40, 1.6]),
    references: ['PyTorch torch.amp.GradScaler'],
  },
  options: finiteOptions,
  messages: {
    passing:
      "`{{name}}` is {{value}} at {{moment}} ({{times}} in all) and recovers later.{{others}} Look at the batch of that step, and clip gradients or skip steps whose loss isn't finite.",
  },
  subjects: trainingSeries,
  title: seriesTitle,
  judge: (group, figures) => failOnly(judgeFinite(group, figures), isTransient),
  report(evidence) {
    const { data, ...report } = finiteReport(evidence);
    return { message: 'passing', ...report, data: { ...data, times: count(evidence.nonFinite.count, 'value') } };
  },
});
