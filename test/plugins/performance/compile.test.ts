import compile from '../../../plugins/performance/rules/compile';
import { launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { epochs, image, loop } from './build';

test.each<[string, Sample, string[]]>([
  [
    'PyTorch 2, batches of one size',
    { ...loop('DataLoader(train_set, shuffle=True)'), ...image('pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime') },
    ['train.py [for batch in train_loader:] eager'],
  ],
  [
    'batches that are collated',
    { ...loop('DataLoader(train_set, shuffle=True, collate_fn=pad)'), ...image('pytorch/pytorch:2.4.1') },
    [],
  ],
  ['an unknown PyTorch', loop('DataLoader(train_set, shuffle=True)'), []],
  [
    'PyTorch 2 of a requirement',
    {
      'train.sh': launch(),
      'train.py': epochs('DataLoader(train_set, shuffle=True)'),
      'requirements.txt': 'torch==2.5.1\n',
      ...image('python:3.11'),
    },
    ['train.py [for batch in train_loader:] eager'],
  ],
  [
    "an organ isn't a GAN",
    {
      'train.sh': launch(),
      'train.py': `organ = "liver"\n${trainingLoop('DataLoader(train_set, shuffle=True)')}`,
      ...image('pytorch/pytorch:2.4.1-cuda12.4-cudnn9-devel'),
    },
    ['train.py [for batch in train_loader:] eager'],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(compile, sample)).toEqual(expected);
});
