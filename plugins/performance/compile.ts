import { defineAdvice } from './advice';
import { allFiles, assignedName, type Training, trainingsOf, usesGpu } from './programs';
import { launch, trainingLoop } from './samples';

const loader = 'DataLoader(train_set, batch_size=8, shuffle=True, num_workers=4)';
const dockerfile = (version: string) => ({
  Dockerfile: `FROM pytorch/pytorch:${version}-cuda12.1-cudnn8-runtime\n`,
  'build.sh': 'docker build -t demo .\n',
});

export default defineAdvice<{ readonly dynamic: string }>({
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
    },
    defaults: {
      dynamic:
        'detection|fasterrcnn|maskrcnn|mmdet|mmseg|mmpose|detectron|ultralytics|bitsandbytes|load_in_[48]bit|lora|unsloth|gan|discriminator|collate|pad_sequence|diffusers|gsplat|rasteriz|environment\\.step|env\\.step|gymnasium',
    },
  },
  messages: {
    eager:
      'PyTorch {{version}} can compile the model, and this loop does not; try `model = torch.compile(model)` before it{{measured}}',
  },
  *find(example, { dynamic }) {
    for (const training of trainingsOf(example)) {
      const base = training.start.container.image?.base.value ?? '';
      const version = /^(?:docker\.io\/)?pytorch\/pytorch:(2\.\d+)/.exec(base)?.[1];
      const [loop] = training.entry.facts.trainingLoops.filter(({ steps, depth }) => steps && depth > 1);
      if (!version || !loop || !usesGpu(training.files) || !goesOverLoader(training, loop.iterates ?? '')) continue;
      const files = allFiles(training);
      const pattern = new RegExp(dynamic, 'i');
      if (
        files.some(
          ({ facts, source }) => facts.compilations.length > 0 || /compile/.test(source.text) || pattern.test(source.text),
        )
      )
        continue;
      yield { message: 'eager', data: { version }, at: loop.span };
    }
  },
});

/** The loop goes over a data loader of the program: its batches are of one size. */
const goesOverLoader = ({ files }: Training, iterates: string): boolean =>
  files.some((file) =>
    file.facts.dataLoaders.some((loader) => new RegExp(`\\b${assignedName(loader, file) ?? '\\s'}\\b`).test(iterates)),
  );
