import { pretrainedBy, type Report, type RunArtifact, sizeOf } from '../../src/api';
import { classesOf } from './classes';
import { curvesOf } from './curves';
import type { InitialEvidence, InitialFigures, InitialLoss } from './judge/initial-loss';
import { groupOf, optionsFrom } from './options';
import { type Datasets, datasets, initialSchemas } from './shared-options';
import { count, drawn, figure } from './words';

export interface InitialOptions extends InitialFigures {
  readonly datasets: Datasets;
}

export const initialOptions = optionsFrom<InitialOptions>({
  ...groupOf<InitialFigures>('initial-loss', initialSchemas),
  datasets,
});

/** The training losses of a language model or a classifier, with the number of choices that a first guess is made among. */
export function* initialLosses(target: RunArtifact, options: Pick<InitialOptions, 'datasets'>): Generator<InitialLoss> {
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
  { first, low, high, side, after }: InitialEvidence,
  { series, kind, choices }: InitialLoss,
): Omit<Report, 'message'> => ({
  at: first.place,
  data: {
    name: series.name,
    value: figure(first.value),
    low: figure(low),
    high: figure(high),
    tokens: figure(Math.round(Math.exp(first.value))),
    logged: after !== undefined && side === 'above' ? ` (its first value, ${agoOf(after)}, which can only have lowered it)` : '',
    after: after && agoOf(after),
    ...(choices && {
      choices: figure(choices),
      of: kind === 'language' ? 'tokens' : 'classes',
      guess: figure(Math.log(choices)),
    }),
  },
  evidence: { series: series.name, value: first.value, low, high, choices, step: first.step },
  sparkline: drawn(series),
});

const agoOf = (after: NonNullable<InitialEvidence['after']>): string =>
  after === 'epoch' ? 'after an epoch' : `after ${count(after.steps, 'step')}`;
