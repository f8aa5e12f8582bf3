import { type CallFact, isFixed, numberValue, type Span } from '../../src/api';
import { defineAdvice } from './advice';
import { trainingsOf } from './programs';
import { fineTuning, launch } from './samples';

export default defineAdvice<{ readonly fewestSteps: number; readonly smallestShare: number }>({
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
    steps: 'the run stops every {{steps}} steps to evaluate; evaluate once an epoch, or every few hundred steps{{measured}}',
    share: 'the run stops {{times}} times an epoch to evaluate; once or twice will do{{measured}}',
  },
  *find(example, options) {
    for (const { files } of trainingsOf(example)) {
      for (const { facts } of files) {
        for (const call of facts.trainingArguments) {
          const steps = fixed(call, 'eval_steps');
          const strategy = call.setting('eval_strategy') ?? call.setting('evaluation_strategy');
          const total = call.setting('max_steps');
          const isShort = total !== undefined && (numberValue(total) === undefined || (numberValue(total) ?? 0) > 0);
          if (
            steps &&
            steps.value >= 1 &&
            steps.value < options.fewestSteps &&
            strategy?.kind === 'known' &&
            strategy.value === 'steps' &&
            !isShort
          ) {
            yield { message: 'steps', data: { steps: steps.value }, at: steps.at };
          }
        }
        for (const call of facts.lightning.trainers) {
          const interval = fixed(call, 'val_check_interval');
          if (!interval || interval.value <= 0) continue;
          if (interval.value < 1 && interval.value < options.smallestShare)
            yield { message: 'share', data: { times: Math.round(1 / interval.value) }, at: interval.at };
          else if (interval.value > 1 && interval.value < options.fewestSteps)
            yield { message: 'steps', data: { steps: interval.value }, at: interval.at };
        }
      }
    }
  },
});

function fixed(call: CallFact, name: string): { readonly value: number; readonly at: Span } | undefined {
  const argument = call.argument(name);
  return argument && isFixed(argument.value) && typeof argument.value.value === 'number'
    ? { value: argument.value.value, at: argument.at }
    : undefined;
}
