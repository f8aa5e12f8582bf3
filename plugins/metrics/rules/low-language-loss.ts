import type { Run, Series } from '../../../src/api';
import { initialLosses } from '../initial-loss';
import { type InitialFigures, judgeInitialLoss } from '../judge/initial-loss';
import { judgeFirstEpoch, type LanguageEvidence, type LanguageFigures } from '../judge/language-loss';
import { failOnly } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { type LanguageOptions, languageReport, lossesFromScratch } from '../language-loss';
import { groupOf, optionsFrom } from '../options';
import { run } from '../samples';
import { divergence, initial, languageSchemas } from '../shared-options';

interface Options extends LanguageOptions {
  readonly initial: InitialFigures;
}

interface Subject {
  readonly losses: readonly Series[];
  readonly run: Run;
}

const metadata = 'tasks: [language_modeling]\n';

export default defineJudgment<Options, Subject, LanguageEvidence, 'fast'>({
  name: 'low-language-loss',
  precision: 'medium',
  docs: {
    summary: 'A language model learns no more in its first epoch than it can',
    why: 'After one epoch from random weights, the loss of a language model is between 4 and 8. Far below that, the answer may leak into the input. A long epoch over much data gets there honestly, so this is information. Not judged where the weights are already trained, or the vocabulary is so small that a guess costs less.',
    bad: [
      {
        wrong: 'The loss falls from 10.4 to 1.2 in the first epoch.',
        sample: run(metadata, 'epoch,step,train_loss', [
          [0, 10, 10.4],
          [0, 20, 3.1],
          [0, 30, 1.2],
          [1, 40, 0.9],
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
  options: optionsFrom<Options>({
    ...groupOf<LanguageFigures>('language-loss', languageSchemas),
    divergence,
    initial,
  }),
  messages: {
    fast: '`{{name}}` is already {{value}} after epoch 1{{moment}}, but after one epoch from random weights a language model is at {{low}} to {{high}}. Unless trained weights are loaded, the vocabulary is small, or an epoch is very long, the answer leaks into the input: check the mask and the shift of the labels.',
  },
  *subjects(target, options) {
    const losses = lossesFromScratch(target, options);
    // A loss that is too low from the start is left to `metrics/low-initial-loss`.
    const starts = [...initialLosses(target, { datasets: {} })].map((loss) => judgeInitialLoss(loss, options.initial));
    const isLowFromStart = starts.some((start) => start.outcome === 'fail' && start.evidence.side === 'below');
    if (losses.length > 0 && !isLowFromStart) yield { losses, run: target.run };
  },
  title: ({ losses: [first] }) => first?.name ?? '',
  judge: ({ losses, run }, { afterEpoch }) =>
    failOnly(judgeFirstEpoch(losses, run, afterEpoch), ({ value }) => value < afterEpoch.low),
  report: (evidence, _, { afterEpoch }) => ({ message: 'fast', ...languageReport(evidence, afterEpoch) }),
});
