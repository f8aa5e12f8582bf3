import type { BestLateFigures } from './improving';
import type { ChanceFigures } from './judge/chance';
import type { DecreasingFigures } from './judge/decreasing';
import type { DivergenceFigures } from './judge/divergence';
import type { EvaluatedFigures } from './judge/expected';
import type { FiniteFigures } from './judge/finite';
import type { InitialFigures } from './judge/initial-loss';
import type { LanguageFigures } from './judge/language-loss';
import type { GapFigures, OverfittingFigures } from './judge/overfitting';
import type { SaturatedFigures } from './judge/saturated';
import { integer, names, number, type OptionSource, type Schemas, wholeGroup } from './options';

export const divergenceSchemas: Schemas<DivergenceFigures> = {
  values: integer(2, 'Values that a trend needs.'),
  rise: number('How far the end is above the best level: times that level.'),
  regained: number('Share of the gain that is lost again, 0 to 1.'),
  noise: number('How far the end is above the best level: standard deviations of the scatter of the last values.'),
  lasting: {
    type: 'object',
    description: 'How long the loss must stay up, so that a spike is no divergence.',
    additionalProperties: false,
    required: ['values', 'share'],
    properties: { values: integer(1, 'Values.'), share: number('Share of all values, 0 to 1.', { maximum: 1 }) },
  },
  gain: number('Relative gain of a metric of quality, or of the loss on held-out data, that excuses a rise.'),
};

/** For rules that leave a diverged run to `metrics/divergence`. */
export const divergence = wholeGroup<DivergenceFigures>(
  'divergence',
  divergenceSchemas,
  'When a loss has diverged, as in `metrics/divergence`.',
);

export const decreasingSchemas: Schemas<DecreasingFigures> = {
  values: integer(2, 'Values that a trend needs.'),
  part: number('Share of the run at its start and at its end that are compared.', { minimum: 0.05, maximum: 0.5 }),
  noise: number('Standard errors that the loss must fall by.'),
  fall: number('Share of the first level; a smaller fall counts as none.'),
  epochs: integer(2, 'Values that are enough where each is of another epoch and all are as good as equal.'),
};

export const decreasing = wholeGroup<DecreasingFigures>(
  'decreasing',
  decreasingSchemas,
  'When a loss falls, as in `metrics/decreasing`.',
);

const steep = {
  evaluations: integer(1, 'Evaluations.'),
  after: integer(1, 'After the best.'),
  rise: number('Relative rise.'),
};

export const overfittingSchemas: Schemas<OverfittingFigures> = {
  evaluations: integer(2, 'Evaluations that a judgment needs.'),
  patience: integer(1, 'Evaluations after the best one.'),
  share: number('Share of all evaluations that came after the best one, 0 to 1.'),
  rise: number('Rise over the best value, relative to it.'),
  steep: {
    type: 'object',
    description: 'What fewer evaluations must show: how many there are, how many come after the best, and how far they rise.',
    additionalProperties: false,
    required: ['evaluations', 'after', 'rise'],
    properties: steep,
  },
  plain: {
    type: 'object',
    description: 'The same, where the training loss falls to a share of where it began, and of this loss.',
    additionalProperties: false,
    required: ['evaluations', 'after', 'rise', 'trained'],
    properties: { ...steep, trained: number('That share, 0 to 1.', { maximum: 1 }) },
  },
};

/** For rules that leave a loss that has turned to `metrics/overfitting`. */
export const overfitting = wholeGroup<OverfittingFigures>(
  'overfitting',
  overfittingSchemas,
  'When a loss has turned, as in `metrics/overfitting`.',
);

/** For rules that are silent while a metric of quality is at its best. */
export const bestLate = wholeGroup<BestLateFigures>(
  'best-late',
  {
    evaluations: integer(1, 'Evaluations that a judgment needs.'),
    share: number('Share of the evaluations, at the end of the run, 0 to 1.'),
    gain: number('Change since the first value, relative to it.'),
  },
  'When a metric of quality is best late, so that the loss does not matter.',
);

export const chanceSchemas: Schemas<ChanceFigures> = {
  times: number('Times 1/classes that still count as chance.'),
  evaluations: integer(1, 'Evaluations that a judgment needs.'),
  halves: integer(1, 'Evaluations of two classes whose number only the loss shows.'),
};

/** For rules that leave an accuracy at chance to `metrics/chance`. */
export const chance = wholeGroup<ChanceFigures>(
  'chance',
  chanceSchemas,
  'When an accuracy is at chance, as in `metrics/chance`.',
);

export interface Datasets {
  readonly [name: string]: number;
}

export const datasets: OptionSource = {
  schema: {
    type: 'object',
    description: 'Number of classes, by the name of the dataset in the metadata.',
    additionalProperties: { type: 'integer', minimum: 2 },
  },
  table: 'metric-ranges.datasets',
};

export const evaluated = wholeGroup<EvaluatedFigures>(
  'evaluated',
  {
    values: integer(1, 'Values of a training loss.'),
    epochs: number('Epochs.'),
    people: names('Readers of logs for people, where a metric may be in a form that is not read.'),
  },
  'When a run is long enough for its first evaluation.',
);

