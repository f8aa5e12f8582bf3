import type { Launch, PythonFile, TrainingLoop } from '../../../src/api';
import { defineAdvice } from '../advice';
import { codeWords, toysProperty } from '../code-words';
import {
  allFiles,
  assignedName,
  goesOver,
  isRehearsal,
  isRepeated,
  loopsOf,
  type Training,
  trainingsOf,
  usesGpu,
  usesToys,
} from '../programs';
import { launch, trainingLoop } from '../samples';

const loader = 'DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)';
const dockerfile = (version: string) => ({
  Dockerfile: `FROM pytorch/pytorch:${version}-cuda12.1-cudnn8-runtime\n`,
  'build.sh': 'docker build -t demo .\n',
});

export default defineAdvice<{ readonly dynamic: string; readonly toys: string }>({
  name: 'compile',
  concern: 'speed',
  docs: {
    summary: 'A model that is trained for long is compiled',
    why: '`torch.compile(model)` of PyTorch 2 fuses operations, and often makes training faster by a third without any other change. It pays where shapes stay the same from batch to batch: detectors, variable lengths and quantised models are not reported, nor is code for PyTorch 1.',
    bad: { 'train.sh': launch(), 'train.py': trainingLoop(loader), ...dockerfile('2.3.0') },
    good: [
      { 'train.sh': launch(), 'train.py': `${trainingLoop(loader)}net = torch.compile(net)\n`, ...dockerfile('2.3.0') },
      { 'train.sh': launch(), 'train.py': trainingLoop(loader), ...dockerfile('1.13.1') },
    ],
    references: [
      'Training Pipeline Verification, “Training Speed Optimization”',
      'https://pytorch.org/docs/stable/generated/torch.compile.html',
    ],
  },
  options: {
    properties: {
      dynamic: { type: 'string', format: 'regex', description: 'words in code whose shapes change too often for compilation' },
      toys: toysProperty,
    },
    defaults: { dynamic: codeWords.dynamic, toys: codeWords.toys },
  },
  messages: {
    eager:
      'PyTorch {{version}} can compile the model, and this loop does not; try `model = torch.compile(model)` before it{{compiler}}{{measured}}',
  },
  *find(example, { dynamic, toys: toyWords }) {
    const passedOver = new RegExp(`compile|${dynamic}`, 'i');
    for (const training of trainingsOf(example)) {
      const version = torchVersion(training);
      if (!version || allFiles(training).some(({ source }) => passedOver.test(source.text))) continue;
      if (isRehearsal(training) || usesToys(training, toyWords) || !usesGpu(training)) continue;
      const { loop, file } = loopsOf(training).find((each) => isRepeated(each.loop, training)) ?? {};
      if (!loop || !file || !goesOverLoader(training, loop, file)) continue;
      yield { message: 'eager', data: { version, compiler: compilerAdvice(training) }, at: loop.span };
    }
  },
});

/** The loop goes over a data loader of the program: its batches are of one size. */
const goesOverLoader = ({ files }: Training, loop: TrainingLoop, place: PythonFile): boolean =>
  files.some((file) =>
    file.facts.dataLoaders.some((loader) => {
      const name = assignedName(loader, file);
      return name !== undefined && goesOver(loop, name, place);
    }),
  );

/** The PyTorch 2 that the image surely has: of its base, or as a requirement pins it. */
function torchVersion({ start }: Training): string | undefined {
  const base = /^(?:docker\.io\/)?pytorch\/pytorch:(2\.\d+)/.exec(start.launch.image.view?.base.value ?? '')?.[1];
  return base ?? /\btorch\s*(?:==|>=|~=)\s*(2\.\d+)/.exec(requirementsOf(start))?.[1];
}

function requirementsOf({ launch }: Training['start']): string {
  const files = launch.example?.files.filter(({ path }) => /(^|\/)(requirements[^/]*\.txt|pyproject\.toml)$/.test(path)) ?? [];
  const texts = files.map(({ path }) => launch.repository.source(path)?.text ?? '');
  return [dockerfileText(launch), ...texts].join('\n');
}

const dockerfileText = ({ image }: Launch): string => image.dockerfile?.dockerfile.file.text ?? '';

/** Triton calls a C compiler, which slim images and those for running only do not have. */
function compilerAdvice({ start }: Training): string {
  const base = start.launch.image.view?.base.value ?? '';
  const lacks = /-runtime|-slim/.test(base) && !/\b(gcc|g\+\+|build-essential|clang)\b/.test(dockerfileText(start.launch));
  return lacks ? ', and install gcc in the image, which compiling needs' : '';
}
