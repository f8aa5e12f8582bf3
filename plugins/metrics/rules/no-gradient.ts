import type { RunArtifact, Series } from '../../../src/api';
import { primarySeries } from '../curves';
import { judgeStandstill, type StandstillEvidence } from '../judge/no-update';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { rows, table } from '../samples';
import { mayBeRounded, type StandstillFigures, standstillSchemas } from '../standstill';
import { count, drawn } from '../words';

interface Subject {
  readonly series: Series;
  readonly target: RunArtifact;
}

export default defineJudgment<StandstillFigures, Subject, StandstillEvidence, 'frozen' | 'same-rewards'>({
  name: 'no-gradient',
  precision: 'very-high',
  docs: {
    summary: 'There are gradients',
    why: 'Gradients whose norm is exactly 0 at each step change nothing: all parameters are frozen, the loss does not depend on them, or (in reinforcement learning with groups of answers) all answers of a group get the same reward, so that no answer is better than another.',
    bad: [
      {
        wrong: 'The norm of the gradients is 0 at each of 30 steps.',
        sample: table(
          'step,train_loss,grad_norm',
          ...rows(
            30,
            (index) => 0.9 + 0.001 * (index % 3),
            () => 0,
          ),
        ),
      },
      {
        wrong: 'The answers of each group get the same reward.',
        sample: table(
          'step,reward,reward_std,grad_norm',
          ...rows(
            30,
            () => 3,
            () => 0,
            () => 0,
          ),
        ),
      },
    ],
    good: table(
      'step,train_loss,grad_norm',
      ...rows(
        30,
        (index) => 2 - index / 30,
        (index) => 1 - index / 60,
      ),
    ),
    references: ['TRL documentation, “GRPO Trainer”, logged metrics'],
  },
  options: optionsFrom<StandstillFigures>(groupOf('no-gradient', standstillSchemas)),
  messages: {
    frozen:
      '`{{name}}` is 0 at all {{values}}, so there is no learning signal and nothing is trained. Check that the trained parameters have `requires_grad`, that the optimizer holds them, and that the loss depends on them.',
    'same-rewards':
      '`{{name}}` is 0 at all {{values}}, and so is `{{std}}`: all answers of a group get the same reward, so there is no learning signal. Sample with a higher temperature, generate more answers for each prompt, or use a reward that tells answers apart.',
  },
  subjects: (target) =>
    primarySeries(target)
      .filter(({ metric, component, kind }) => metric === 'gradient-norm' && component === undefined && kind === 'history')
      .filter((series) => !mayBeRounded(target, series))
      .map((series) => ({ series, target })),
  title: ({ series }) => series.name,
  judge: ({ series }, { values }) => judgeStandstill(series, values),
  report({ point, values }, { series, target }) {
    const std = target.run.series.find(
      ({ name, min, max }) => /^reward_?std$/i.test(name) && min?.value === 0 && max?.value === 0,
    );
    return {
      message: std === undefined ? 'frozen' : 'same-rewards',
      at: point.place,
      data: { name: series.name, values: count(values, 'value'), std: std?.name },
      evidence: { series: series.name, values },
      sparkline: drawn(series),
    };
  },
});
