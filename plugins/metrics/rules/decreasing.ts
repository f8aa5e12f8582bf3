import type { Series } from '../../../src/api';
import { trainingLosses } from '../curves';
import { hasDiverged } from '../diverged';
import { figuresOf, schemaOf } from '../figures';
import { isImproving } from '../improving';
import { type DecreasingEvidence, type DecreasingFigures, judgeDecreasing } from '../judge/decreasing';
import type { DivergenceFigures } from '../judge/divergence';
import { defineJudgement } from '../judged';
import { falling, rows, table } from '../samples';
import { isTrendFree } from '../tasks';
import { drawn, figure } from '../words';

export default defineJudgement<DecreasingFigures, Series, DecreasingEvidence, 'flat' | 'rising'>({
  name: 'decreasing',
  docs: {
    summary: 'The training loss falls',
    why: 'A loss that never falls says that nothing is learnt: a learning rate that is far too small or too large, frozen weights, an optimiser that holds other parameters, or labels that do not belong to the inputs. Not judged where the loss is no measure of progress (adversarial training, reinforcement learning), or where a metric of quality improves meanwhile.',
    bad: table('step,train_loss', ...rows(24, (index) => 2.31 + 0.01 * Math.sin(index * 2.4))),
    good: table('step,train_loss', ...rows(24, falling(2.31, 0.4))),
    references: ['Training Pipeline Verification, “Fine-tuning Tasks”', 'Amazon SageMaker Debugger, LossNotDecreasing'],
  },
  options: {
    schema: schemaOf({
      values: { type: 'integer', minimum: 2 },
      part: { type: 'number', minimum: 0.05, maximum: 0.5 },
      noise: { type: 'number', minimum: 0 },
      fall: { type: 'number', minimum: 0 },
    }),
    defaults: figuresOf('decreasing'),
  },
  messages: {
    flat: '{{name}} does not fall: {{first}} at the beginning, {{last}} at the end, over {{values}} values. Check that the optimiser holds the model’s parameters, that none of them is frozen by mistake, and the learning rate.',
    rising:
      '{{name}} rises from {{first}} to {{last}} over {{values}} values. Lower the learning rate, and check the sign of the loss and the labels.',
  },
  subjects: (target) =>
    isTrendFree(target) || hasDiverged(target)
      ? []
      : trainingLosses(target).filter(({ component }) => component === undefined && !isImproving(target)),
  title: ({ name }) => name,
  judge: judgeDecreasing,
  report({ opening, closing }, series) {
    const isFar = closing.mean > figuresOf<DivergenceFigures>('divergence').rise * opening.mean && opening.mean > 0;
    const risen = closing.mean - opening.mean;
    const rises = risen > 2 * Math.hypot(opening.error, closing.error) && risen > 0.01 * Math.abs(opening.mean);
    return {
      message: rises ? 'rising' : 'flat',
      ...(rises && isFar && { severity: 'error' as const }),
      at: closing.last.place,
      data: {
        name: series.name,
        first: figure(opening.mean),
        last: figure(closing.mean),
        values: series.segments.at(-1)!.finiteCount,
      },
      related: [{ message: 'it began here', at: opening.first.place }],
      evidence: {
        series: series.name,
        opening: opening.mean,
        closing: closing.mean,
        standardErrors: [opening.error, closing.error],
      },
      sparkline: drawn(series),
    };
  },
});
