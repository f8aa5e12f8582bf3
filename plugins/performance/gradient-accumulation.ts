import { stringValue } from '../../src/api';
import { defineAdvice } from './advice';
import { configuredNumber } from './configured';
import { allFiles, trainingsOf } from './programs';
import { fineTuning, launch } from './samples';

export default defineAdvice<{ readonly smallest: number }>({
  name: 'gradient-accumulation',
  concern: 'memory',
  docs: {
    summary: 'A tiny batch is made up for by gradient accumulation',
    why: 'A batch of one or two samples is what fits, but its gradients are noise. Accumulating them over several steps trains as a larger batch does, in the same memory.',
    bad: { 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=1') },
    good: [
      { 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=1, gradient_accumulation_steps=8') },
      { 'train.sh': launch(), 'train.py': fineTuning('per_device_train_batch_size=16') },
    ],
    references: ['Training Pipeline Verification, “GPU Memory Optimization”: increase GRAD_ACCUM to maintain effective batch'],
  },
  options: {
    properties: { smallest: { type: 'integer', minimum: 1, description: 'a batch of this many samples or fewer is tiny' } },
    defaults: { smallest: 2 },
  },
  messages: {
    tiny: 'each step sees {{batch}} sample(s) a GPU, and gradients are not accumulated; add `gradient_accumulation_steps=8` to train as with a batch of {{effective}}{{measured}}',
  },
  *find(example, { smallest }) {
    for (const training of trainingsOf(example)) {
      if (
        allFiles(training).some(({ source }) => /accum/i.test(source.text)) ||
        training.start.arguments.some(({ masked }) => /accum/.test(masked))
      )
        continue;
      for (const { facts } of training.files) {
        for (const call of facts.trainingArguments) {
          const batch = configuredNumber(call.setting('per_device_train_batch_size'), training);
          if (
            batch === undefined ||
            batch > smallest ||
            call.setting('gradient_accumulation_steps') ||
            stringValue(call.setting('deepspeed'))
          )
            continue;
          yield {
            message: 'tiny',
            data: { batch, effective: batch * 8 },
            at: call.argument('per_device_train_batch_size')?.at ?? call.span,
          };
        }
      }
    }
  },
});
