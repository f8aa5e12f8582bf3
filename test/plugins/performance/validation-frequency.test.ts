import frequency from '../../../plugins/performance/rules/validation-frequency';
import { fineTuning, launch } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { option, tuning } from './build';

test.each<[string, Sample, string[]]>([
  ['evaluation each epoch', tuning('eval_strategy="epoch", eval_steps=5'), []],
  [
    'evaluation every few steps by default',
    {
      'train.sh': launch(),
      'train.py': `${option('--eval-steps', '5')}${fineTuning('eval_strategy="steps", eval_steps=args.eval_steps').replace('args = Training', 'settings = Training')}`,
    },
    ['train.py ["--eval-steps"] steps'],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(frequency, sample)).toEqual(expected);
});
