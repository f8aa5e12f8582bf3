import { causes } from '../../../src/api';
import { type FiniteEvidence, type FiniteFigures, judgeFinite, type TrainingGroup } from '../judge/finite';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { table } from '../samples';
import { finiteOptions, finiteReport, seriesTitle, trainingSeries } from '../training-series';

export default defineJudgment<FiniteFigures, TrainingGroup, FiniteEvidence, 'evaluation'>({
  name: 'finite-evaluation',
  precision: 'very-high',
  docs: {
    summary: 'The loss on held-out data is not NaN or infinite',
    why: 'Where the training loss stays finite, the weights are sound: it is the evaluation that breaks, so there is nothing to go back to. Usually it runs in half precision, or a held-out sample has no label.',
    bad: [
      {
        wrong: 'The validation loss is NaN, and the training loss falls.',
        sample: table('step,train_loss,val_loss', [0, 2.31, 'nan'], [10, 1.94, 'nan'], [20, 1.71, 'nan']),
      },
    ],
    good: table('step,train_loss,val_loss', [0, 2.31, 2.4], [10, 1.94, 2.1], [20, 1.71, 1.9]),
    references: ['PyTorch torch.amp, autocast'],
  },
  options: finiteOptions,
  messages: {
    evaluation:
      'Only the evaluation breaks: `{{name}}` is {{value}} from {{moment}} on, while the training loss stays finite.{{others}} Evaluate in full precision (without AMP or half), and look for held-out samples with broken or no labels.',
  },
  subjects: trainingSeries,
  title: seriesTitle,
  judge: (group, figures) => failOnly(judgeFinite(group, figures), ({ place, lasts }) => place === 'evaluation' && lasts),
  report: (evidence, { run }) => ({ message: 'evaluation', ...finiteReport(evidence), cause: causes.notFinite(run) }),
});
