import type { Run, Series } from '../../../src/api';
import { judgeFirstEpoch, type LanguageEvidence } from '../judge/language-loss';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { type LanguageOptions, languageOptions, languageReport, lossesFromScratch } from '../language-loss';
import { run } from '../samples';

interface Subject {
  /** The one that says most first. */
  readonly losses: readonly Series[];
  readonly run: Run;
}

const metadata = 'tasks: [language_modeling]\n';

export default defineJudgment<LanguageOptions, Subject, LanguageEvidence, 'slow'>({
  name: 'language-loss',
  docs: {
    summary: 'A language model learns in its first epoch',
    why: 'After one epoch, the loss of a language model is between 4 and 8. Above that, the learning rate is wrong, or the labels are not the next tokens, even if later epochs make up for it. The held-out loss is judged where there is one, as a training loss may be a mean over the epoch. Not judged where the weights are already trained, or the vocabulary is so small that a guess costs less.',
    bad: [
      {
        wrong: 'The loss is 9.1 at the end of the first epoch.',
        sample: run(metadata, 'epoch,step,train_loss', [
          [0, 10, 10.4],
          [0, 20, 9.6],
          [0, 30, 9.1],
          [1, 40, 7.2],
        ]),
      },
    ],
    good: run(metadata, 'epoch,step,train_loss', [
      [0, 10, 10.4],
      [0, 20, 9.2],
      [0, 30, 7.8],
      [1, 40, 6.2],
    ]),
    references: ['Training Pipeline Verification, “Language Models”'],
  },
  options: languageOptions,
  messages: {
    slow: '`{{name}}` is still {{value}} after epoch 1{{moment}}, but after one epoch a language model is at {{low}} to {{high}}. Check the learning rate, and that the labels are the next tokens.',
  },
  *subjects(target, options) {
    const losses = lossesFromScratch(target, options);
    if (losses.length > 0) yield { losses, run: target.run };
  },
  title: ({ losses: [first] }) => first?.name ?? '',
  judge: ({ losses, run }, { afterEpoch }) =>
    failOnly(judgeFirstEpoch(losses, run, afterEpoch), ({ value }) => value > afterEpoch.high),
  report: (evidence, _, { afterEpoch }) => ({ message: 'slow', ...languageReport(evidence, afterEpoch) }),
});
