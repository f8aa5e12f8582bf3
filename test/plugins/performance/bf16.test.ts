import bf16 from '../../../plugins/performance/rules/bf16';
import { launch, vram } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';

test.each<[string, Sample, string[]]>([
  [
    'fp16 where the metadata asks for a large GPU',
    {
      'example.yaml': vram(24),
      'train.sh': launch(),
      'train.py': 'import lightning as L\nL.Trainer(precision="16-mixed").fit(net)\n',
    },
    ['train.py [precision="16-mixed"] narrow'],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(bf16, sample)).toEqual(expected);
});
