import bf16 from '../../../plugins/performance/rules/bf16';
import compile from '../../../plugins/performance/rules/compile';
import workers from '../../../plugins/performance/rules/data-loader-workers';
import disk from '../../../plugins/performance/rules/disk';
import accumulation from '../../../plugins/performance/rules/gradient-accumulation';
import checkpointing from '../../../plugins/performance/rules/gradient-checkpointing';
import precision from '../../../plugins/performance/rules/mixed-precision';
import persistent from '../../../plugins/performance/rules/persistent-workers';
import pin from '../../../plugins/performance/rules/pin-memory';
import pixels from '../../../plugins/performance/rules/pixels-per-step';
import tokens from '../../../plugins/performance/rules/tokens-per-step';
import frequency from '../../../plugins/performance/rules/validation-frequency';
import { fineTuning, launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Rule, Sample } from '../../../src/api';
import { messages, reported } from '../python/reported';

const option = (name: string, fallback: string): string =>
  `import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("${name}", type=int, default=${fallback})\nargs = parser.parse_args()\n`;
const started = (words: string, flags = ''): string =>
  launch(flags).replace('python train.py', `python train.py ${words}`.trim());
const metadata = (vram: number): string => `name: demo\nresources: {vram_gb: ${vram}}\n`;

describe('a setting that an option has by default', () => {
  const code =
    option('--workers', '0') + trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True, num_workers=args.workers)');

  test('is reported at the option, with the loader beside it', async () => {
    expect(await reported(workers, { 'train.sh': launch(), 'train.py': code })).toEqual(['train.py ["--workers"] zero']);
    expect(await messages(workers, { 'train.sh': launch(), 'train.py': code })).toEqual([
      expect.stringContaining('(--workers, 0 by default)'),
    ]);
  });

  test.each([
    ['"$@"', ['train.py ["--workers"] zero']],
    ['--workers 0', ['train.sh [0] zero']],
    ['--workers=8', []],
    ['--workers "$WORKERS"', []],
    ['"${WORDS}"', []],
    ['--out "$OUT"', ['train.py ["--workers"] zero']],
  ])('with the words %s', async (words, expected) => {
    expect(await reported(workers, { 'train.sh': started(words), 'train.py': code })).toEqual(expected);
  });

  test('is not what a value is that is worked out of it', async () => {
    const half = code.replace('args.workers', 'args.workers // 2');
    expect(await reported(workers, { 'train.sh': started('--workers 8'), 'train.py': half })).toEqual([]);
  });
});

describe('a setting out of a variable', () => {
  const code = `import os\nworkers = int(os.environ.get("WORKERS", "0"))\n${trainingLoop('DataLoader(train_set, shuffle=True, num_workers=workers)')}`;

  test.each([
    ['', ['train.py ["WORKERS"] zero']],
    ['${WORKERS:+-e WORKERS="$WORKERS"}', ['train.py ["WORKERS"] zero']],
    ['-e WORKERS', ['train.py ["WORKERS"] zero']],
    ['-e WORKERS=0', ['train.sh [0] zero']],
    ['-e WORKERS=4', []],
    ['-e WORKERS="$N"', []],
    ['--env-file run.env', []],
  ])('with the flags %s', async (flags, expected) => {
    expect(await reported(workers, { 'train.sh': launch(flags), 'train.py': code })).toEqual(expected);
  });
});

