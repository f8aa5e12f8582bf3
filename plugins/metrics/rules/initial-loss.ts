import { type InitialOptions, initialLosses, initialOptions, initialReport } from '../initial-loss';
import { type InitialEvidence, type InitialLoss, judgeInitialLoss } from '../judge/initial-loss';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { falling, rows, run } from '../samples';

export default defineJudgment<InitialOptions, InitialLoss, InitialEvidence, 'above' | 'above-guess'>({
  name: 'initial-loss',
  precision: 'medium',
  docs: {
    summary: 'The first loss is no higher than a guess',
    why: 'Before training, a model gives every choice the same chance, which costs ln(choices): 8 to 12 for the vocabularies of language models, ln(classes) for a classifier. Above that, the initialization or the scale of the loss is wrong. Not judged where the weights are already trained, unless the loss is hopeless.',
    bad: [
      {
        wrong: 'A language model starts at a loss of 86.',
        sample: run('tasks: [language_modeling]\n', 'step,train_loss', rows(24, falling(86.2, 4.1))),
      },
      {
        wrong: 'A classifier of 10 classes starts at a loss of 9, and ln(10) is 2.3.',
        sample: run('tasks: [image_classification]\ndatasets: [cifar10]\n', 'step,train_loss', rows(24, falling(9, 1))),
      },
    ],
    good: run('tasks: [language_modeling]\n', 'step,train_loss', rows(24, falling(10.8, 4.1))),
    references: ['Training Pipeline Verification, “Metric Ranges by Task”'],
  },
  options: initialOptions,
  messages: {
    above:
      '`{{name}}` starts at {{value}}{{logged}}, but a language model with random weights starts at {{low}} to {{high}}. Check how the weights are initialized, and that the loss is a mean over tokens and not a sum.',
    'above-guess':
      '`{{name}}` starts at {{value}}{{logged}}, but a guess among {{choices}} {{of}} costs ln({{choices}}) = {{guess}}, so random weights start at {{low}} to {{high}}. Check how the weights are initialized, and that the loss is a mean and not a sum.',
  },
  subjects: initialLosses,
  title: ({ series }) => series.name,
  judge: (subject, options) => failOnly(judgeInitialLoss(subject, options), ({ side }) => side === 'above'),
  report: (evidence, subject) => ({
    message: subject.choices === undefined ? 'above' : 'above-guess',
    ...initialReport(evidence, subject),
  }),
});
