import { type RunArtifact, type Series, sizeOf } from '../../src/api';
import { curvesOf } from './curves';
import { hasDiverged } from './diverged';
import type { DivergenceFigures } from './judge/divergence';
import type { LanguageEvidence, LanguageFigures, Range } from './judge/language-loss';
import { groupOf, optionsFrom } from './options';
import { divergence, languageSchemas } from './shared-options';
import { trainedWeights } from './trained-weights';
import { drawn, figure, otherwise } from './words';

export interface LanguageOptions extends LanguageFigures {
  readonly divergence: DivergenceFigures;
}

export const languageOptions = optionsFrom<LanguageOptions>({
  ...groupOf<LanguageFigures>('language-loss', languageSchemas),
  divergence,
});

/** The training losses of a language model that has not diverged. */
export const languageLosses = (target: RunArtifact, options: Pick<LanguageOptions, 'divergence'>): Series[] =>
  target.tasks.has('language-modeling') && !hasDiverged(target, options.divergence)
    ? curvesOf(target, 'loss', 'train').filter(({ group }) => group === undefined)
    : [];

/**
 * The losses that show where a language model is after its first epoch: those on held-out data first, as a training loss may be a mean
 * over the epoch. Empty where its weights may have been trained before, or its vocabulary is too small for the range.
 */
export function lossesFromScratch(target: RunArtifact, options: LanguageOptions): Series[] {
  const training = languageLosses(target, options);
  const vocabulary = sizeOf(target.run, 'vocabulary');
  const isSmall = vocabulary !== undefined && Math.log(vocabulary) < options.afterEpoch.high;
  if (training.length === 0 || isSmall || trainedWeights(target) !== undefined) return [];
  return [...curvesOf(target, 'loss', 'evaluation').filter(({ group }) => group === undefined), ...training];
}

/** What to report of such a loss, besides the message. */
export const languageReport = ({ series, point, value }: LanguageEvidence, { low, high }: Range) => ({
  at: point.place,
  data: { name: series.name, value: figure(value), moment: otherwise(point, series), low: figure(low), high: figure(high) },
  evidence: { series: series.name, value, low, high },
  sparkline: drawn(series),
});
