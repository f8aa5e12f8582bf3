import { type CallFact, type PythonFacts, type PythonFile, type Report, type Span, settingOf } from '../../../src/api';
import { defineAdvice } from '../advice';
import { codeWords, toysProperty } from '../code-words';
import { allFiles, isRehearsal, loopsOf, type Training, trainingsOf, usesGpu, usesOtherDevice, usesToys } from '../programs';
import { fineTuning, launch, trainingLoop } from '../samples';
import { isOff, isOn, placeOf, toldOf } from '../settings';

const accelerated = (settings: string): string =>
  trainingLoop(loader)
    .replace('import torch\n', `import torch\nfrom accelerate import Accelerator\naccelerator = Accelerator(${settings})\n`)
    .replace('loss.backward()', 'accelerator.backward(loss)');
const loader = 'DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)';

type Found = Report<'loop' | 'trainer' | 'accelerator' | 'narrow'>;

interface Options {
  readonly toys: string;
  readonly precise: string;
  readonly vram: number;
}

export default defineAdvice<Options, 'loop' | 'trainer' | 'accelerator' | 'narrow'>({
  name: 'mixed-precision',
  concern: 'speed',
  docs: {
    summary: 'Training on a GPU uses 16-bit numbers where they do',
    why: 'GPUs of the last years compute several times faster in 16 bits, and activations take half the memory. bf16 has the range of fp32 and needs no loss scaling; fp16 needs a `GradScaler`, and overflows: where the metadata asks for a GPU of a size that only cards with bf16 have, bf16 is advised in its place. Other code that decides on a format is not reported, nor are toys, which learn in seconds.',
    bad: [
      { 'train.sh': launch(), 'train.py': trainingLoop(loader) },
      { 'train.sh': launch(), 'train.py': fineTuning('') },
      { 'train.sh': launch(), 'train.py': accelerated('') },
      { 'example.yaml': 'name: demo\nresources: {vram_gb: 40}\n', 'train.sh': launch(), 'train.py': fineTuning('fp16=True') },
    ],
    good: [
      {
        'train.sh': launch(),
        'train.py': trainingLoop(loader, 'with torch.autocast("cuda", dtype=torch.bfloat16): loss = net(batch)'),
      },
      { 'train.sh': launch(), 'train.py': fineTuning('bf16=True') },
      { 'train.sh': launch(), 'train.py': fineTuning('**settings') },
      { 'train.sh': launch(), 'train.py': accelerated('mixed_precision="bf16"') },
      { 'example.yaml': 'name: demo\nresources: {vram_gb: 16}\n', 'train.sh': launch(), 'train.py': fineTuning('fp16=True') },
    ],
    references: ['Training Pipeline Verification, “Training Speed Optimization”: bf16 > fp16 > fp32'],
  },
  options: {
    properties: {
      toys: toysProperty,
      precise: { type: 'string', format: 'regex', description: 'words in code that needs the digits of fp32' },
      vram: { type: 'number', minimum: 0, description: 'GB of GPU memory from which on a GPU computes in bf16' },
    },
    // 24 GB and more: A10, A100, L4, RTX 3090 and later. The GPUs without bf16 have 16 GB or less, but for a few.
    defaults: { toys: codeWords.toys, precise: codeWords.precise, vram: 24 },
  },
  messages: {
    loop: 'this training computes in fp32 throughout; run the forward pass in `torch.autocast("cuda", dtype=torch.bfloat16)`{{measured}}',
    trainer: '{{callee}} trains in fp32 unless told otherwise{{told}}; add `{{setting}}`{{measured}}',
    accelerator: 'without `mixed_precision` this {{callee}} computes in fp32{{told}}; write `{{setting}}`{{measured}}',
    narrow:
      'fp16 overflows and needs loss scaling; a GPU of the {{vram}} GB that the metadata asks for computes as fast in bf16: write `{{setting}}`{{measured}}',
  },
  *find(example, options) {
    const vram = example.resources.vram?.high;
    for (const training of trainingsOf(example)) {
      if (!isOnGpu(training) || isRehearsal(training) || usesToys(training, `${options.toys}|${options.precise}`)) continue;
      yield* unsetArguments(training);
      if (vram !== undefined && vram >= options.vram) yield* narrow(training, vram);
      const found = [...fp32(training)];
      if (found.length > 0 && !decidesOnFormat(allFiles(training))) yield* found;
    }
  },
});

/** Started by Python itself, in a container with a GPU: launchers such as `accelerate launch` may set the format. */
const isOnGpu = ({ start, files }: Training): boolean =>
  start.launch.spec.gpus !== null &&
  (start.runner === 'python' || start.runner === 'torchrun') &&
  !start.arguments.some(({ masked }) => /16|precision|amp/.test(masked)) &&
  start.launch.spec.env.every(({ name }) => name.text !== 'ACCELERATE_MIXED_PRECISION') &&
  !usesOtherDevice(files);

