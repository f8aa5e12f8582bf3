import type { NonFinite, Series } from '../../../src/api';
import { type FiniteEvidence, type FiniteFigures, isTransient, judgeFinite } from '../judge/finite';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { table } from '../samples';
import { finiteOptions, finiteReport, seriesTitle, trainingSeries } from '../training-series';
import { count } from '../words';

export default defineJudgment<FiniteFigures, readonly Series[], FiniteEvidence, 'diverged' | 'closing'>({
  name: 'finite',
  precision: 'very-high',
  docs: {
    summary: 'No loss or norm ends as NaN or infinity',
    why: "After the first NaN, every weight that it reaches is NaN as well: the run goes on, costs as much as before, and learns nothing. Gradients that overflow once in a while under mixed precision are normal, and aren't reported.",
    bad: [
      {
        wrong: 'The loss is NaN from step 20 on.',
        sample: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 'nan'], [30, 'nan'], [40, 'nan']),
      },
      {
        wrong: 'The closing value of the loss is NaN.',
        sample: {
          'example.yaml': 'name: demo\n',
          'wandb/run-20250301_100000-a1b2c3d4/files/wandb-summary.json':
            '{"loss": "NaN", "_step": 30, "_runtime": 60, "_timestamp": 1740823260}\n',
        },
      },
    ],
    good: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 1.71], [30, 1.66], [40, 1.6]),
    references: ['Keras TerminateOnNaN', 'PyTorch Lightning EarlyStopping, check_finite', 'PyTorch torch.amp.GradScaler'],
  },
  options: finiteOptions,
  messages: {
    diverged:
      '`{{name}}` is {{value}} from {{moment}} on, and the run learns nothing after that.{{wasted}}{{others}} Resume from an earlier checkpoint with a lower learning rate, a longer warm-up, or clipped gradients.',
    closing:
      'The final `{{name}}` is {{value}} at {{moment}}, so training diverged before that.{{others}} Start again with a lower learning rate, a longer warm-up, or clipped gradients.',
  },
  subjects: trainingSeries,
  title: seriesTitle,
  judge: (group, figures) => failOnly(judgeFinite(group, figures), (evidence) => !isTransient(evidence)),
  report(evidence) {
    const { data, ...report } = finiteReport(evidence);
    const message = evidence.series.kind === 'summary' ? 'closing' : 'diverged';
    return { message, ...report, data: { ...data, wasted: wastedAfter(evidence.nonFinite) } };
  },
});

/** For how long the run went on after its first value that isn't finite. */
function wastedAfter({ valuesAfter, ranOnForSteps }: NonFinite): string {
  if (ranOnForSteps) return ` It went on for ${count(ranOnForSteps, 'step')}.`;
  return valuesAfter > 1 ? ` It went on for ${count(valuesAfter - 1, 'more value')}.` : '';
}
