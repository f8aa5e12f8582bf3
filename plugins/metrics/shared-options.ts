import type { BestLateFigures } from './improving';
import type { ChanceFigures } from './judge/chance';
import type { DecreasingFigures } from './judge/decreasing';
import type { DivergenceFigures } from './judge/divergence';
import type { EvaluatedFigures } from './judge/expected';
import type { OverfittingFigures } from './judge/overfitting';
import { integer, names, number, type OptionSource, type Schemas, wholeGroup } from './options';

export const divergenceSchemas: Schemas<DivergenceFigures> = {
  values: integer(2, 'Values that a trend needs.'),
  rise: number('How far the end is above the best level: times that level.'),
  regained: number('Share of the gain that is lost again, 0 to 1.'),
  noise: number('How far the end is above the best level: times the median distance of neighboring values.'),
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
};

export const decreasing = wholeGroup<DecreasingFigures>(
  'decreasing',
  decreasingSchemas,
  'When a loss falls, as in `metrics/decreasing`.',
);

export const overfittingSchemas: Schemas<OverfittingFigures> = {
  evaluations: integer(2, 'Evaluations that a judgment needs.'),
  patience: integer(1, 'Evaluations after the best one.'),
  share: number('Share of all evaluations that came after the best one, 0 to 1.'),
  rise: number('Rise over the best value, relative to it.'),
  steep: {
    type: 'object',
    description: 'What fewer evaluations must show: how many there are, how many come after the best, and how far each rises.',
    additionalProperties: false,
    required: ['evaluations', 'after', 'rise'],
    properties: { evaluations: integer(1, 'Evaluations.'), after: integer(1, 'After the best.'), rise: number('Relative rise.') },
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
