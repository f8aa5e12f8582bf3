import type { RunArtifact, Series } from '../../../src/api';
import { curvesOf, trainingLosses } from '../curves';
import { hasDiverged } from '../diverged';
import { figuresOf, schemaOf } from '../figures';
import { isBestLate } from '../improving';
import { judgePlateau, type PlateauEvidence, type PlateauFigures } from '../judge/plateau';
import { defineJudgement } from '../judged';
import { falling, rows, table } from '../samples';
import { isTrendFree } from '../tasks';
import { drawn, figure, moment } from '../words';

export default defineJudgement<PlateauFigures, Series, PlateauEvidence, 'flat'>({
  name: 'plateau',
  precision: 'medium',
  docs: {
    summary: 'The loss still moves in the last part of the run',
    why: 'A loss that has stood still for a third of the run learns no more at this learning rate: the rest of the run was paid for nothing, or the model could learn more with another schedule. Where enough values of a loss on held-out data are there, that one is judged.',
    bad: table('step,train_loss', ...rows(60, falling(2.3, 0.9, 4))),
    good: table('step,train_loss', ...rows(60, falling(2.3, 0.4, 25))),
    references: [
      'Training Pipeline Verification, “Fine-tuning Tasks”',
      'Keras ReduceLROnPlateau',
      'Amazon SageMaker Debugger, StalledTraining',
    ],
  },
  options: {
    schema: schemaOf({
      values: { type: 'integer', minimum: 8 },
      share: { type: 'number', exclusiveMinimum: 0, maximum: 0.9 },
      change: { type: 'number', minimum: 0 },
    }),
    defaults: figuresOf('plateau'),
  },
  messages: {
    flat: '{{name}} stays at {{level}} from {{moment}} on, {{share}} % of the run. End the run there, or go on with a higher or newly scheduled learning rate, more data or a larger model.',
  },
  subjects: (target, { values }) =>
    isTrendFree(target) || isBestLate(target) || hasDiverged(target) ? [] : judged(target, values),
  title: ({ name }) => name,
  judge: judgePlateau,
  report: ({ since, share, level }, series) => ({
    message: 'flat',
    at: since.place,
    data: { name: series.name, level: figure(level.mean), moment: moment(since, series), share: Math.round(share * 100) },
    related: [{ message: 'the last value', at: level.last.place }],
    evidence: { series: series.name, level: level.mean, share, step: since.step, epoch: since.epoch },
    sparkline: drawn(series),
  }),
});

function judged(target: RunArtifact, values: number): Series[] {
  const heldOut = curvesOf(target, 'loss', 'evaluation').filter(({ finiteCount }) => finiteCount >= values);
  return heldOut.length > 0 ? heldOut : trainingLosses(target).filter(({ component }) => component === undefined);
}
