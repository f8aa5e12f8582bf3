import type { Launch, PythonFile, TrainingLoop } from '../../../src/api';
import { defineAdvice } from '../advice';
import { changingShapesCode } from '../code';
import { assignedName } from '../loaders';
import { goesOver, isRepeated, loopsOf } from '../loops';
import { launch, trainingLoop } from '../samples';
import { allFiles, isRehearsal, isToy, type Training, trainingsOf, usesGpu } from '../trainings';

const loader = 'DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)';
const dockerfile = (tag: string) => ({ Dockerfile: `FROM pytorch/pytorch:${tag}\n`, 'build.sh': 'docker build -t demo .\n' });

export default defineAdvice<object, 'eager' | 'noCompiler'>({
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
      { 'train.sh': launch(), 'train.py': trainingLoop(loader), ...dockerfile('1.13.1-cuda11.6-cudnn8-runtime') },
    ],
    references: [
      'Training Pipeline Verification, “Training Speed Optimization”',
      'https://pytorch.org/docs/stable/generated/torch.compile.html',
    ],
  },
  messages: {
    eager:
      'PyTorch {{version}} can compile the model, but this loop trains it uncompiled. Try `model = torch.compile(model)` before the loop.{{measured}}',
    noCompiler:
      'PyTorch {{version}} can compile the model, but this loop trains it uncompiled. Try `model = torch.compile(model)` before the loop, and install gcc in the image, which compiling needs.{{measured}}',
  },
  *find(example) {
    for (const training of trainingsOf(example)) {
      const version = torchVersion(training);
      if (!version || allFiles(training).some(({ source: { text } }) => /compile/i.test(text) || changingShapesCode.test(text)))
        continue;
      if (isRehearsal(training) || isToy(training) || !usesGpu(training)) continue;
      const { loop, file } = loopsOf(training).find((each) => isRepeated(each.loop, training)) ?? {};
      if (!loop || !file || !goesOverLoader(training, loop, file)) continue;
      yield { message: hasCompiler(training) ? 'eager' : 'noCompiler', data: { version }, at: loop.span };
    }
  },
});

/** Whether the loop iterates over one of the program's data loaders, whose batches have one size. */
const goesOverLoader = ({ files }: Training, loop: TrainingLoop, place: PythonFile): boolean =>
  files.some((file) =>
    file.facts.dataLoaders.some((each) => {
      const name = assignedName(each, file);
      return name !== undefined && goesOver(loop, name, place);
    }),
  );

/** The version of PyTorch 2 that the image surely has, from its base or from a pinned requirement. */
function torchVersion({ start }: Training): string | undefined {
  const base = /^(?:docker\.io\/)?pytorch\/pytorch:(2\.\d+)/.exec(start.launch.image.view?.base.value ?? '')?.[1];
  return base ?? /\btorch\s*(?:==|>=|~=)\s*(2\.\d+)/.exec(requirementsOf(start))?.[1];
}

function requirementsOf({ launch: started }: Training['start']): string {
  const files = started.example?.files.filter(({ path }) => /(^|\/)(requirements[^/]*\.txt|pyproject\.toml)$/.test(path)) ?? [];
  const texts = files.map(({ path }) => started.repository.source(path)?.text ?? '');
  return [dockerfileText(started), ...texts].join('\n');
}

const dockerfileText = ({ image }: Launch): string => image.dockerfile?.dockerfile.file.text ?? '';

/** Triton calls a C compiler, which slim images and those without development files don't have. */
const hasCompiler = ({ start }: Training): boolean =>
  !/-runtime|-slim/.test(start.launch.image.view?.base.value ?? '') ||
  /\b(gcc|g\+\+|build-essential|clang)\b/.test(dockerfileText(start.launch));
