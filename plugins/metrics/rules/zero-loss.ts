import type { Point, Series } from '../../../src/api';
import { curvesOf } from '../curves';
import type { FiniteFigures } from '../judge/finite';
import { judgeZero } from '../judge/zero';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { falling, rows, table } from '../samples';
import { finite, zeroSchemas } from '../shared-options';
import { mayBeRounded } from '../standstill';
import { breakOf } from '../training-series';
import { count, drawn, moment } from '../words';

interface Options {
  readonly values: number;
  readonly finite: FiniteFigures;
}

interface Subject {
  readonly series: Series;
  /** Its zeros aren't smaller values that were rounded. */
  readonly isExact: boolean;
  /** The tracker writes 0 in place of NaN. */
  readonly isReplaced: boolean;
}

export default defineJudgment<Options, Subject, Point, 'zero' | 'throughout' | 'replaced'>({
  name: 'zero-loss',
  docs: {
    summary: 'The training loss does not become exactly 0',
    why: 'No model reaches a loss of exactly 0: the gradients overflowed, or every label of the batches is masked, and the run learns nothing more.',
    bad: [
      {
        wrong: 'The loss is 0 from step 20 on.',
        sample: table('step,train_loss', [0, 2.1], [10, 1.4], [20, 0], [30, 0], [40, 0]),
      },
      {
        wrong: 'The loss is 0 from the first step on.',
        sample: table('step,train_loss', [0, 0], [10, 0], [20, 0]),
      },
    ],
    good: table('step,train_loss', ...rows(24, falling(2.3, 0.2))),
  },
  options: optionsFrom<Options>({ ...groupOf<Pick<Options, 'values'>>('zero-loss', zeroSchemas), finite }),
  messages: {
    zero: '`{{name}}` is exactly 0 from {{moment}} on, which no model reaches. Look for overflowing gradients (use bf16 or full precision), and for batches whose labels are all masked.',
    throughout:
      "`{{name}}` is exactly 0 at all {{values}}, which no model reaches. Check that the labels aren't all masked (-100) or ignored, and that the inputs don't overflow in fp16 (use bf16 or full precision).",
    // `default_nan_value` in clearml/backend_interface/metrics/events.py.
    replaced:
      '`{{name}}` is exactly 0 from {{moment}} on, which no model reaches. ClearML writes 0 for NaN, so the loss most likely broke there. Call `Logger.set_reporting_nan_value(-1)` to tell them apart, lower the learning rate, and clip the gradients.',
  },
  // With broken gradients, the loss of 0 is left to `metrics/finite`.
  subjects: (target, options) =>
    target.lossShowsProgress && breakOf(target, options.finite) === undefined
      ? curvesOf(target, 'loss', 'train').map((series) => ({
          series,
          isExact: !mayBeRounded(target, series),
          isReplaced: target.run.framework === 'clearml',
        }))
      : [],
  title: ({ series }) => series.name,
  judge: ({ series, isExact }, { values }) => judgeZero(series, values, isExact),
  report: (point, { series, isReplaced }) => ({
    message: series.max?.value === 0 ? 'throughout' : isReplaced ? 'replaced' : 'zero',
    at: point.place,
    data: { name: series.name, values: count(series.count, 'value'), moment: moment(point, series) },
    evidence: { series: series.name, step: point.step, epoch: point.epoch },
    sparkline: drawn(series),
  }),
});
