import checkpointing from '../../../plugins/performance/rules/gradient-checkpointing';
import { launch, trainingLoop, vram } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { tuning } from './build';

test.each<[string, Sample, string[]]>([
  ['a large GPU', { 'example.yaml': 'name: demo\nresources: {vram_gb: "24-80"}\n', ...tuning('') }, []],
  ['LoRA of k-bit models', { 'example.yaml': vram(16), ...tuning('', 'model = prepare_model_for_kbit_training(model)') }, []],
  [
    'a language model in a loop of its own',
    {
      'example.yaml': vram(16),
      'train.sh': launch(),
      'train.py': `from transformers import AutoModelForCausalLM\nmodel = AutoModelForCausalLM.from_pretrained("org/model")\n${trainingLoop('x')}`,
    },
    ['train.py [loss.backward] loop'],
  ],
  [
    'a model whose code comes with the weights',
    {
      'example.yaml': vram(16),
      'train.sh': launch(),
      'train.py': `from transformers import AutoModelForCausalLM\nmodel = AutoModelForCausalLM.from_pretrained("org/model", trust_remote_code=True)\n${trainingLoop('x')}`,
    },
    [],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(checkpointing, sample)).toEqual(expected);
});
