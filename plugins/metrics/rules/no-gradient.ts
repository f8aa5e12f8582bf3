import type { RunArtifact, Series } from '../../../src/api';
import { primarySeries, trainingLosses } from '../curves';
import { judgeNoGradient, type NoGradientFigures, type StandstillEvidence, spreadOfRewards } from '../judge/no-update';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { rows, table } from '../samples';
import { mayBeRounded, noGradientSchemas } from '../standstill';
import { count, drawn } from '../words';

interface Subject {
  readonly series: Series;
  readonly target: RunArtifact;
}

export default defineJudgment<NoGradientFigures, Subject, StandstillEvidence, 'frozen' | 'masked' | 'rewards' | 'same-rewards'>({
  name: 'no-gradient',
  precision: 'very-high',
  docs: {
    summary: 'There are gradients',
    why: "Gradients whose norm is exactly 0 at each step change nothing: all parameters are frozen, the loss does not depend on them, or (in reinforcement learning with groups of answers) all answers of a group get the same reward, so that no answer is better than another. A norm of 0 beside a loss that falls is one that the framework doesn't know.",
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
        wrong: 'The labels are masked, so the loss is 0 as well.',
        sample: table(
          'step,train_loss,grad_norm',
          ...rows(
            5,
            () => 0,
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
  options: optionsFrom<NoGradientFigures>(groupOf('no-gradient', noGradientSchemas)),
  messages: {
    frozen:
      '`{{name}}` is 0 at all {{values}}, so there is no learning signal and nothing is trained. Check that the trained parameters have `requires_grad`, that the optimizer holds them, and that the loss depends on them.',
    masked:
      "`{{name}}` is 0 at all {{values}}, and so is `{{loss}}`: no label counts, so nothing is trained. Check that the labels aren't all masked (-100), as by a response template that isn't in the text or a prompt that fills the whole sequence.",
    rewards:
      '`{{name}}` is 0 at all {{values}}: all answers of a group get the same reward, so there is no learning signal. Sample with a higher temperature, generate more answers for each prompt, or use a reward that tells answers apart.',
    'same-rewards':
      '`{{name}}` is 0 at all {{values}}, and so is `{{std}}`: all answers of a group get the same reward, so there is no learning signal. Sample with a higher temperature, generate more answers for each prompt, or use a reward that tells answers apart.',
  },
  subjects(target) {
    const norms = primarySeries(target)
      .filter(({ metric, component, kind }) => metric === 'gradient-norm' && component === undefined && kind === 'history')
      .filter((series) => !mayBeRounded(target, series));
    const std = spreadOfRewards(target.run.series);
    return (norms.length > 0 || std === undefined ? norms : [std]).map((series) => ({ series, target }));
  },
  title: ({ series }) => series.name,
  judge: ({ series, target: { run, lossShowsProgress } }, figures) =>
    judgeNoGradient(series, { all: run.series, lossShowsProgress }, figures),
  report({ point, values }, { series, target }) {
    const std = spreadOfRewards(target.run.series);
    const loss = trainingLosses(target).find(({ min, max }) => min?.value === 0 && max?.value === 0);
    const cause = target.lossShowsProgress && loss !== undefined ? 'masked' : 'frozen';
    return {
      message: std === undefined ? cause : std.name === series.name ? 'rewards' : 'same-rewards',
      at: point.place,
      data: { name: series.name, values: count(values, 'value'), std: std?.name, loss: loss?.name },
      evidence: { series: series.name, values },
      sparkline: drawn(series),
    };
  },
});
