import { type CallFact, numberOf, type OpenMmlabConfiguration, type Report, settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { configurationsOf, evaluationSteps, stepsOf } from '../openmmlab';
import { fineTuning, launch, trainingLoop } from '../samples';
import { placeOf } from '../settings';
import { isRehearsal, type Training, trainingsOf } from '../trainings';
import { validationsInSteps } from '../validations';

interface Options {
  readonly fewestSteps: number;
  readonly smallestShare: number;
  readonly shortRun: number;
}

type Id = 'steps' | 'share' | 'loop';

type Found = Report<Id>;

const validated = `loss = net(batch.to("cuda"))
        evaluate(net, val_loader)`;

export default defineAdvice<Options, Id>({
  name: 'validation-frequency',
  concern: 'speed',
  docs: {
    summary: 'Validation takes a small share of the training time',
    why: 'An evaluation every few steps can take longer than the steps between, so that the run mostly evaluates.',
    bad: [
      {
        wrong: 'The run stops every 5 steps.',
        sample: { 'train.sh': launch(), 'train.py': fineTuning('eval_strategy="steps", eval_steps=5, bf16=True') },
      },
      {
        wrong: 'The loop validates after each step.',
        sample: { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8)', validated) },
      },
      {
        wrong: 'The run stops 100 times per epoch.',
        sample: {
          'train.sh': launch(),
          'train.py': `import lightning as L
trainer = L.Trainer(val_check_interval=0.01)
trainer.fit(net)
`,
        },
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
      fewestSteps: { type: 'integer', minimum: 1, description: 'Evaluations fewer than this many steps apart are too frequent.' },
      smallestShare: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        description: "The same as a share of an epoch, for Lightning's `val_check_interval`.",
      },
      shortRun: { type: 'integer', minimum: 0, description: 'Runs of fewer steps than this are not checked.' },
    },
    tables: {
      fewestSteps: 'performance.validation-frequency.fewestSteps',
      smallestShare: 'performance.validation-frequency.smallestShare',
      shortRun: 'performance.validation-frequency.shortRun',
    },
  },
  messages: {
    steps:
      'The run stops every {{steps}} steps to evaluate{{source}}. Evaluate once per epoch, or every few hundred steps.{{measured}}',
    loop: 'This validates after every training step, which takes longer than the steps themselves. Move it out of the loop over batches, to once per epoch.{{measured}}',
    share: 'The run stops {{times}} times per epoch to evaluate{{source}}. Evaluate once or twice per epoch.{{measured}}',
  },
  *find(example, options) {
    for (const training of trainingsOf(example)) {
      for (const { facts } of training.files) {
        for (const call of facts.trainingArguments) yield* ofArguments(call, training, options);
        for (const call of facts.lightning.trainers) yield* ofLightning(call, training, options);
      }
      for (const configuration of configurationsOf(training)) yield* ofOpenMmlab(configuration, options);
      for (const at of isRehearsal(training) ? [] : validationsInSteps(training)) yield { message: 'loop', at };
    }
  },
});

function* ofArguments(call: CallFact, training: Training, options: Options): Iterable<Found> {
  const steps = numberOf(call, 'eval_steps', training.start);
  if (!steps || steps.value < 1 || steps.value >= options.fewestSteps || isShort(call, training, options)) return;
  const strategies = ['eval_strategy', 'evaluation_strategy'].map((name) => settingOf(call, name, training.start));
  if (!strategies.some((strategy) => strategy !== 'absent' && strategy?.value === 'steps')) return;
  yield { message: 'steps', data: { steps: steps.value, source: steps.source }, ...placeOf(call, steps) };
}

/** MMEngine's loop over steps, and the runner of MMCV before it. */
function* ofOpenMmlab(configuration: OpenMmlabConfiguration, { fewestSteps, shortRun }: Options): Iterable<Found> {
  const steps = evaluationSteps(configuration);
  const total = stepsOf(configuration);
  if (!steps || total === undefined || total < shortRun || steps.value < 1 || steps.value >= fewestSteps) return;
  yield { message: 'steps', data: { steps: steps.value, source: steps.source }, at: steps.at };
}

function* ofLightning(call: CallFact, training: Training, options: Options): Iterable<Found> {
  const interval = numberOf(call, 'val_check_interval', training.start);
  if (!interval || interval.value <= 0 || isShort(call, training, options)) return;
  const { value, source } = interval;
  // A whole number counts steps, and 1.0 is an epoch.
  if (value < 1 && value < options.smallestShare)
    yield { message: 'share', data: { times: Math.round(1 / value), source }, ...placeOf(call, interval) };
  else if (value > 1 && value < options.fewestSteps)
    yield { message: 'steps', data: { steps: value, source }, ...placeOf(call, interval) };
}

/** Whether the run is short, or may be: its number of steps is unknown. */
function isShort(call: CallFact, training: Training, { shortRun }: Options): boolean {
  const total = settingOf(call, 'max_steps', training.start);
  if (call.setting('fast_dev_run') || total === undefined) return true;
  return total !== 'absent' && typeof total.value === 'number' && total.value > 0 && total.value < shortRun;
}
