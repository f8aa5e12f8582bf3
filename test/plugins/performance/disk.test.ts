import disk from '../../../plugins/performance/rules/disk';
import { launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';

test.each<[string, Sample, string[]]>([
  [
    'a loader without a run',
    { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, num_workers=4, pin_memory=True, shuffle=True)') },
    [],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(disk, sample)).toEqual(expected);
});
