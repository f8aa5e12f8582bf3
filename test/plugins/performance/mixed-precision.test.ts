import precision from '../../../plugins/performance/rules/mixed-precision';
import { fineTuning, launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Sample } from '../../../src/api';
import { reported } from '../python/reported';
import { loop, tuning } from './build';

test.each<[string, Sample, string[]]>([
  [
    'a format on the command line',
    { 'train.sh': launch().replace('train.py', 'train.py --precision 16'), 'train.py': trainingLoop('x') },
    [],
  ],
  [
    'a launcher that sets the format',
    { 'train.sh': launch().replace('python train.py', 'accelerate launch train.py'), 'train.py': trainingLoop('x') },
    [],
  ],
  [
    "a trainer of one's own",
    {
      'train.sh': launch(),
      'train.py': fineTuning('')
        .replace(
          'model =',
          'class Own(Trainer):\n    def compute_loss(self, model, inputs): return model(**inputs).loss\nmodel =',
        )
        .replace('\nTrainer(', '\nOwn('),
    },
    ['train.py [TrainingArguments] trainer'],
  ],
  [
    'a step in a function of its own',
    {
      'train.sh': launch(),
      'train.py':
        'import torch\nnet = torch.nn.Linear(8, 1).cuda()\noptimizer = torch.optim.SGD(net.parameters())\ndef step(batch):\n    loss = net(batch)\n    loss.backward()\n    optimizer.step()\nfor batch in loader:\n    step(batch)\n',
    },
    ['train.py [loss.backward] loop'],
  ],
  ['targets in fp32', loop('x', 'loss = net(batch.to("cuda")) - target.to(torch.float32)'), ['train.py [loss.backward] loop']],
  ['a model in bf16', tuning('', 'model = model.to(torch.bfloat16)'), []],
  ['no GPU is asked for', { 'train.sh': launch().replace('--gpus all ', ''), 'train.py': trainingLoop('x') }, []],
  [
    'digits and clothes, learnt in seconds',
    {
      'train.sh': launch(),
      'train.py': trainingLoop('x').replace('net =', 'train_set = torchvision.datasets.MNIST("data")\nnet ='),
    },
    [],
  ],
  [
    'a format that stays off by default',
    {
      'train.sh': launch(),
      'train.py': `import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--bf16", action="store_true")\nargs = parser.parse_args()\n${fineTuning('bf16=args.bf16').replace('args = Training', 'settings = Training')}`,
    },
    ['train.py ["--bf16"] trainer'],
  ],
  [
    'a step in a function of its own',
    {
      'train.sh': launch(),
      'train.py':
        'import torch\noptimizer = torch.optim.SGD(net.cuda().parameters(), lr=0.1)\ndef step(batch):\n    net(batch).backward()\n    optimizer.step()\nfor batch in batches:\n    step(batch)\n',
    },
    ['train.py [net(batch).backward] loop'],
  ],
  [
    'a half of something',
    { 'train.sh': launch(), 'train.py': trainingLoop('x').replace('net =', 'half = 8 // 2\nnet =') },
    ['train.py [loss.backward] loop'],
  ],
])('%s', async (_, sample, expected) => {
  expect(await reported(precision, sample)).toEqual(expected);
});
