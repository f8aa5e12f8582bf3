import prefetch from '../../../plugins/performance/rules/prefetch';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { loop } from './build';

test.each<[string, Sample, string[]]>([
  ['a copy that waits', loop('DataLoader(train_set, shuffle=True, pin_memory=True)'), ['train.py [batch.to("cuda")] waits']],
  [
    "a cast isn't a copy",
    loop('DataLoader(train_set, shuffle=True, pin_memory=True)', 'loss = net(batch.to(torch.float32))'),
    [],
  ],
  [
    'a model that is moved, a cast by keyword',
    loop('DataLoader(train_set, shuffle=True, pin_memory=True)', 'net = net.to("cuda"); loss = net(batch.to(dtype=torch.half))'),
    [],
  ],
  [
    "a copy by keyword, of a batch's parts",
    loop(
      'DataLoader(train_set, shuffle=True, pin_memory=True)',
      'loss = net(**{k: v.to(device=0 or "cuda") for k, v in batch.items()})',
    ),
    ['train.py [v.to(device=0 or "cuda")] waits'],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(prefetch, sample)).toEqual(expected);
});
