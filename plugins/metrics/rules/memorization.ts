import type { Series } from '../../../src/api';
import { curvesOf } from '../curves';
import { hasDiverged } from '../diverged';
import type { DivergenceFigures } from '../judge/divergence';
import { isEvaluated } from '../judge/expected';
import { judgeMemorized, type MemorizationEvidence, type MemorizationFigures } from '../judge/overfitting';
import { defineJudgment } from '../judged';
import { groupOf, integer, names, number, optionsFrom } from '../options';
import { falling, rows, run } from '../samples';
import { divergence } from '../shared-options';
import { drawn, figure } from '../words';

interface Own extends MemorizationFigures {
  readonly tasks: readonly string[];
}

interface Options extends Own {
  readonly divergence: DivergenceFigures;
}

const metadata = 'tasks: [fine_tuning]\n';

export default defineJudgment<Options, Series, MemorizationEvidence, 'memorized'>({
  name: 'memorization',
  docs: {
    summary: 'A very low training loss comes with an evaluation',
    why: 'A language model whose training loss is near 0 may have memorized its data. Without held-out data, nobody can see whether it has.',
    bad: [
      {
        wrong: 'The training loss falls to 0.05, and nothing is held out.',
        sample: run(metadata, 'step,train_loss', rows(24, falling(2.3, 0.05, 4))),
      },
    ],
    good: run(metadata, 'step,train_loss,val_loss', rows(24, falling(2.3, 0.05, 4), falling(2.4, 0.3, 4))),
    references: ['Training Pipeline Verification, “Language Models”'],
  },
  options: optionsFrom<Options>({
    ...groupOf<Own>('memorization', {
      values: integer(1, 'Values that a judgment needs.'),
      below: number('Training loss, in nats, below which the data may be memorized.'),
      tasks: names('Tasks whose runs are judged.'),
    }),
    divergence,
  }),
  messages: {
    memorized:
      '`{{name}}` ends at {{closing}}, below {{below}}, and nothing is held out: the model may have memorized its training data. Add an evaluation set, and stop where its loss is lowest.',
  },
  subjects: (target, options) =>
    !target.lossShowsProgress ||
    isEvaluated(target.run) ||
    !options.tasks.some((task) => target.tasks.has(task)) ||
    hasDiverged(target, options.divergence)
      ? []
      : curvesOf(target, 'loss', 'train'),
  title: ({ name }) => name,
  judge: judgeMemorized,
  report: ({ point, closing }, series, { below }) => ({
    message: 'memorized',
    at: point.place,
    data: { name: series.name, closing: figure(closing), below: figure(below) },
    evidence: { series: series.name, closing, below, step: point.step, epoch: point.epoch },
    sparkline: drawn(series),
  }),
});