describe('a setting of a configuration file', () => {
  const code = `import yaml\nwith open("config.yaml") as f:\n    config = yaml.safe_load(f)\n${trainingLoop('DataLoader(train_set, shuffle=True, num_workers=config["data"].get("workers", 0))')}`;
  const sample = (yaml: string) => ({ 'train.sh': launch(), 'train.py': code, 'config.yaml': yaml });

  test('is reported where the file has it', async () => {
    expect(await reported(workers, sample('data:\n  workers: 0\n'))).toEqual(['config.yaml [0] zero']);
    expect(await reported(workers, sample('data:\n  workers: 4\n'))).toEqual([]);
  });

  test('is the fallback of the code where the file lacks it', async () => {
    expect(await messages(workers, sample('data:\n  path: x\n'))).toEqual([
      expect.stringContaining('(data.workers, 0 where config.yaml has none)'),
    ]);
  });

  test('is not known where the file is missing or another is named', async () => {
    expect(await reported(workers, { 'train.sh': launch(), 'train.py': code })).toEqual([]);
    expect(await reported(workers, { ...sample('data:\n  workers: 0\n'), 'train.sh': started('--config big.yaml') })).toEqual([]);
  });
});

describe('the package of the repository', () => {
  const loader = 'from torch.utils.data import DataLoader\nfrom PIL import Image\n';
  const pipeline = `${loader}def train_loader(data, workers=0):\n    return DataLoader(data, shuffle=True, num_workers=workers)\ndef plain_loader(data):\n    return DataLoader(data, shuffle=True)\n`;
  const mounted = launch('-v "$SCRIPT_DIR/../..:/repo" -e PYTHONPATH=/repo');

  test('is looked at where the example imports it itself', async () => {
    const train = trainingLoop('plain_loader(train_set)').replace('import torchvision', 'from zoo.pipeline import plain_loader');
    const sample = { 'train.sh': mounted, 'train.py': train, '/zoo/__init__.py': '', '/zoo/pipeline.py': pipeline };
    expect(await reported(workers, sample)).toEqual(['zoo/pipeline.py [DataLoader] absent']);
  });

  test('is not where only other parts of the package import it', async () => {
    const train = trainingLoop('build(train_set)').replace('import torchvision', 'from zoo.build import build');
    const sample = {
      'train.sh': mounted,
      'train.py': train,
      '/zoo/__init__.py': '',
      '/zoo/build.py': 'from zoo.pipeline import plain_loader as build\n',
      '/zoo/pipeline.py': pipeline,
    };
    expect(await reported(workers, sample)).toEqual([]);
  });
});

const epochs = (loader: string): string =>
  trainingLoop(loader)
    .replace('for epoch in range(10):\n', 'def train_epoch(epoch):\n')
    .concat('for epoch in range(10):\n    train_epoch(epoch)\n');
const torch2 = (base: string) => ({ Dockerfile: `FROM ${base}\n`, 'build.sh': 'docker build -t demo .\n' });

