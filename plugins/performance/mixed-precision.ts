import type { PythonFile } from '../../src/api';
import { defineAdvice } from './advice';
import { allFiles, type Training, trainingsOf, usesGpu } from './programs';
import { fineTuning, launch, trainingLoop } from './samples';

const loader = 'DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)';

export default defineAdvice({
  name: 'mixed-precision',
  concern: 'speed',
  docs: {
    summary: 'Training on a GPU uses 16-bit numbers where they do',
    why: 'GPUs of the last years compute several times faster in 16 bits, and activations take half the memory. bf16 has the range of fp32 and needs no loss scaling; fp16 needs a `GradScaler`. Code that decides on a format anywhere is not reported.',
    bad: [
      { 'train.sh': launch(), 'train.py': trainingLoop(loader) },
      { 'train.sh': launch(), 'train.py': fineTuning('') },
    ],
    good: [
      {
        'train.sh': launch(),
        'train.py': trainingLoop(loader, 'with torch.autocast("cuda", dtype=torch.bfloat16): loss = net(batch)'),
      },
      { 'train.sh': launch(), 'train.py': fineTuning('bf16=True') },
      { 'train.sh': launch(), 'train.py': fineTuning('**settings') },
    ],
    references: ['Training Pipeline Verification, “Training Speed Optimization”: bf16 > fp16 > fp32'],
  },
  messages: {
    loop: 'this loop computes in fp32 throughout; run the forward pass in `torch.autocast("cuda", dtype=torch.bfloat16)`{{measured}}',
    trainer: '{{callee}} trains in fp32 unless told otherwise; add `{{setting}}`{{measured}}',
  },
  *find(example) {
    for (const training of trainingsOf(example)) {
      if (allFiles(training).some(decidesOnFormat)) continue;
      yield* adviceFor(training);
    }
  },
});

/** Something in the file chooses a number format, or hands the choice on. A cast to that of another tensor chooses none. */
const decidesOnFormat = ({ facts, source }: PythonFile): boolean =>
  facts.precision.some(({ by, format }) =>
    by === 'cast' ? format !== 'fp32' && format !== undefined : by !== 'policy' || format !== 'tf32',
  ) || /\b(b?float16|bf16|fp16|mixed_precision|amp|GradScaler|autocast|half)\b/.test(source.text);

function* adviceFor({ files, entry, start }: Training) {
  if (
    !start.launch.spec.gpus ||
    start.arguments.some(({ masked }) => /16|precision|amp/.test(masked)) ||
    start.runner !== 'python'
  )
    return;
  for (const { facts } of files) {
    for (const call of facts.trainingArguments) {
      // TRL's own configurations choose bf16 by themselves, depending on the version.
      if (!call.name.startsWith('transformers.')) continue;
      if (!call.setting('bf16') && !call.setting('fp16'))
        yield { message: 'trainer' as const, data: { callee: call.callee, setting: 'bf16=True' }, at: call.span };
    }
    for (const call of facts.lightning.trainers) {
      if (!call.setting('precision'))
        yield { message: 'trainer' as const, data: { callee: 'Trainer', setting: 'precision="bf16-mixed"' }, at: call.span };
    }
  }
  if (!usesGpu(files)) return;
  const [loop] = entry.facts.trainingLoops.filter(({ steps }) => steps);
  if (loop) yield { message: 'loop' as const, at: loop.backward };
}
