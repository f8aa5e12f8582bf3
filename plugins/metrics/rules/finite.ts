import { causes, type RunArtifact } from '../../../src/api';
import { trainingLosses } from '../curves';
import { type FiniteEvidence, type FiniteFigures, judgeFinite, type TrainingGroup } from '../judge/finite';
import { failOnly } from '../judge/verdict';
import { judgeZero } from '../judge/zero';
import { defineJudgment } from '../judged';
import { groupOf, optionsFrom } from '../options';
import { table } from '../samples';
import { finiteSchemas, zero } from '../shared-options';
import { finiteReport, isBreak, seriesTitle, trainingSeries } from '../training-series';
import { count, moment } from '../words';

interface Options extends FiniteFigures {
  readonly zero: { readonly values: number };
}

interface Subject extends TrainingGroup {
  readonly target: RunArtifact;
}

export default defineJudgment<
  Options,
  Subject,
  FiniteEvidence,
  'diverged' | 'from-start' | 'gradients' | 'tested' | 'tested' | 'closing'
>({
  name: 'finite',
  precision: 'very-high',
  docs: {
    summary: 'No loss or norm ends as NaN or infinity',
    why: "After the first NaN, every weight that it reaches is NaN as well: the run goes on, costs as much as before, and learns nothing. Gradients that overflow once in a while under mixed precision are normal, and aren't reported. A single NaN that a run recovers from, or that a log ends with, is left to `metrics/transient-nan`; one that only the evaluation has, to `metrics/finite-evaluation`.",
    bad: [
      {
        wrong: 'The loss is NaN from step 20 on.',
        sample: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 'nan'], [30, 'nan'], [40, 'nan']),
      },
      {
        wrong: 'The loss is NaN from the start.',
        sample: table('step,train_loss', [0, 'nan'], [10, 'nan'], [20, 'nan']),
      },
      {
        wrong: 'The norm of the gradients is NaN at each of ten steps.',
        sample: table('step,grad_norm', ...Array.from({ length: 10 }, (_, index) => [index * 10, 'nan'] as const)),
      },
      {
        wrong: 'The closing value of the loss is NaN.',
        sample: {
          'example.yaml': 'name: demo\n',
          'wandb/run-20250301_100000-a1b2c3d4/files/wandb-summary.json':
            '{"loss": "NaN", "_step": 30, "_runtime": 60, "_timestamp": 1740823260}\n',
        },
      },
    ],
    good: table('step,train_loss', [0, 2.31], [10, 1.94], [20, 1.71], [30, 1.66], [40, 1.6]),
    references: ['Keras TerminateOnNaN', 'PyTorch Lightning EarlyStopping, check_finite', 'PyTorch torch.amp.GradScaler'],
  },
  options: optionsFrom<Options>({ ...groupOf<FiniteFigures>('finite', finiteSchemas), zero }),
  messages: {
    diverged:
      '`{{name}}` is {{value}} from {{moment}} on, and the run learns nothing after that.{{wasted}}{{others}} Resume from an earlier checkpoint with a lower learning rate, a longer warm-up, or clipped gradients.',
    'from-start':
      '`{{name}}` is {{value}} from its first value on, so the run never learned anything, and none of its checkpoints is of use.{{wasted}}{{others}} Look for NaN in the data and labels, compute the loss in bf16 or full precision, and lower the learning rate.',
    gradients:
      '`{{name}}` is {{value}} from {{moment}} on, so no step improves the weights.{{wasted}}{{others}}{{zero}} Use bf16 or full precision instead of fp16, look for NaN in the data, and lower the learning rate.',
    tested:
      '`{{name}}` is {{value}} from {{moment}} on, in a log that only evaluates.{{others}} Look for NaN in the weights, evaluate with another precision or quantization of the model, and check that each sample has a target.',
    closing:
      'The final `{{name}}` is {{value}} at {{moment}}, so training diverged before that.{{others}} Start again with a lower learning rate, a longer warm-up, or clipped gradients.',
  },
  *subjects(target, options) {
    for (const group of trainingSeries(target, options)) yield { ...group, target };
  },
  title: seriesTitle,
  judge: (group, figures) => failOnly(judgeFinite(group, figures), isBreak),
  report(evidence, { target }, options) {
    const { data, ...report } = finiteReport(evidence);
    const message = messageOf(evidence);
    return {
      message,
      ...report,
      data: { ...data, wasted: wastedAfter(evidence), zero: zeroIn(target, options) },
      cause: causes.notFinite(target.run),
    };
  },
});

function messageOf({ series, place, isFromStart }: FiniteEvidence) {
  if (series.kind === 'summary') return 'closing';
  if (place === 'gradients') return 'gradients';
  if (place === 'test') return 'tested';
  return isFromStart ? 'from-start' : 'diverged';
}

/** For how long the run went on after the value that broke it. */
function wastedAfter({ series, first, nonFinite: { trail, valuesAfter } }: FiniteEvidence): string {
  const steps = series.stepScope === 'run' ? (series.closing.step ?? Number.NaN) - (first.step ?? Number.NaN) : Number.NaN;
  if (steps > 0) return ` It went on for ${count(steps, 'step')}.`;
  const values = trail?.count ?? valuesAfter;
  return values > 1 ? ` It went on for ${count(values - 1, 'more value')}.` : '';
}

/** A loss of 0 beside it has the same cause. */
function zeroIn(target: RunArtifact, { zero: { values } }: Options): string {
  for (const series of trainingLosses(target)) {
    const verdict = judgeZero(series, values);
    if (verdict.outcome === 'fail') return ` \`${series.name}\` is exactly 0 from ${moment(verdict.evidence, series)} on.`;
  }
  return '';
}