/** Something in the files chooses a number format, or hands the choice on. A cast to that of another tensor chooses none. */
const decidesOnFormat = (files: readonly PythonFile[]): boolean =>
  files.some(({ source: { text } }) => /\b(b?float16|bf16|fp16|amp|GradScaler|autocast)\b|\.half\(|torch\.half\b/.test(text)) ||
  files.some(
    ({ facts, source: { text } }) => /precision|dtype|\bto\(|Accelerator|Fabric/.test(text) && facts.precision.some(decides),
  );

const decides = ({ by, format }: PythonFacts['precision'][number]): boolean =>
  by === 'cast' || by === 'accelerator' ? format !== 'fp32' && format !== undefined : by !== 'policy' || format !== 'tf32';

/** Arguments whose `bf16` and `fp16` are both off by default, though the code leaves the choice. */
function* unsetArguments(training: Training): Iterable<Found> {
  const isElsewhere = (): boolean =>
    allFiles(training).some(({ facts }) =>
      facts.precision.some(({ by, format }) => by !== 'trainer' && by !== 'policy' && format !== 'fp32'),
    );
  for (const call of argumentsOf(training)) {
    const settings = [settingOf(call, 'bf16', training.start), settingOf(call, 'fp16', training.start)];
    const chosen = settings.find((setting) => toldOf(setting) !== '');
    if (!chosen || !settings.every(isOff) || isElsewhere()) continue;
    const data = { callee: call.callee, setting: 'bf16=True', told: toldOf(chosen) };
    yield { message: 'trainer', data, ...placeOf(call, chosen) };
  }
}

/** TRL's own configurations choose bf16 by themselves, depending on the version. */
const argumentsOf = ({ files }: Training): CallFact[] =>
  files.flatMap(({ facts }) => facts.trainingArguments.filter(({ name }) => name.startsWith('transformers.')));

function* narrow(training: Training, vram: number): Iterable<Found> {
  for (const { facts } of training.files) {
    for (const call of facts.trainingArguments) {
      const half = settingOf(call, 'fp16', training.start);
      if (!isOn(half) || !isOff(settingOf(call, 'bf16', training.start))) continue;
      yield { message: 'narrow', data: { vram, setting: 'bf16=True' }, ...placeOf(call, half) };
    }
    for (const call of facts.lightning.trainers) {
      const precision = settingOf(call, 'precision', training.start);
      if (precision === undefined || precision === 'absent' || !/^16(-mixed)?$/.test(String(precision.value))) continue;
      yield { message: 'narrow', data: { vram, setting: 'precision="bf16-mixed"' }, ...placeOf(call, precision) };
    }
  }
}

/** Nothing decides: the library or the loop computes in fp32. */
function* fp32(training: Training): Iterable<Found> {
  const { files } = training;
  for (const call of argumentsOf(training)) {
    if (settingOf(call, 'bf16', training.start) !== 'absent' || settingOf(call, 'fp16', training.start) !== 'absent') continue;
    yield { message: 'trainer', data: { callee: call.callee, setting: 'bf16=True', told: '' }, at: call.span };
  }
  for (const { facts } of files) {
    for (const call of facts.lightning.trainers) {
      const precision = settingOf(call, 'precision', training.start);
      if (precision !== 'absent' && !(precision && /^32/.test(String(precision.value)) && precision.source !== '')) continue;
      const data = { callee: call.callee, setting: 'precision="bf16-mixed"', told: toldOf(precision) };
      yield { message: 'trainer', data, ...placeOf(call, precision) };
    }
  }
  // DeepSpeed’s and FSDP’s own configurations set the format.
  if (files.some(({ source }) => /deepspeed|fsdp/i.test(source.text))) return;
  const accelerators = files.flatMap(({ facts }) => facts.calls.of('accelerator'));
  for (const call of accelerators) {
    const name = call.callee === 'Fabric' ? 'precision' : 'mixed_precision';
    const chosen = settingOf(call, name, training.start);
    if (!isOff(chosen)) continue;
    const setting = call.callee === 'Fabric' ? 'precision="bf16-mixed"' : 'mixed_precision="bf16"';
    yield { message: 'accelerator', data: { callee: call.callee, setting, told: toldOf(chosen) }, ...placeOf(call, chosen) };
  }
  const byLibrary =
    accelerators.length > 0 || files.some(({ facts }) => facts.trainers.length > 0 || facts.lightning.trainers.length > 0);
  const at = byLibrary ? undefined : (loopsOf(training)[0]?.loop.backward ?? stepOf(training));
  if (at && usesGpu(training)) yield { message: 'loop', at };
}

/** A step of training in a function of its own: `loss.backward()` with `optimizer.step()` in the same file. */
const stepOf = ({ files }: Training): Span | undefined =>
  files
    .find(({ source: { text } }) => text.includes('.backward(') && /\boptim\w*\.step\(/.test(text))
    ?.facts.calls.of('backward')[0]?.span;
