import { type FiniteEvidence, type FiniteFigures, judgeFinite, type TrainingGroup } from '../judge/finite';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { table } from '../samples';
import { finiteOptions, finiteReport, seriesTitle, trainingSeries } from '../training-series';
import { count } from '../words';

export default defineJudgment<FiniteFigures, TrainingGroup, FiniteEvidence, 'passing' | 'last' | 'only' | 'tested'>({
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
      {
        wrong: 'The only loss of the log is NaN.',
        sample: table('step,train_loss', [0, 'nan']),
      },
      {
        wrong: 'The log ends with a loss of NaN.',
        sample: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 1.71], [30, 'nan']),
      },
    ],
    good: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 1.71], [30, 1.66], [40, 1.6]),
    references: ['PyTorch torch.amp.GradScaler'],
  },
  options: finiteOptions,
  messages: {
    passing:
      "`{{name}}` is {{value}} at {{moment}} ({{times}} in all) and recovers later.{{others}} Look at the batch of that step, and clip gradients or skip steps whose loss isn't finite.",
    last: '`{{name}}` is {{value}} at {{moment}}, the last value of this log.{{others}} If the next values are so as well, resume from an earlier checkpoint with a lower learning rate, a longer warm-up, or clipped gradients.',
    tested:
      '`{{name}}` is {{value}} at {{moment}}, in a log that only evaluates.{{others}} Look for NaN in the weights, evaluate with another precision or quantization of the model, and check that each sample has a target.',
    only: '`{{name}}` is {{value}} at {{moment}}, and no value of it came before.{{others}} If the next values are so as well, look for NaN in the data and labels, compute the loss in bf16 or full precision, and lower the learning rate.',
  },
  subjects: trainingSeries,
  title: seriesTitle,
  judge: (group, figures) => failOnly(judgeFinite(group, figures), ({ lasts }) => !lasts),
  report(evidence) {
    const { data, ...report } = finiteReport(evidence);
    const { nonFinite, isFromStart, place } = evidence;
    const last = isFromStart ? 'only' : 'last';
    const lasting = place === 'test' ? 'tested' : last;
    return {
      message: nonFinite.trail === undefined ? 'passing' : lasting,
      ...report,
      data: { ...data, times: count(nonFinite.count, 'value') },
    };
  },
});
