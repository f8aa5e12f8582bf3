import type { Point, Series } from '../../../src/api';
import { curvesOf } from '../curves';
import type { FiniteFigures } from '../judge/finite';
import { judgeZero } from '../judge/zero';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { falling, rows, table } from '../samples';
import { finite, zeroSchemas } from '../shared-options';
import { breakOf } from '../training-series';
import { drawn, moment } from '../words';

interface Options {
  readonly values: number;
  readonly finite: FiniteFigures;
}

export default defineJudgment<Options, Series, Point, 'zero'>({
  name: 'zero-loss',
  docs: {
    summary: 'The training loss does not become exactly 0',
    why: 'No model reaches a loss of exactly 0: the gradients overflowed, or every label of the batches is masked, and the run learns nothing more.',
    bad: [
      {
        wrong: 'The loss is 0 from step 20 on.',
        sample: table('step,train_loss', [0, 2.1], [10, 1.4], [20, 0], [30, 0], [40, 0]),
      },
    ],
    good: table('step,train_loss', ...rows(24, falling(2.3, 0.2))),
  },
  options: optionsFrom<Options>({ ...groupOf<Pick<Options, 'values'>>('zero-loss', zeroSchemas), finite }),
  messages: {
    zero: '`{{name}}` is exactly 0 from {{moment}} on, which no model reaches. Look for overflowing gradients (use bf16 or full precision), and for batches whose labels are all masked.',
  },
  // With broken gradients, the loss of 0 is left to `metrics/finite`.
  subjects: (target, options) =>
    target.lossShowsProgress && breakOf(target, options.finite) === undefined ? curvesOf(target, 'loss', 'train') : [],
  title: ({ name }) => name,
  judge: (series, { values }) => judgeZero(series, values),
  report: (point, series) => ({
    message: 'zero',
    at: point.place,
    data: { name: series.name, moment: moment(point, series) },
    evidence: { series: series.name, step: point.step, epoch: point.epoch },
    sparkline: drawn(series),
  }),
});
