import { pretrainedBy, type Report, type RunArtifact, sizeOf } from '../../src/api';
import { classesOf } from './classes';
import { curvesOf } from './curves';
import type { InitialEvidence, InitialFigures, InitialLoss } from './judge/initial-loss';
import { groupOf, integer, number, optionsFrom } from './options';
import { type Datasets, datasets } from './shared-options';
import { drawn, figure } from './words';

export interface InitialOptions extends InitialFigures {
  readonly datasets: Datasets;
}

export const initialOptions = optionsFrom<InitialOptions>({
  ...groupOf<InitialFigures>('initial-loss', {
    language: {
      type: 'object',
      description: 'First losses of a language model whose vocabulary has a usual, unknown size.',
      additionalProperties: false,
      required: ['low', 'high'],
      properties: { low: number('Lowest.'), high: number('Highest.') },
    },
    low: number('Lowest first loss where the choices are known: times ln(choices).'),
    high: number('Highest first loss where the choices are known: times ln(choices).'),
    firstSteps: integer(0, 'A value at a later step is not a first value.'),
    hopeless: number('Times the upper end: a loss above it is wrong at any step, whatever the weights are.'),
  }),
  datasets,
});

/** The training losses of a language model or a classifier, with the number of choices that a first guess is made among. */
export function* initialLosses(target: RunArtifact, options: InitialOptions): Generator<InitialLoss> {
  const kind = kindOf(target);
  if (kind === undefined) return;
  const choices = kind === 'language' ? sizeOf(target.run, 'vocabulary') : classesOf(target, options.datasets);
  const pretrained = pretrainedBy(target.run);
  for (const series of curvesOf(target, 'loss', 'train')) {
    if (series.group === undefined)
      yield { series, kind, ...(choices && { choices }), ...(pretrained && { pretrainedBy: pretrained }) };
  }
}

function kindOf({ tasks }: RunArtifact): InitialLoss['kind'] | undefined {
  if (tasks.has('language-modeling')) return 'language';
  return tasks.has('image-classification') ? 'classes' : undefined;
}

/** What to report of a first loss that is not that of a guess, besides the message. */
export const initialReport = (
  { first, low, high }: InitialEvidence,
  { series, kind, choices }: InitialLoss,
): Omit<Report, 'message'> => ({
  at: first.place,
  data: {
    name: series.name,
    value: figure(first.value),
    low,
    high,
    tokens: figure(Math.round(Math.exp(first.value))),
    ...(choices && { choices, of: kind === 'language' ? 'tokens' : 'classes', guess: figure(Math.log(choices)) }),
  },
  evidence: { series: series.name, value: first.value, low, high, choices },
  sparkline: drawn(series),
});