const cases: [string, Rule, Sample, string[]][] = [
  [
    'a loop in a function that is called each epoch',
    persistent,
    { 'train.sh': launch(), 'train.py': epochs('DataLoader(train_set, shuffle=True, num_workers=2)') },
    ['train.py [DataLoader] restarted'],
  ],
  [
    'a loader that is an attribute, under a progress bar',
    persistent,
    {
      'train.sh': launch(),
      'train.py': `class Task:\n    pass\ntask = Task()\n${trainingLoop('x')
        .replace('train_loader = x', 'task.loader = DataLoader(train_set, shuffle=True, num_workers=2)')
        .replace('    for batch in train_loader', '    progress = tqdm(task.loader)\n    for batch in progress')}`,
    },
    ['train.py [DataLoader] restarted'],
  ],
  [
    'a loop over the loader once',
    persistent,
    {
      'train.sh': launch(),
      'train.py': epochs('DataLoader(train_set, shuffle=True, num_workers=2)').replace(
        'for epoch in range(10):\n    ',
        'epoch = 1\n',
      ),
    },
    [],
  ],
  [
    'a test script',
    workers,
    { 'test.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True)') },
    [],
  ],
  [
    'a run of a few steps',
    workers,
    { 'train.sh': launch(), 'train.py': `from PIL import Image\n${fineTuning('max_steps=20')}` },
    [],
  ],
  [
    'a loader that a function for validation makes',
    workers,
    {
      'train.sh': launch(),
      'train.py': `${trainingLoop('x')}def val_dataloader(data):\n    return DataLoader(data, shuffle=True)\n`,
    },
    [],
  ],
  [
    'a loader called by a word that only begins like validation',
    workers,
    { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(interval_set, shuffle=True)') },
    ['train.py [DataLoader] absent'],
  ],
  [
    'a device that is no GPU',
    workers,
    { 'train.sh': launch(), 'train.py': `import poptorch\n${trainingLoop('DataLoader(train_set, shuffle=True)')}` },
    [],
  ],
  [
    'Lightning in a container with a GPU',
    pin,
    {
      'train.sh': launch(),
      'train.py':
        'import lightning as L\nimport torchvision\nfrom torch.utils.data import DataLoader\nL.Trainer().fit(net, DataLoader(train_set, shuffle=True))\n',
    },
    ['train.py [DataLoader] unpinned'],
  ],
  [
    'digits and clothes, learnt in seconds',
    precision,
    {
      'train.sh': launch(),
      'train.py': trainingLoop('x').replace('net =', 'train_set = torchvision.datasets.MNIST("data")\nnet ='),
    },
    [],
  ],
  [
    'a format that stays off by default',
    precision,
    {
      'train.sh': launch(),
      'train.py': `import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--bf16", action="store_true")\nargs = parser.parse_args()\n${fineTuning('bf16=args.bf16').replace('args = Training', 'settings = Training')}`,
    },
    ['train.py ["--bf16"] trainer'],
  ],
  [
    'fp16 where the metadata asks for a large GPU',
    bf16,
    {
      'example.yaml': metadata(24),
      'train.sh': launch(),
      'train.py': 'import lightning as L\nL.Trainer(precision="16-mixed").fit(net)\n',
    },
    ['train.py [precision="16-mixed"] narrow'],
  ],
  [
    'a step in a function of its own',
    precision,
    {
      'train.sh': launch(),
      'train.py':
        'import torch\noptimizer = torch.optim.SGD(net.cuda().parameters(), lr=0.1)\ndef step(batch):\n    net(batch).backward()\n    optimizer.step()\nfor batch in batches:\n    step(batch)\n',
    },
    ['train.py [net(batch).backward] loop'],
  ],
  [
    'a half of something',
    precision,
    { 'train.sh': launch(), 'train.py': trainingLoop('x').replace('net =', 'half = 8 // 2\nnet =') },
    ['train.py [loss.backward] loop'],
  ],
  [
    'a batch of one, with Lightning',
    accumulation,
    {
      'train.sh': launch(),
      'train.py':
        'import lightning as L\nfrom torch.utils.data import DataLoader\nL.Trainer().fit(net, DataLoader(train_set, batch_size=1, shuffle=True))\n',
    },
    ['train.py [batch_size=1] lightning'],
  ],
  [
    'accumulation that is one by default',
    accumulation,
    {
      'train.sh': launch(),
      'train.py': `${option('--accumulate', '1')}${fineTuning('per_device_train_batch_size=1, gradient_accumulation_steps=args.accumulate').replace('args = Training', 'settings = Training')}`,
    },
    ['train.py [per_device_train_batch_size=1] arguments'],
  ],
  [
    'samples that are learnt one by one',
    accumulation,
    {
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, batch_size=1, shuffle=True)').replace(
        'import torchvision',
        'import gsplat',
      ),
    },
    [],
  ],
  [
    'a language model in a loop of its own',
    checkpointing,
    {
      'example.yaml': metadata(16),
      'train.sh': launch(),
      'train.py': `from transformers import AutoModelForCausalLM\nmodel = AutoModelForCausalLM.from_pretrained("org/model")\n${trainingLoop('x')}`,
    },
    ['train.py [loss.backward] loop'],
  ],
  [
    'a model whose code comes with the weights',
    checkpointing,
    {
      'example.yaml': metadata(16),
      'train.sh': launch(),
      'train.py': `from transformers import AutoModelForCausalLM\nmodel = AutoModelForCausalLM.from_pretrained("org/model", trust_remote_code=True)\n${trainingLoop('x')}`,
    },
    [],
  ],
  [
    'tokens that a file and an option set',
    tokens,
    {
      'example.yaml': metadata(8),
      'train.sh': launch(),
      'train.py': `${option('--length', '4096')}import yaml\nwith open("config.yaml") as f:\n    config = yaml.safe_load(f)\nfrom trl import SFTConfig, SFTTrainer\nsettings = SFTConfig(per_device_train_batch_size=config["batch"], max_length=args.length)\nSFTTrainer(model="org/model", args=settings).train()\n`,
      'config.yaml': 'batch: 8\n',
    },
    ['config.yaml [8] many'],
  ],
  [
    'images of a size that an option has by default',
    pixels,
    {
      'example.yaml': metadata(8),
      'train.sh': launch(),
      'train.py': `${option('--size', '1024')}${trainingLoop('DataLoader(train_set, batch_size=32, shuffle=True)').replace('net =', 'crop = torchvision.transforms.RandomResizedCrop(args.size)\nnet =')}`,
    },
    ['train.py [batch_size=32] many'],
  ],
  [
    'images that are cropped after they are enlarged',
    pixels,
    {
      'example.yaml': metadata(8),
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, batch_size=32, shuffle=True)').replace(
        'net =',
        'steps = [torchvision.transforms.Resize(1200), torchvision.transforms.CenterCrop(224)]\nnet =',
      ),
    },
    [],
  ],
  [
    'a size that is not known',
    pixels,
    {
      'example.yaml': metadata(8),
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, batch_size=512, shuffle=True)').replace(
        'net =',
        'crop = torchvision.transforms.Resize(size)\nnet =',
      ),
    },
    [],
  ],
  [
    'a detector of a library',
    pixels,
    {
      'example.yaml': metadata(8),
      'train.sh': launch(),
      'train.py': 'from ultralytics import YOLO\nYOLO("yolo11n.pt").train(data="data.yaml", imgsz=1280, batch=64)\n',
    },
    ['train.py [batch=64] many'],
  ],
  [
    'evaluation every few steps by default',
    frequency,
    {
      'train.sh': launch(),
      'train.py': `${option('--eval-steps', '5')}${fineTuning('eval_strategy="steps", eval_steps=args.eval_steps').replace('args = Training', 'settings = Training')}`,
    },
    ['train.py ["--eval-steps"] steps'],
  ],
  [
    'PyTorch 2 of a requirement',
    compile,
    {
      'train.sh': launch(),
      'train.py': epochs('DataLoader(train_set, shuffle=True)'),
      'requirements.txt': 'torch==2.5.1\n',
      ...torch2('python:3.11'),
    },
    ['train.py [for batch in train_loader:] eager'],
  ],
  [
    'an organ is no GAN',
    compile,
    {
      'train.sh': launch(),
      'train.py': `organ = "liver"\n${trainingLoop('DataLoader(train_set, shuffle=True)')}`,
      ...torch2('pytorch/pytorch:2.4.1-cuda12.4-cudnn9-devel'),
    },
    ['train.py [for batch in train_loader:] eager'],
  ],
  [
    'a loader without a run',
    disk,
    { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, num_workers=4, pin_memory=True, shuffle=True)') },
    [],
  ],
];

test.each(cases)('%s', async (_, rule, sample, expected) => {
  expect(await reported(rule, sample)).toEqual(expected);
});

test('an image for running has no compiler, which compiling needs', async () => {
  const sample = (base: string): Sample => ({
    'train.sh': launch(),
    'train.py': trainingLoop('DataLoader(train_set, shuffle=True)'),
    ...torch2(base),
  });
  expect(await reported(compile, sample('pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime'))).toEqual([
    'train.py [for batch in train_loader:] noCompiler',
  ]);
  expect(await reported(compile, sample('pytorch/pytorch:2.4.1-cuda12.4-cudnn9-devel'))).toEqual([
    'train.py [for batch in train_loader:] eager',
  ]);
});
