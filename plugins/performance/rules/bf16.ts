import { defineAdvice } from '../advice';
import { preciseCode } from '../code';
import { configuredPrecision, halfPrecision, halfPrecisionLoops, isStartedOnGpu } from '../precision';
import { fineTuning, launch, trainingLoop, vram } from '../samples';
import { argumentAt, placeOf } from '../settings';
import { isRehearsal, isToy, ownCodeHas, trainingsOf } from '../trainings';

const loop = (dtype: string): string =>
  trainingLoop(
    'DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)',
    `with torch.autocast("cuda", dtype=${dtype}): loss = net(batch.to("cuda"))`,
  );

export default defineAdvice<{ readonly vram: number }, 'narrow' | 'loop'>({
  name: 'bf16',
  concern: 'speed',
  docs: {
    summary: 'Training in 16 bits uses bf16 on GPUs that have it',
    why: 'fp16 overflows and needs a `GradScaler`. bf16 has the range of fp32, needs no loss scaling, and is as fast. It is suggested if the metadata asks for so much GPU memory that only cards with bf16 have it.',
    bad: [
      {
        wrong: 'A GPU with 40 GB computes in bf16.',
        sample: { 'example.yaml': vram(40), 'train.sh': launch(), 'train.py': fineTuning('fp16=True') },
      },
      {
        wrong: 'A GPU with 80 GB runs the loop in bf16.',
        sample: { 'example.yaml': vram(80), 'train.sh': launch(), 'train.py': loop('torch.float16') },
      },
    ],
    good: [
      { 'example.yaml': vram(40), 'train.sh': launch(), 'train.py': fineTuning('bf16=True') },
      { 'example.yaml': vram(16), 'train.sh': launch(), 'train.py': fineTuning('fp16=True') },
      { 'example.yaml': vram(80), 'train.sh': launch(), 'train.py': loop('torch.bfloat16') },
    ],
    references: ['Training Pipeline Verification, “Training Speed Optimization”: bf16 > fp16 > fp32'],
  },
  options: {
    properties: { vram: { type: 'number', minimum: 0, description: 'GB of GPU memory from which GPUs compute in bf16.' } },
    tables: { vram: 'performance.bf16.vram' },
  },
  messages: {
    narrow:
      'fp16 overflows and needs loss scaling. A GPU with the {{vram}} GB that the metadata asks for is as fast in bf16. Write `{{setting}}`.{{measured}}',
    loop: 'fp16 overflows and needs loss scaling. A GPU with the {{vram}} GB that the metadata asks for is as fast in bf16. Write `dtype=torch.bfloat16`{{more}}.{{measured}}',
  },
  fixes: {
    narrow: { replace: '{{was}}', by: '{{setting}}', unsafe: true },
    loop: { argument: 'dtype=torch.bfloat16', unsafe: true },
  },
  *find(example, options) {
    const high = example.resources.vram?.high;
    if (high === undefined || high < options.vram) return;
    for (const training of trainingsOf(example)) {
      if (!isStartedOnGpu(training) || isRehearsal(training) || isToy(training) || ownCodeHas(training, preciseCode)) continue;
      for (const { call, chosen, setting } of halfPrecision(training))
        yield {
          message: 'narrow',
          data: { vram: high, setting, was: argumentAt(example, placeOf(call, chosen).at) },
          ...placeOf(call, chosen),
        };
      for (const { format, setting, at } of configuredPrecision(training))
        if (format === 'fp16') yield { message: 'narrow', data: { vram: high, setting, was: argumentAt(example, at) }, at };
      for (const { at, scaled } of halfPrecisionLoops(training))
        yield { message: 'loop', data: { vram: high, more: scaled ? ' and delete the `GradScaler`' : '' }, at };
    }
  },
});
