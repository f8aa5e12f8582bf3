import accumulation from '../../../plugins/performance/rules/gradient-accumulation';
import { fineTuning, launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { option, tuning } from './build';

test.each<[string, Sample, string[]]>([
  ['an unknown batch', tuning('per_device_train_batch_size=config["batch"]'), []],
  ['a batch by an option', tuning('per_device_train_batch_size=1, **more'), []],
  [
    'a batch of one, with Lightning',
    {
      'train.sh': launch(),
      'train.py':
        'import lightning as L\nfrom torch.utils.data import DataLoader\nL.Trainer().fit(net, DataLoader(train_set, batch_size=1, shuffle=True))\n',
    },
    ['train.py [batch_size=1] lightning'],
  ],
  [
    'accumulation that is one by default',
    {
      'train.sh': launch(),
      'train.py': `${option('--accumulate', '1')}${fineTuning('per_device_train_batch_size=1, gradient_accumulation_steps=args.accumulate').replace('args = Training', 'settings = Training')}`,
    },
    ['train.py [per_device_train_batch_size=1] arguments'],
  ],
  [
    'samples that are learnt one by one',
    {
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, batch_size=1, shuffle=True)').replace(
        'import torchvision',
        'import gsplat',
      ),
    },
    [],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(accumulation, sample)).toEqual(expected);
});

test('numbers out of a YAML file that the code loads', async () => {
  const code = `import yaml\nwith open("config.yaml") as f:\n    config = yaml.safe_load(f)\n${fineTuning('per_device_train_batch_size=config["training"]["batch"]')}`;
  const sample = (batch: number) => ({ 'train.sh': launch(), 'train.py': code, 'config.yaml': `training:\n  batch: ${batch}\n` });
  expect(await reported(accumulation, sample(1))).toEqual(['config.yaml [1] arguments']);
  expect(await reported(accumulation, sample(16))).toEqual([]);
  expect(
    await reported(accumulation, { ...sample(1), 'train.sh': launch().replace('train.py', 'train.py --config other.yaml') }),
  ).toEqual([]);
});
