import type { Series } from '../../../src/api';
import { trainingLosses } from '../curves';
import { figuresOf, schemaOf } from '../figures';
import { isImproving } from '../improving';
import { type DivergenceEvidence, type DivergenceFigures, judgeDivergence } from '../judge/divergence';
import { defineJudgement } from '../judged';
import { falling, rows, table } from '../samples';
import { isTrendFree } from '../tasks';
import { drawn, figure, moment } from '../words';

const number = { type: 'number', minimum: 0 };

export default defineJudgement<DivergenceFigures, Series, DivergenceEvidence, 'diverged'>({
  name: 'divergence',
  docs: {
    summary: 'The training loss does not go up for good',
    why: 'A loss that falls and then climbs away has left the region where the model learns: the weights after that point are worse than those before. Not judged for adversarial training and reinforcement learning, nor while a metric of quality improves.',
    bad: table('step,train_loss', ...rows(30, (index) => (index < 15 ? falling(2.3, 0.5, 4)(index) : 0.6 + (index - 15) * 0.4))),
    good: table('step,train_loss', ...rows(30, falling(2.3, 0.5, 6))),
    references: ['PyTorch Lightning EarlyStopping, divergence_threshold', 'Amazon SageMaker Debugger, ExplodingTensor'],
  },
  options: {
    schema: schemaOf({ values: { type: 'integer', minimum: 2 }, rise: number, regained: number, noise: number }),
    defaults: figuresOf('divergence'),
  },
  messages: {
    diverged:
      '{{name}} fell to {{best}} at {{bestMoment}} and climbed to {{last}} from {{moment}} on. Go back to a checkpoint before that; lower the learning rate, lengthen the warm-up, or clip gradients.',
  },
  subjects: (target) => (isTrendFree(target) || isImproving(target) ? [] : trainingLosses(target)),
  title: ({ name }) => name,
  judge: judgeDivergence,
  report: ({ best, closing, since }, series) => ({
    message: 'diverged',
    at: since.place,
    data: {
      name: series.name,
      best: figure(best.mean),
      bestMoment: moment(best.first, series),
      last: figure(closing),
      moment: moment(since, series),
    },
    related: [{ message: 'its best level', at: best.first.place }],
    evidence: { series: series.name, best: best.mean, closing, step: since.step, epoch: since.epoch },
    sparkline: drawn(series),
  }),
});
