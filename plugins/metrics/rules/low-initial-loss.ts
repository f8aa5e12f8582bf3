import { type InitialOptions, initialLosses, initialOptions, initialReport } from '../initial-loss';
import { type InitialEvidence, type InitialLoss, judgeInitialLoss } from '../judge/initial-loss';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { falling, rows, run } from '../samples';

export default defineJudgment<InitialOptions, InitialLoss, InitialEvidence, 'below' | 'below-late' | 'below-guess'>({
  name: 'low-initial-loss',
  precision: 'medium',
  docs: {
    summary: 'The first loss is no lower than a guess',
    why: 'Before training, a model gives every choice the same chance, which costs ln(choices): 8 to 12 for the vocabularies of language models, ln(classes) for a classifier. Far below that, the answer leaks into the input. Not judged where the weights are already trained.',
    bad: [
      {
        wrong: 'A language model starts at a loss of 3.2.',
        sample: run('tasks: [language_modeling]\n', 'step,train_loss', rows(24, falling(3.2, 1.1))),
      },
      {
        wrong: 'The first loss of a language model is logged at step 49, and is 2.8.',
        sample: run(
          'tasks: [language_modeling]\n',
          'step,train_loss',
          rows(24, falling(2.8, 1.1)).map(([, loss], index) => [49 + 50 * index, loss ?? 0]),
        ),
      },
      {
        wrong: 'A classifier of 100 classes starts at a loss of 1, and ln(100) is 4.6.',
        sample: run('tasks: [image_classification]\ndatasets: [cifar100]\n', 'step,train_loss', rows(24, falling(1, 0.2))),
      },
    ],
    good: run('tasks: [language_modeling]\n', 'step,train_loss', rows(24, falling(10.8, 4.1))),
    references: ['Training Pipeline Verification, “Metric Ranges by Task”'],
  },
  options: initialOptions,
  messages: {
    below:
      '`{{name}}` starts at {{value}}, but a language model with random weights starts at {{low}} to {{high}}. Unless trained weights are loaded or the vocabulary has only about {{tokens}} tokens, the answer leaks into the input: check the mask and the shift of the labels.',
    'below-late':
      '`{{name}}` is {{value}} at its first value, {{after}}, but a language model with random weights starts at {{low}} to {{high}}, and until step {{until}} of its warm-up, at least {{least}} is expected. Unless trained weights are loaded or the vocabulary is small, the answer leaks into the input: check the mask and the shift of the labels.',
    'below-guess':
      '`{{name}}` starts at {{value}}, but a guess among {{choices}} {{of}} costs ln({{choices}}) = {{guess}}. Unless trained weights are loaded, the answer leaks into the input: check how the inputs and the labels are made.',
  },
  subjects: initialLosses,
  title: ({ series }) => series.name,
  judge: (subject, options) => failOnly(judgeInitialLoss(subject, options), ({ side }) => side === 'below'),
  report(evidence, subject, { warmUp }) {
    const message = subject.choices !== undefined ? 'below-guess' : evidence.after === undefined ? 'below' : 'below-late';
    const { data, ...rest } = initialReport(evidence, subject);
    return { message, ...rest, data: { ...data, until: warmUp.steps, least: warmUp.low } };
  },
});
