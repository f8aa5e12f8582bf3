import tokens from '../../../plugins/performance/rules/tokens-per-step';
import { launch, vram } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { option, tuning } from './build';

test.each<[string, Sample, string[]]>([
  ['lengths that are not known', { 'example.yaml': vram(8), ...tuning('per_device_train_batch_size=64') }, []],
  [
    'tokens that a file and an option set',
    {
      'example.yaml': vram(8),
      'train.sh': launch(),
      'train.py': `${option('--length', '4096')}import yaml\nwith open("config.yaml") as f:\n    config = yaml.safe_load(f)\nfrom trl import SFTConfig, SFTTrainer\nsettings = SFTConfig(per_device_train_batch_size=config["batch"], max_length=args.length)\nSFTTrainer(model="org/model", args=settings).train()\n`,
      'config.yaml': 'batch: 8\n',
    },
    ['config.yaml [8] many'],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(tokens, sample)).toEqual(expected);
});
