import persistent from '../../../plugins/performance/rules/persistent-workers';
import { launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { epochs, loop } from './build';

test.each<[string, Sample, string[]]>([
  ['workers that live on', loop('DataLoader(train_set, num_workers=2, shuffle=True, persistent_workers=flag)'), []],
  ['no workers to live on', loop('DataLoader(train_set, num_workers=n, shuffle=True)'), []],
  [
    'a loop in a function that is called each epoch',
    { 'train.sh': launch(), 'train.py': epochs('DataLoader(train_set, shuffle=True, num_workers=2)') },
    ['train.py [DataLoader] restarted'],
  ],
  [
    'a loader that is an attribute, under a progress bar',
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
    {
      'train.sh': launch(),
      'train.py': epochs('DataLoader(train_set, shuffle=True, num_workers=2)').replace(
        'for epoch in range(10):\n    ',
        'epoch = 1\n',
      ),
    },
    [],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(persistent, sample)).toEqual(expected);
});
