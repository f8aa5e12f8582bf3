import type { NonFinite, RunArtifact, Series } from '../../../src/api';
import { figuresOf, schemaOf } from '../figures';
import { type FiniteEvidence, type FiniteFigures, judgeFinite } from '../judge/finite';
import { defineJudgement } from '../judged';
import { table } from '../samples';
import { count, drawn, figure, list, moment } from '../words';

type MessageId = 'diverged' | 'passing' | 'closing' | 'unevaluated';

const names = { type: 'array', items: { type: 'string' } };

export default defineJudgement<FiniteFigures, readonly Series[], FiniteEvidence, MessageId>({
  name: 'finite',
  precision: 'very-high',
  docs: {
    summary: 'No loss or norm becomes NaN or infinite',
    why: 'After the first NaN every weight that it reaches is NaN as well: the run goes on, costs as much as before, and learns nothing. NaN of an empty COCO size class, and gradients that overflow once in a while under mixed precision, are no fault.',
    bad: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 'nan'], [30, 'nan'], [40, 'nan']),
    good: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 1.71], [30, 1.66], [40, 1.6]),
    references: ['Keras TerminateOnNaN', 'PyTorch Lightning EarlyStopping, check_finite', 'PyTorch torch.amp.GradScaler'],
  },
  options: { schema: schemaOf({ training: names, quality: names, mayOverflow: names }), defaults: figuresOf('finite') },
  messages: {
    diverged:
      '{{name}} is {{value}} from {{moment}} on{{others}}{{wasted}}: nothing is learnt after it. Go back to a checkpoint before that, with a lower learning rate, a longer warm-up or clipped gradients.{{hidden}}',
    passing:
      '{{name}} is {{value}} at {{moment}} ({{times}} in all{{others}}) and finite again later. Look at the batch of that step; clip gradients, or skip a step whose loss is not finite.{{hidden}}',
    closing:
      '{{name}} closed with {{value}} at {{moment}}{{others}}: training had diverged by then. Start again with a lower learning rate, a longer warm-up or clipped gradients.',
    unevaluated:
      '{{name}} is {{value}} at {{moment}}: nothing was evaluated there. Check that the evaluation set is not empty and that its labels are the ones predicted.',
  },
  subjects: (target, options) => groups(target, options),
  title: (group) => list([...new Set(group.map(({ name }) => name))]),
  judge: judgeFinite,
  report({ series, nonFinite, others, hiddenIn }, _, { quality }) {
    const { first, recovered, count: times, valuesAfter, ranOnForSteps } = nonFinite;
    const message = quality.includes(series.metric ?? '')
      ? 'unevaluated'
      : series.kind === 'summary'
        ? 'closing'
        : recovered
          ? 'passing'
          : 'diverged';
    return {
      message,
      at: first.place,
      data: {
        name: series.name,
        value: figure(first.value),
        moment: moment(first, series),
        times: count(times, 'value'),
        others: others.length > 0 ? `, ${list(others.map(({ name }) => name))} too` : '',
        wasted: wastedAfter(nonFinite),
        hidden: hiddenIn ? ` ${hiddenIn} shows nothing of it.` : '',
      },
      related: others.slice(0, 3).map((other) => ({ message: `${other.name} breaks here`, at: other.nonFinite!.first.place })),
      evidence: {
        series: series.name,
        step: first.step,
        epoch: first.epoch,
        values: times,
        valuesAfter,
        ranOnForSteps,
        recovered,
      },
      sparkline: drawn(series),
    };
  },
});

/** The series of training are one group, for one cause breaks them all; each metric of quality stands for itself. */
function* groups({ run }: RunArtifact, { training, quality }: FiniteFigures): Generator<readonly Series[]> {
  const trained = run.series.filter(({ metric }) => metric !== undefined && training.includes(metric));
  if (trained.length > 0) yield trained;
  for (const series of run.series) {
    const isJudged = series.role === 'primary' && series.component === undefined && quality.includes(series.metric ?? '');
    if (isJudged && series.closing.value !== series.last?.value) yield [series];
  }
}

/** For how long the run went on after its first value that is not finite. */
function wastedAfter({ valuesAfter, ranOnForSteps }: NonFinite): string {
  if (ranOnForSteps) return `, and the run went on for ${count(ranOnForSteps, 'step')}`;
  return valuesAfter > 1 ? `, and the run went on for ${count(valuesAfter - 1, 'more value')}` : '';
}
