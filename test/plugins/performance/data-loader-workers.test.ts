import workers from '../../../plugins/performance/rules/data-loader-workers';
import { fineTuning, launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { messages, reported } from '../python/reported';
import { loop, option, started } from './build';

const loaders = (call: string): string =>
  `from torch.utils.data import DataLoader\nfrom PIL import Image\ndef load(workers=4):\n    return DataLoader(train_set, shuffle=True, num_workers=workers)\n${call}\n`;

test.each<[string, Sample, string[]]>([
  ['workers of a loader for validation', loop('DataLoader(val_set, batch_size=8)'), []],
  [
    'workers that only the trial of a module goes without',
    {
      'train.sh': launch(),
      'train.py': trainingLoop('load()').replace('import torch\n', 'import torch\nfrom loaders import load\n'),
      'loaders.py': loaders('if __name__ == "__main__":\n    load(workers=0)'),
    },
    [],
  ],
  [
    'workers that a module goes without',
    {
      'train.sh': launch(),
      'train.py': trainingLoop('loader').replace('import torch\n', 'import torch\nfrom loaders import loader\n'),
      'loaders.py': loaders('loader = load(workers=0)'),
    },
    ['loaders.py [num_workers=workers] zero'],
  ],
  ['workers by an option', loop('DataLoader(train_set, num_workers=args.workers, shuffle=True)'), []],
  [
    'samples that are not decoded',
    { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, shuffle=True)').replace('import torchvision\n', '') },
    [],
  ],
  [
    'a trainer whose model writes the samples',
    {
      'train.sh': launch(),
      'train.py': `from PIL import Image\n${fineTuning('').replaceAll('TrainingArguments', 'GRPOConfig').replaceAll('transformers', 'trl')}`,
    },
    [],
  ],
  ['a test script', { 'test.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, batch_size=8, shuffle=True)') }, []],
  ['a run of a few steps', { 'train.sh': launch(), 'train.py': `from PIL import Image\n${fineTuning('max_steps=20')}` }, []],
  [
    'a loader that a function for validation makes',
    {
      'train.sh': launch(),
      'train.py': `${trainingLoop('x')}def val_dataloader(data):\n    return DataLoader(data, shuffle=True)\n`,
    },
    [],
  ],
  [
    'a loader called by a word that only begins like validation',
    { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(interval_set, shuffle=True)') },
    ['train.py [DataLoader] absent'],
  ],
  [
    "a device that isn't a GPU",
    { 'train.sh': launch(), 'train.py': `import poptorch\n${trainingLoop('DataLoader(train_set, shuffle=True)')}` },
    [],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(workers, sample)).toEqual(expected);
});

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
