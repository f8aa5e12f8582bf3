import type { Report, RunArtifact, Series } from '../../../src/api';
import { isAtChance } from '../at-chance';
import { primarySeries } from '../curves';
import { judgeEnd, judgeFirstEpoch, type LanguageEvidence } from '../judge/language-loss';
import { type Bands, judgeQuality, type QualityEvidence } from '../judge/quality';
import type { Verdict } from '../judge/verdict';
import { defineJudgment } from '../judged';
import { languageLosses, languageReport, lossesFromScratch } from '../language-loss';
import { type QualityOptions, qualityOptions } from '../quality-options';
import { results, run } from '../samples';
import { breakOf } from '../training-series';
import { drawn, figure, moment } from '../words';

type Subject = {
  readonly series: Series;
  readonly target: RunArtifact;
  /** None: it is the loss of a language model. */
  readonly bands?: Bands;
};

type MessageId = 'band' | 'at-most' | 'best-band' | 'undertrained' | 'well-trained';

export default defineJudgment<QualityOptions, Subject, QualityEvidence | LanguageEvidence, MessageId>({
  name: 'quality',
  docs: {
    summary: "The best value of the run's metric is not poor",
    why: 'The reference gives bands for accuracy, mAP, and mIoU, and for the loss that a well-trained language model ends with. A poor result may be the best that a small example can do, so this is information. With `report: all`, every run gets its band. A language model is judged when its planned epochs, or those that it logged, are complete.',
    bad: [
      { wrong: 'The best mAP is 11.2%, and below 20% is poor.', sample: results(0.031, 0.052, 0.081, 0.112) },
      {
        wrong: 'The best mAP is poor as a fraction, and poorer still if it is a percentage.',
        sample: run('tasks: [object_detection]\n', 'step,train_loss,val_map', [
          [0, 2.31, 0.01],
          [10, 1.94, 0.05],
        ]),
      },
      {
        wrong: 'A language model ends its five epochs with a loss of 4.4.',
        sample: run('tasks: [language_modeling]\n', 'epoch,step,train_loss', [
          [0, 10, 7.9],
          [1, 20, 6.1],
          [2, 30, 5.2],
          [3, 40, 4.7],
          [4, 50, 4.4],
        ]),
      },
    ],
    good: results(0.121, 0.244, 0.312, 0.459),
    references: ['Training Pipeline Verification, “Language Models”, “Image Classification”, “Object Detection”, “Segmentation”'],
  },
  options: qualityOptions,
  messages: {
    band: 'The best `{{name}}` is {{percent}}% at {{moment}}, which is {{band}}; the next band starts at {{next}}%.{{scale}} If the example should do better, train it longer or on more data.',
    'at-most':
      'The best `{{name}}` is at most {{percent}}% at {{moment}}, which is {{band}}; the next band starts at {{next}}%. If the example should do better, train it longer or on more data.',
    'best-band': 'The best `{{name}}` is {{percent}}% at {{moment}}, which is {{band}}.{{scale}}',
    undertrained:
      '`{{name}}` ends at {{value}}, but well-trained language models end at {{low}} to {{high}}. If the example should do better, train it longer, on more data, or with a larger model.',
    'well-trained': '`{{name}}` ends at {{value}}, which is well-trained: language models end at {{low}} to {{high}}.',
  },
  *subjects(target, figures) {
    const { bands: entries, chance, datasets: known, language, divergence } = figures;
    // A run that crashed or broke might have got better.
    if (target.run.status === 'crashed' || breakOf(target, figures.finite) !== undefined) return;
    for (const { tasks, metric, bands } of entries) {
      if (!tasks.some((task) => target.tasks.has(task))) continue;
      // An accuracy at chance is left to `metrics/chance`.
      if (metric === 'accuracy' && isAtChance(target, known, chance)) continue;
      for (const series of primarySeries(target))
        if (series.metric === metric && series.component === undefined && series.split !== 'train')
          yield { series, target, bands };
    }
    // A language model that is behind after its first epoch is left to `metrics/language-loss`.
    const losses = lossesFromScratch(target, { ...language, divergence });
    const first = judgeFirstEpoch(losses, target.run, language.afterEpoch);
    if (first.outcome === 'fail' && first.evidence.value > language.afterEpoch.high) return;
    for (const series of languageLosses(target, { divergence })) yield { series, target };
  },
  title: ({ series }) => series.name,
  judge: ({ series, target: { run: itself }, bands }, { report, language }): Verdict<QualityEvidence | LanguageEvidence> =>
    bands === undefined ? judgeEnd(series, itself, language.trained, report) : judgeQuality(series, itself.series, bands, report),
  report: (evidence, { series }, { language: { trained } }) =>
    'band' in evidence
      ? reportBand(evidence, series)
      : { message: evidence.value > trained.high ? 'undertrained' : 'well-trained', ...languageReport(evidence, trained) },
});

const reportBand = ({ band, best, percent, reading, next }: QualityEvidence, series: Series): Report<MessageId> => ({
  message: next === undefined ? 'best-band' : reading === 'most' ? 'at-most' : 'band',
  at: best.place,
  data: {
    name: series.name,
    percent: figure(percent),
    moment: moment(best, series),
    band,
    next,
    scale:
      reading === 'fractions' || reading === 'percentages' ? ` The log doesn't state the scale; its values show ${reading}.` : '',
  },
  evidence: { series: series.name, band, percent },
  sparkline: drawn(series),
});
