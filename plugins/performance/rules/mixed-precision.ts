import { type Report, type Span, settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { preciseCode } from '../code';
import { loopsOf } from '../loops';
import {
  configuredPrecision,
  decidesOnFormat,
  isStartedOnGpu,
  type Precision,
  type PrecisionDefaults,
  trainerPrecision,
  unsetPrecision,
} from '../precision';
import { fineTuning, launch, supervised, trainingLoop } from '../samples';
import { argumentAt, isOff, placeOf, sourceOf } from '../settings';
import { allFiles, isRehearsal, isToy, ownCodeHas, type Training, trainingsOf, usesGpu } from '../trainings';

type Id = 'loop' | 'trainer' | 'configured' | 'accelerator';

const loader = 'DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)';
const accelerated = (settings: string): string => `from accelerate import Accelerator
accelerator = Accelerator(${settings})
${trainingLoop(loader).replace('loss.backward()', 'accelerator.backward(loss)')}`;

export default defineAdvice<PrecisionDefaults, Id>({
  name: 'mixed-precision',
  concern: 'speed',
  docs: {
    summary: 'Training on a GPU computes in 16 bits where that is enough',
    why: 'Recent GPUs compute several times faster in 16 bits, and activations take half the memory. bf16 has the range of fp32 and needs no loss scaling. Code that chooses a format is not reported, nor are toys that learn in seconds.',
    bad: [
      {
        wrong: 'The loop computes in fp32.',
        sample: { 'train.sh': launch(), 'train.py': trainingLoop(loader) },
      },
      {
        wrong: 'The trainer computes in fp32 by default.',
        sample: { 'train.sh': launch(), 'train.py': fineTuning('') },
      },
      {
        wrong: 'TRL computed in fp32 by default until version 0.19.',
        sample: { 'train.sh': launch(), 'train.py': supervised(''), 'requirements.txt': 'trl==0.12.0\n' },
      },
      {
        wrong: 'Accelerate computes in fp32 by default.',
        sample: { 'train.sh': launch(), 'train.py': accelerated('') },
      },
      {
        wrong: 'MMEngine computes in fp32 unless its optimizer is wrapped in AmpOptimWrapper.',
        sample: {
          'train.sh': launch(),
          'train.py': `from mmengine.config import Config
from mmengine.runner import Runner
Runner.from_cfg(Config.fromfile("boats.py")).train()
`,
          'boats.py': 'optim_wrapper = dict(type="OptimWrapper", optimizer=dict(type="SGD", lr=0.01))\n',
        },
      },
    ],
    good: [
      {
        'train.sh': launch(),
        'train.py': trainingLoop(loader, 'with torch.autocast("cuda", dtype=torch.bfloat16): loss = net(batch)'),
      },
      { 'train.sh': launch(), 'train.py': fineTuning('bf16=True') },
      { 'train.sh': launch(), 'train.py': fineTuning('**settings') },
      { 'train.sh': launch(), 'train.py': supervised(''), 'requirements.txt': 'trl==0.21.0\n' },
      { 'train.sh': launch(), 'train.py': accelerated('mixed_precision="bf16"') },
    ],
    references: ['Training Pipeline Verification, “Training Speed Optimization”: bf16 > fp16 > fp32'],
  },
  options: {
    properties: { trl: { type: 'string', description: 'The version of TRL from which it computes in bf16 by default.' } },
    tables: { trl: 'performance.mixed-precision.trl' },
  },
  messages: {
    loop: 'This training computes in fp32 throughout. Run the forward pass in `torch.autocast("cuda", dtype=torch.bfloat16)`.{{measured}}',
    trainer: '{{callee}} trains in fp32{{source}}. Add `{{setting}}`.{{measured}}',
    configured: '{{callee}} computes in fp32. Write `{{setting}}` in this configuration.{{measured}}',
    accelerator: 'Without `{{name}}`, {{callee}} computes in fp32{{source}}. Add `{{setting}}`.{{measured}}',
  },
  fixes: {
    trainer: { argument: '{{setting}}', unsafe: true },
    configured: { replace: '{{was}}', by: '{{setting}}', unsafe: true },
    accelerator: { argument: '{{setting}}', unsafe: true },
  },
  *find(example, defaults) {
    for (const training of trainingsOf(example)) {
      if (!isStartedOnGpu(training) || isRehearsal(training) || isToy(training) || ownCodeHas(training, preciseCode)) continue;
      for (const precision of unsetPrecision(training, defaults)) yield ofTrainer(precision);
      for (const { format, name, setting, at } of configuredPrecision(training))
        if (format === 'fp32') yield { message: 'configured', data: { callee: name, setting, was: argumentAt(example, at) }, at };
      const found = [...inFp32(training, defaults)];
      if (found.length > 0 && !decidesOnFormat(allFiles(training))) yield* found;
    }
  },
});

const ofTrainer = ({ call, chosen, setting }: Precision): Report<Id> => ({
  message: 'trainer',
  data: { callee: call.callee, setting, source: sourceOf(chosen) },
  ...placeOf(call, chosen),
});

/** What computes in fp32 unless something else in the code chooses a format. */
function* inFp32(training: Training, defaults: PrecisionDefaults): Iterable<Report<Id>> {
  const { files } = training;
  for (const precision of trainerPrecision(training, defaults)) yield ofTrainer(precision);
  // The configurations of DeepSpeed and FSDP set the format.
  if (files.some(({ source }) => /deepspeed|fsdp/i.test(source.text))) return;
  const accelerators = files.flatMap(({ facts }) => facts.calls.of('accelerator'));
  for (const call of accelerators) {
    const name = call.callee === 'Fabric' ? 'precision' : 'mixed_precision';
    const chosen = settingOf(call, name, training.start);
    const setting = call.callee === 'Fabric' ? 'precision="bf16-mixed"' : 'mixed_precision="bf16"';
    const data = { callee: call.callee, name, setting, source: sourceOf(chosen) };
    if (isOff(chosen)) yield { message: 'accelerator', data, ...placeOf(call, chosen) };
  }
  const byLibrary =
    accelerators.length > 0 || files.some(({ facts }) => facts.trainers.length > 0 || facts.lightning.trainers.length > 0);
  const at = byLibrary ? undefined : (loopsOf(training)[0]?.loop.backward ?? stepOf(training));
  if (at && usesGpu(training)) yield { message: 'loop', at };
}

/** A training step in a function of its own: `loss.backward()` with `optimizer.step()` in the same file. */
const stepOf = ({ files }: Training): Span | undefined =>
  files
    .find(({ source: { text } }) => text.includes('.backward(') && /\boptim\w*\.step\(/.test(text))
    ?.facts.calls.of('backward')[0]?.span;
