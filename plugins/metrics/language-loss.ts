import type { RunArtifact, Series } from '../../src/api';
import { curvesOf } from './curves';
import { hasDiverged } from './diverged';
import type { DivergenceFigures } from './judge/divergence';
import type { LanguageEvidence } from './judge/language-loss';
import { groupOf, number, optionsFrom } from './options';
import { divergence } from './shared-options';
import { drawn, figure, moment } from './words';

interface Figures {
  readonly afterEpoch: number;
  readonly trained: number;
}

export interface LanguageOptions extends Figures {
  readonly divergence: DivergenceFigures;
}

export const languageOptions = optionsFrom<LanguageOptions>({
  ...groupOf<Figures>('language-loss', {
    afterEpoch: number('Loss that a language model is below after one epoch.'),
    trained: number('Loss that a well-trained language model ends below.'),
  }),
  divergence,
});

/** The training losses of a language model that has not diverged. */
export const languageLosses = (target: RunArtifact, options: LanguageOptions): Series[] =>
  target.tasks.has('language-modeling') && !hasDiverged(target, options.divergence) ? curvesOf(target, 'loss', 'train') : [];

/** What to report of such a loss, besides the message. */
export const languageReport = ({ point, value }: LanguageEvidence, series: Series, limit: number) => ({
  at: point.place,
  data: { name: series.name, value: figure(value), moment: moment(point, series), limit: figure(limit) },
  evidence: { series: series.name, value, limit },
  sparkline: drawn(series),
});
