import type { ChanceFigures } from './judge/chance';
import type { DivergenceFigures } from './judge/divergence';
import type { FiniteFigures } from './judge/finite';
import type { LanguageFigures } from './judge/language-loss';
import type { Bands } from './judge/quality';
import { groupOf, names, optionsFrom, wholeGroup } from './options';
import { chance, type Datasets, datasets, divergence, finite, languageSchemas } from './shared-options';

interface Own {
  readonly report: 'poor' | 'all';
  readonly bands: readonly { readonly tasks: readonly string[]; readonly metric: string; readonly bands: Bands }[];
}

export interface QualityOptions extends Own {
  readonly language: LanguageFigures;
  readonly divergence: DivergenceFigures;
  readonly finite: FiniteFigures;
  readonly chance: ChanceFigures;
  readonly datasets: Datasets;
}

const band = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string' },
    below: { type: 'number', description: 'Upper end in percent; the last band has none.' },
  },
};

export const qualityOptions = optionsFrom<QualityOptions>({
  ...groupOf<Own>('quality', {
    report: { enum: ['poor', 'all'], description: 'Report runs in the lowest band, or the band of every run.' },
    bands: {
      type: 'array',
      description: 'The bands of each metric, from worst to best.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['tasks', 'metric', 'bands'],
        properties: {
          tasks: names('Ids of tasks.'),
          metric: { type: 'string', description: 'Id of the metric.' },
          bands: { type: 'array', items: band },
        },
      },
    },
  }),
  language: wholeGroup<LanguageFigures>(
    'language-loss',
    languageSchemas,
    'The losses of language models, which `metrics/language-loss` has as well.',
  ),
  divergence,
  finite,
  chance,
  datasets,
});
