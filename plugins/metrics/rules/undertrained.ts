import type { Run, Series } from '../../../src/api';
import { judgeEnd, judgeFirstEpoch, type LanguageEvidence } from '../judge/language-loss';
import { pass } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { type LanguageOptions, languageLosses, languageOptions, languageReport } from '../language-loss';

interface Subject {
  readonly series: Series;
  readonly run: Run;
}

const state = (loss: number) => ({
  'example.yaml': 'name: demo\ntasks: [language_modeling]\n',
  'outputs/trainer_state.json': `{"epoch": 1.0, "global_step": 40, "max_steps": 40, "log_history": [
  {"epoch": 0.5, "loss": 6.1, "step": 20},
  {"epoch": 1.0, "loss": ${loss}, "step": 40}
]}
`,
});

export default defineJudgment<LanguageOptions, Subject, LanguageEvidence, 'undertrained'>({
  name: 'undertrained',
  docs: {
    summary: 'A language model ends with the loss of a well-trained one',
    why: 'Well-trained language models end at a loss of 1 to 3. A small example may never get there, so this is information.',
    bad: [{ wrong: 'The run finished with a loss of 4.4.', sample: state(4.4) }],
    good: state(2.4),
    references: ['Training Pipeline Verification, “Language Models”'],
  },
  options: languageOptions,
  messages: {
    undertrained:
      '`{{name}}` ends at {{value}}, but well-trained language models end at 1 to {{limit}}. Train longer, on more data, or with a larger model.',
  },
  subjects: (target, options) => languageLosses(target, options).map((series) => ({ series, run: target.run })),
  title: ({ series }) => series.name,
  judge: ({ series, run }, { afterEpoch, trained }) =>
    judgeFirstEpoch(series, afterEpoch).outcome === 'fail' ? pass : judgeEnd(series, run, trained),
  report: (evidence, { series }, { trained }) => ({ message: 'undertrained', ...languageReport(evidence, series, trained) }),
});
