import { type Launch, type PythonFile, type Report, settingOf, type TrainingLoop } from '../../../src/api';
import { defineAdvice } from '../advice';
import { changingShapesCode } from '../code';
import { assignedName } from '../loaders';
import { goesOver, isRepeated, loopsOf } from '../loops';
import { fineTuning, launch, trainingLoop } from '../samples';
import { allFiles, generates, isRehearsal, isToy, type Training, trainingsOf, usesGpu, usesOtherDevice } from '../trainings';
import { torchVersion } from '../versions';

type Id = 'eager' | 'trainer' | 'lightning';

const loader = 'DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)';
const dockerfile = (tag: string) => ({ Dockerfile: `FROM pytorch/pytorch:${tag}\n`, 'build.sh': 'docker build -t demo .\n' });

export default defineAdvice<object, Id>({
  name: 'compile',
  concern: 'speed',
  docs: {
    summary: 'A model that trains for long is compiled',
    why: '`torch.compile(model)` in PyTorch 2 fuses operations, and often makes training a third faster without any other change. It helps if shapes stay the same from batch to batch. Detectors, variable lengths, quantized models, and code for PyTorch 1 are not reported.',
    bad: [
      {
        wrong: 'The model is not compiled.',
        sample: { 'train.sh': launch(), 'train.py': trainingLoop(loader), ...dockerfile('2.3.0-cuda12.1-cudnn8-devel') },
      },
      {
        wrong: 'The trainer does not compile the model.',
        sample: { 'train.sh': launch(), 'train.py': fineTuning('bf16=True'), ...dockerfile('2.3.0-cuda12.1-cudnn8-devel') },
      },
      {
        wrong: 'The model is not compiled, and the image has no compiler.',
        sample: { 'train.sh': launch(), 'train.py': trainingLoop(loader), ...dockerfile('2.3.0-cuda12.1-cudnn8-runtime') },
      },
    ],
    good: [
      {
        'train.sh': launch(),
        'train.py': `${trainingLoop(loader)}net = torch.compile(net)\n`,
        ...dockerfile('2.3.0-cuda12.1-cudnn8-runtime'),
      },
      { 'train.sh': launch(), 'train.py': fineTuning('torch_compile=True'), ...dockerfile('2.3.0-cuda12.1-cudnn8-devel') },
      { 'train.sh': launch(), 'train.py': trainingLoop(loader), ...dockerfile('1.13.1-cuda11.6-cudnn8-runtime') },
    ],
    references: [
      'Training Pipeline Verification, “Training Speed Optimization”',
      'https://pytorch.org/docs/stable/generated/torch.compile.html',
    ],
  },
  messages: {
    eager:
      'PyTorch {{version}} can compile the model, but this loop trains it uncompiled. Try `model = torch.compile(model)` before the loop{{and}}.{{measured}}',
    trainer:
      'PyTorch {{version}} can compile the model, but {{callee}} trains it uncompiled. Try `torch_compile=True`{{and}}.{{measured}}',
    lightning:
      'PyTorch {{version}} can compile the model, but this Trainer trains it uncompiled. Try `model = torch.compile(model)` before `fit`{{and}}.{{measured}}',
  },
  *find(example) {
    for (const training of trainingsOf(example)) {
      const version = torchVersion(training);
      const texts = allFiles(training).map(({ source }) => source.text);
      if (!version || texts.some((text) => mentionsCompiling.test(text) || changingShapesCode.test(text))) continue;
      if (isRehearsal(training) || isToy(training)) continue;
      yield* inLoop(training, version);
      yield* inTrainers(training, version);
    }
  },
});

const mentionsCompiling = /(?<!\bre\.)compile|dynamo/i;

function* inLoop(training: Training, version: string): Iterable<Report<Id>> {
  const { loop, file } = loopsOf(training).find((each) => isRepeated(each.loop, training)) ?? {};
  if (!loop || !file || !usesGpu(training) || !goesOverLoader(training, loop, file)) return;
  yield { message: 'eager', data: { version, and: compilerFor(training) }, at: loop.span };
}

/** Trainers of libraries, in a container that has a GPU. */
function* inTrainers(training: Training, version: string): Iterable<Report<Id>> {
  const { files, start } = training;
  if (start.launch.spec.gpus === null || usesOtherDevice(training)) return;
  const data = { version, and: compilerFor(training) };
  for (const call of files.flatMap(({ facts }) => facts.trainingArguments)) {
    if (generates(call) || settingOf(call, 'torch_compile', start) !== 'absent') continue;
    yield { message: 'trainer', data: { ...data, callee: call.callee }, at: call.span };
  }
  if (!files.some(({ facts }) => facts.lightning.modules.length)) return;
  for (const { span } of files.flatMap(({ facts }) => facts.lightning.trainers)) yield { message: 'lightning', data, at: span };
}

/** Whether the loop iterates over one of the program's data loaders, whose batches have one size. */
const goesOverLoader = ({ files }: Training, loop: TrainingLoop, place: PythonFile): boolean =>
  files.some((file) =>
    file.facts.dataLoaders.some((each) => {
      const name = assignedName(each, file);
      return name !== undefined && goesOver(loop, name, place);
    }),
  );

const dockerfileText = ({ image }: Launch): string => image.dockerfile?.dockerfile.file.text ?? '';

/** Triton calls a C compiler, which slim images and those without development files don't have. */
function compilerFor({ start }: Training): string {
  const hasOne =
    !/-runtime|-slim/.test(start.launch.image.view?.base.value ?? '') ||
    /\b(gcc|g\+\+|build-essential|clang)\b/.test(dockerfileText(start.launch));
  return hasOne ? '' : ', and install gcc in the image, which compiling needs';
}
