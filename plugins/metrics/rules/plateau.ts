import type { RunArtifact } from '../../../src/api';
import { curvesOf, trainingLosses } from '../curves';
import { hasDiverged } from '../diverged';
import { type BestLateFigures, isBestLate } from '../improving';
import type { DivergenceFigures } from '../judge/divergence';
import type { OverfittingFigures } from '../judge/overfitting';
import { judgePlateau, type PlateauEvidence, type PlateauFigures, type PlateauSubject } from '../judge/plateau';
import { pass } from '../judge/verdict';
import { judgeZero } from '../judge/zero';
import { defineJudgment } from '../judged';
import { groupOf, integer, number, optionsFrom } from '../options';
import { hasOverfitted } from '../overfit';
import { falling, rows, table } from '../samples';
import { bestLate, divergence, overfitting, zero } from '../shared-options';
import { drawn, figure, moment } from '../words';

interface Options extends PlateauFigures {
  readonly divergence: DivergenceFigures;
  readonly bestLate: BestLateFigures;
  readonly overfitting: OverfittingFigures;
  readonly zero: { readonly values: number };
}

interface Subject extends PlateauSubject {
  /** A metric of quality still got better at the end. */
  readonly isExcused: boolean;
}

export default defineJudgment<Options, Subject, PlateauEvidence, 'flat'>({
  name: 'plateau',
  precision: 'medium',
  docs: {
    summary: 'The loss still moves in the last part of the run',
    why: 'A loss that has not moved for a third of the run learns no more at this learning rate: the rest of the run was wasted, or the model could learn more with another schedule. Where a loss on held-out data has enough values, that one is judged, and the training loss must be flat as well. Runs that overfit, or whose loss is 0, are left to the rules for that.',
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
      short: {
        type: 'object',
        description: 'Fewer values, which are enough where both losses are flat for this share of the run.',
        additionalProperties: false,
        required: ['values', 'share'],
        properties: { values: integer(4, 'Values.'), share: number('Share, 0 to 0.9.', { maximum: 0.9 }) },
      },
    }),
    divergence,
    bestLate,
    overfitting,
    zero,
  }),
  messages: {
    flat: '`{{name}}` stays at {{level}} from {{moment}} on, for {{share}}% of the run{{beside}}. If the loss should be lower, train for more epochs or with a higher learning rate.',
  },
  subjects(target, options) {
    if (!target.lossShowsProgress || hasDiverged(target, options.divergence)) return [];
    const isZero = trainingLosses(target).some((series) => judgeZero(series, options.zero.values).outcome === 'fail');
    if (isZero || hasOverfitted(target, options)) return [];
    const isExcused = isBestLate(target, options.bestLate);
    return judged(target, options).map((subject) => ({ ...subject, isExcused }));
  },
  title: ({ series }) => series.name,
  judge(subject, options) {
    const verdict = judgePlateau(subject, options);
    return subject.isExcused && verdict.outcome === 'fail' ? pass : verdict;
  },
  report: ({ since, share, level }, { series, beside }) => ({
    message: 'flat',
    at: since.place,
    data: {
      name: series.name,
      level: figure(level.mean),
      moment: moment(since, series),
      share: Math.round(share * 100),
      beside: beside === undefined ? '' : `, and \`${beside.name}\` doesn't fall either`,
    },
    related: [{ message: 'The loss ends here.', at: level.last.place }],
    evidence: { series: series.name, level: level.mean, share, step: since.step, epoch: since.epoch },
    sparkline: drawn(series),
  }),
});

/** Losses on held-out data with that of training beside them, or that of training alone. */
function judged(target: RunArtifact, { short }: PlateauFigures): PlateauSubject[] {
  const training = trainingLosses(target).filter(({ component }) => component === undefined);
  const heldOut = curvesOf(target, 'loss', 'evaluation').filter(({ finiteCount }) => finiteCount >= short.values);
  if (heldOut.length === 0) return training.map((series) => ({ series }));
  return heldOut.map((series) => {
    const beside = training.find(({ group }) => group === series.group) ?? training[0];
    return { series, ...(beside && { beside }) };
  });
}
