import type { RunArtifact, Series } from '../../../src/api';
import { curvesOf, trainingLosses } from '../curves';
import { hasDiverged } from '../diverged';
import { type BestLateFigures, isBestLate } from '../improving';
import type { DivergenceFigures } from '../judge/divergence';
import { judgePlateau, type PlateauEvidence, type PlateauFigures } from '../judge/plateau';
import { defineJudgment } from '../judged';
import { groupOf, integer, number, optionsFrom } from '../options';
import { falling, rows, table } from '../samples';
import { bestLate, divergence } from '../shared-options';
import { drawn, figure, moment } from '../words';

interface Options extends PlateauFigures {
  readonly divergence: DivergenceFigures;
  readonly bestLate: BestLateFigures;
}

export default defineJudgment<Options, Series, PlateauEvidence, 'flat'>({
  name: 'plateau',
  precision: 'medium',
  docs: {
    summary: 'The loss still moves in the last part of the run',
    why: 'A loss that has not moved for a third of the run learns no more at this learning rate: the rest of the run was wasted, or the model could learn more with another schedule. Where a loss on held-out data has enough values, that one is judged.',
    bad: [
      {
        wrong: 'The loss falls to 0.9 in the first third, and stays there.',
        sample: table('step,train_loss', ...rows(60, falling(2.3, 0.9, 4))),
      },
    ],
    good: table('step,train_loss', ...rows(60, falling(2.3, 0.4, 25))),
    references: [
      'Training Pipeline Verification, “Fine-tuning Tasks”',
      'Keras ReduceLROnPlateau',
      'Amazon SageMaker Debugger, StalledTraining',
    ],
  },
  options: optionsFrom<Options>({
    ...groupOf<PlateauFigures>('plateau', {
      values: integer(8, 'Values that a trend needs.'),
      share: { type: 'number', exclusiveMinimum: 0, maximum: 0.9, description: 'Share of the run, at its end, that is judged.' },
      change: number('Change of the loss that counts as none, relative to it.'),
    }),
    divergence,
    bestLate,
  }),
  messages: {
    flat: '`{{name}}` stays at {{level}} from {{moment}} on, for {{share}}% of the run. End the run there, or continue with another learning rate, more data, or a larger model.',
  },
  subjects: (target, options) =>
    !target.lossShowsProgress || isBestLate(target, options.bestLate) || hasDiverged(target, options.divergence)
      ? []
      : judged(target, options.values),
  title: ({ name }) => name,
  judge: judgePlateau,
  report: ({ since, share, level }, series) => ({
    message: 'flat',
    at: since.place,
    data: { name: series.name, level: figure(level.mean), moment: moment(since, series), share: Math.round(share * 100) },
    related: [{ message: 'The loss ends here.', at: level.last.place }],
    evidence: { series: series.name, level: level.mean, share, step: since.step, epoch: since.epoch },
    sparkline: drawn(series),
  }),
});

function judged(target: RunArtifact, values: number): Series[] {
  const heldOut = curvesOf(target, 'loss', 'evaluation').filter(({ finiteCount }) => finiteCount >= values);
  return heldOut.length > 0 ? heldOut : trainingLosses(target).filter(({ component }) => component === undefined);
}
