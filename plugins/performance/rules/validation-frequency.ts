import { type CallFact, numberOf, type Report, settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { type Training, trainingsOf } from '../programs';
import { fineTuning, launch } from '../samples';
import { placeOf } from '../settings';

interface Options {
  readonly fewestSteps: number;
  readonly smallestShare: number;
}

type Found = Report<'steps' | 'share'>;

export default defineAdvice<Options, 'steps' | 'share'>({
  name: 'validation-frequency',
  concern: 'speed',
  docs: {
    summary: 'Validation takes a small share of the training time',
    why: 'An evaluation every few steps can take longer than the steps between: the run then mostly evaluates.',
    bad: [
      { 'train.sh': launch(), 'train.py': fineTuning('eval_strategy="steps", eval_steps=5, bf16=True') },
      {
        'train.sh': launch(),
        'train.py': 'import lightning as L\ntrainer = L.Trainer(val_check_interval=0.01)\ntrainer.fit(net)\n',
      },
    ],
    good: [
      { 'train.sh': launch(), 'train.py': fineTuning('eval_strategy="steps", eval_steps=500, bf16=True') },
      { 'train.sh': launch(), 'train.py': fineTuning('eval_strategy="steps", eval_steps=5, max_steps=20, bf16=True') },
    ],
    references: ['Training Pipeline Verification, “Training Speed Optimization”: reduce validation frequency'],
  },
  options: {
    properties: {
      fewestSteps: { type: 'integer', minimum: 1, description: 'evaluations less than this many steps apart are too frequent' },
      smallestShare: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        description: 'likewise as a share of an epoch (Lightning’s `val_check_interval`)',
      },
    },
    defaults: { fewestSteps: 20, smallestShare: 0.05 },
  },
  messages: {
    steps:
      'the run stops every {{steps}} steps to evaluate{{told}}; evaluate once an epoch, or every few hundred steps{{measured}}',
    share: 'the run stops {{times}} times an epoch to evaluate{{told}}; once or twice will do{{measured}}',
  },
  *find(example, options) {
    for (const training of trainingsOf(example)) {
      for (const { facts } of training.files) {
        for (const call of facts.trainingArguments) yield* ofArguments(call, training, options);
        for (const call of facts.lightning.trainers) yield* ofLightning(call, training, options);
      }
    }
  },
});

function* ofArguments(call: CallFact, training: Training, { fewestSteps }: Options): Iterable<Found> {
  const steps = numberOf(call, 'eval_steps', training.start);
  if (!steps || steps.value < 1 || steps.value >= fewestSteps || isShort(call, training)) return;
  const strategies = ['eval_strategy', 'evaluation_strategy'].map((name) => settingOf(call, name, training.start));
  if (!strategies.some((strategy) => strategy !== 'absent' && strategy?.value === 'steps')) return;
  yield { message: 'steps', data: { steps: steps.value, told: steps.source }, ...placeOf(call, steps) };
}

function* ofLightning(call: CallFact, training: Training, { fewestSteps, smallestShare }: Options): Iterable<Found> {
  const interval = numberOf(call, 'val_check_interval', training.start);
  if (!interval || interval.value <= 0 || isShort(call, training)) return;
  const { value, source: told } = interval;
  // A whole number counts steps, and 1.0 is an epoch.
  if (value < 1 && value < smallestShare)
    yield { message: 'share', data: { times: Math.round(1 / value), told }, ...placeOf(call, interval) };
  else if (value > 1 && value < fewestSteps) yield { message: 'steps', data: { steps: value, told }, ...placeOf(call, interval) };
}

/** A number of steps is set, or may be: the run is short, or as long as its author wants it. */
function isShort(call: CallFact, training: Training): boolean {
  const total = settingOf(call, 'max_steps', training.start);
  if (call.setting('fast_dev_run') || total === undefined) return true;
  return total !== 'absent' && typeof total.value === 'number' && total.value > 0 && total.value < 1000;
}
