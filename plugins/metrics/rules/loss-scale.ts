import { causes, type RunArtifact, type Series } from '../../../src/api';
import { primarySeries } from '../curves';
import type { FiniteFigures } from '../judge/finite';
import { judgeLossScale, type LossScaleEvidence, type LossScaleFigures } from '../judge/loss-scale';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { rows, table } from '../samples';
import { finite } from '../shared-options';
import { lossScaleSchemas } from '../standstill';
import { breakOf } from '../training-series';
import { count, drawn, figure, moment } from '../words';

interface Options extends LossScaleFigures {
  readonly finite: FiniteFigures;
}

interface Subject {
  readonly series: Series;
  readonly target: RunArtifact;
}

export default defineJudgment<Options, Subject, LossScaleEvidence, 'minimum' | 'lowest'>({
  name: 'loss-scale',
  precision: 'very-high',
  docs: {
    summary: "The loss scale of fp16 doesn't end at its minimum",
    why: 'Mixed precision in fp16 halves its loss scale each time that gradients overflow, and skips that step. Some overflows at the start are how it finds its scale. A scale that falls to 1 and stays there says that gradients overflow even without scaling, so that steps are skipped and little or nothing is learned. Training in bf16 logs a scale of 1 from the start, which is fine.',
    bad: [
      {
        wrong: 'The scale falls to 1 within 17 values, and stays there.',
        sample: table(
          'step,train_loss,loss_scale',
          ...rows(
            30,
            (index) => 9.1 + 0.01 * (index % 3),
            (index) => Math.max(1, 65536 / 2 ** index),
          ),
        ),
      },
    ],
    good: table(
      'step,train_loss,loss_scale',
      ...rows(
        30,
        (index) => 9 - index / 5,
        (index) => (index < 4 ? 65536 / 2 ** index : 8192),
      ),
    ),
    references: ['PyTorch torch.amp.GradScaler', 'Micikevicius et al. 2018, Mixed Precision Training, section 3.2'],
  },
  options: optionsFrom<Options>({ ...groupOf<LossScaleFigures>('loss-scale', lossScaleSchemas), finite }),
  messages: {
    minimum:
      '`{{name}}` falls from {{first}} to {{last}} and stays at 1 or below from {{moment}} on: the gradients overflow even without scaling, so steps are skipped.{{skipped}} Train in bf16 or full precision, or lower the learning rate, lengthen the warm-up, and clip gradients.',
    lowest:
      'The gradients overflowed {{values}} at the lowest loss scale ({{last}}), from {{moment}} on, and each of those steps was skipped. Train in bf16 or full precision, or lower the learning rate, lengthen the warm-up, and clip gradients.',
  },
  subjects(target, { finite: figures, ...figuresOf }) {
    if (breakOf(target, figures) !== undefined) return [];
    const all = primarySeries(target).filter(({ metric, kind }) => metric === 'loss-scale' && kind === 'history');
    // What fell to the lowest scale says from where, too.
    const isSeenToFall = all.some(({ component, max }) => component === undefined && (max?.value ?? 0) > figuresOf.minimum);
    return all.filter(({ component }) => component === undefined || !isSeenToFall).map((series) => ({ series, target }));
  },
  title: ({ series }) => series.name,
  judge: ({ series, target }, figures) => judgeLossScale(series, figures, target.run),
  report: ({ since, first }, { series, target }) => ({
    message: series.component === 'overflow' ? 'lowest' : 'minimum',
    at: since.place,
    data: {
      name: series.name,
      first: figure(first),
      last: figure(series.closing.value),
      moment: moment(since, series),
      skipped: skippedIn(target),
      values: count(series.count, 'time'),
    },
    evidence: { series: series.name, step: since.step, epoch: since.epoch, value: series.closing.value },
    sparkline: drawn(series),
    follows: causes.lowestLossScale(target.run),
  }),
});

/** What the log counts itself. */
function skippedIn({ run }: RunArtifact): string {
  const skipped = run.series.find(({ metric, last }) => metric === 'skipped-steps' && (last?.value ?? 0) > 0);
  return skipped === undefined ? '' : ` \`${skipped.name}\` ends at ${figure(skipped.last!.value)}.`;
}