export const expectedMetrics: OptionSource = {
  schema: {
    type: 'array',
    description: 'The metrics of each task.',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['tasks', 'any', 'name'],
      properties: {
        tasks: names('Ids of tasks.'),
        any: names('Ids of metrics, any of which is enough.'),
        name: { type: 'string', description: 'What to call the metric.' },
        mention: { type: 'string', format: 'regex', description: 'Words by which a log for people gives it.' },
      },
    },
  },
  table: 'metric-ranges.expected.metrics',
};

export const initialSchemas: Schemas<InitialFigures> = {
  language: {
    type: 'object',
    description: 'First losses of a language model with random weights.',
    additionalProperties: false,
    required: ['low', 'high', 'below', 'above'],
    properties: {
      low: number('Lowest, where the size of the vocabulary is unknown.'),
      high: number('Highest, where it is unknown.'),
      below: number('How far the first loss may be below ln(vocabulary), where the vocabulary is known, in nats.'),
      above: number('How far it may be above, in nats.'),
    },
  },
  low: number('Lowest first loss where the choices are known: times ln(choices).'),
  high: number('Highest first loss of a classifier whose classes are known: times ln(classes).'),
  firstSteps: integer(0, 'A value at a later step has some training behind it.'),
  warmUp: {
    type: 'object',
    description: 'What is allowed for such a value of a language model.',
    additionalProperties: false,
    required: ['steps', 'low'],
    properties: {
      steps: integer(0, 'Until this step, the value is judged.'),
      low: number('The least that it is until then, instead of `language.low`.'),
    },
  },
  hopeless: number('Times the upper end: a loss above it is wrong at any step, whatever the weights are.'),
};

/** For rules that leave a first loss to `metrics/initial-loss` and `metrics/low-initial-loss`. */
export const initial = wholeGroup<InitialFigures>(
  'initial-loss',
  initialSchemas,
  'Where a first loss is, as in `metrics/initial-loss`.',
);

const range = (description: string) => ({
  type: 'object',
  description,
  additionalProperties: false,
  required: ['low', 'high'],
  properties: { low: number('Lowest.'), high: number('Highest.') },
});

export const languageSchemas: Schemas<LanguageFigures> = {
  afterEpoch: range('Loss of a language model after one epoch, from random weights.'),
  trained: range('Loss that a well-trained language model ends with.'),
};

export const gapSchemas: Schemas<GapFigures> = {
  evaluations: integer(1, 'Evaluations that a judgment needs.'),
  gap: number('How far the evaluation loss may be above the training loss, in nats.'),
  plain: {
    type: 'object',
    description: 'What fewer evaluations must show.',
    additionalProperties: false,
    required: ['evaluations', 'gap'],
    properties: { evaluations: integer(1, 'Evaluations.'), gap: number('How far it is above, in nats.') },
  },
};

/** For rules that leave a gap to `metrics/generalization-gap`. */
export const gap = wholeGroup<GapFigures & { readonly tasks: readonly string[] }>(
  'generalization-gap',
  { ...gapSchemas, tasks: names('Tasks whose runs are judged.') },
  'When an evaluation loss is too far above the training loss, as in `metrics/generalization-gap`.',
);

export const zeroSchemas: Schemas<{ readonly values: number }> = {
  values: integer(2, 'Values of exactly 0 at the end of the loss.'),
};

/** For rules that leave a loss of 0 to `metrics/zero-loss`. */
export const zero = wholeGroup<{ readonly values: number }>(
  'zero-loss',
  zeroSchemas,
  'When a loss is 0, as in `metrics/zero-loss`.',
);

export const saturatedSchemas: Schemas<SaturatedFigures> = {
  limits: {
    type: 'array',
    description: 'The largest losses that frameworks can compute.',
    items: {
      type: 'object',
      additionalProperties: false,
      required: ['loss', 'within', 'is'],
      properties: {
        loss: number('The loss.'),
        within: number('How far a rounded value may be off.'),
        is: { type: 'string', description: 'Whose limit it is, and which bound gives it.' },
      },
    },
  },
  values: integer(2, 'Values at the end of the loss that must all be the limit.'),
};

/** For rules that leave a loss at its limit to `metrics/saturated-loss`. */
export const saturated = wholeGroup<SaturatedFigures>(
  'saturated-loss',
  saturatedSchemas,
  'When a loss is at its limit, as in `metrics/saturated-loss`.',
);

export const finiteSchemas: Schemas<FiniteFigures> = {
  training: names('Metrics whose NaN or infinity means that training broke.'),
  mayOverflow: names('Metrics that may overflow now and then under mixed precision.'),
  lasting: integer(1, 'Values in a row at the end of a log, from which on NaN lasts.'),
  overflows: integer(1, 'The same for metrics that may overflow.'),
  throughout: {
    type: 'object',
    description: 'Values that are enough where none is finite, and the step or epoch from which on that counts.',
    additionalProperties: false,
    required: ['values', 'step', 'epoch'],
    properties: { values: integer(1, 'Values.'), step: integer(1, 'Step.'), epoch: integer(1, 'Epoch.') },
  },
};

/** For rules that leave a run that broke to `metrics/finite`. */
export const finite = wholeGroup<FiniteFigures>('finite', finiteSchemas, 'When a run broke, as in `metrics/finite`.');
