import type { Series } from '../../../src/api';
import { judgeFirstEpoch, type LanguageEvidence } from '../judge/language-loss';
import { defineJudgment } from '../judged';
import { type LanguageOptions, languageLosses, languageOptions, languageReport } from '../language-loss';
import { run } from '../samples';

const metadata = 'tasks: [language_modeling]\n';

export default defineJudgment<LanguageOptions, Series, LanguageEvidence, 'slow'>({
  name: 'language-loss',
  docs: {
    summary: 'A language model learns in its first epoch',
    why: 'After one epoch, the loss of a language model is between 4 and 8. Above that, the learning rate is wrong, or the labels are not the next tokens.',
    bad: [
      {
        wrong: 'The loss is 9.1 after two epochs.',
        sample: run(metadata, 'epoch,step,train_loss', [
          [0, 10, 10.4],
          [1, 20, 9.6],
          [2, 30, 9.1],
        ]),
      },
    ],
    good: run(metadata, 'epoch,step,train_loss', [
      [0, 10, 10.4],
      [1, 20, 7.2],
      [2, 30, 5.8],
    ]),
    references: ['Training Pipeline Verification, “Language Models”'],
  },
  options: languageOptions,
  messages: {
    slow: '`{{name}}` is still {{value}} at {{moment}}, but a language model is below {{limit}} after one epoch. Check the learning rate, and that the labels are the next tokens.',
  },
  subjects: languageLosses,
  title: ({ name }) => name,
  judge: (series, { afterEpoch }) => judgeFirstEpoch(series, afterEpoch),
  report: (evidence, series, { afterEpoch }) => ({ message: 'slow', ...languageReport(evidence, series, afterEpoch) }),
});
