import pin from '../../../plugins/performance/rules/pin-memory';
import { launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { loop } from './build';

test.each<[string, Sample, string[]]>([
  [
    'pinning switched off',
    loop('DataLoader(train_set, shuffle=True, pin_memory=False)'),
    ['train.py [pin_memory=False] unpinned'],
  ],
  [
    'no GPU',
    {
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, shuffle=True)', 'loss = net(batch)').replace('.cuda()', ''),
    },
    [],
  ],
  [
    'Lightning in a container with a GPU',
    {
      'train.sh': launch(),
      'train.py':
        'import lightning as L\nimport torchvision\nfrom torch.utils.data import DataLoader\nL.Trainer().fit(net, DataLoader(train_set, shuffle=True))\n',
    },
    ['train.py [DataLoader] unpinned'],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(pin, sample)).toEqual(expected);
});
