import compile from '../../../plugins/performance/rules/compile';
import workers from '../../../plugins/performance/rules/data-loader-workers';
import accumulation from '../../../plugins/performance/rules/gradient-accumulation';
import checkpointing from '../../../plugins/performance/rules/gradient-checkpointing';
import precision from '../../../plugins/performance/rules/mixed-precision';
import persistent from '../../../plugins/performance/rules/persistent-workers';
import pin from '../../../plugins/performance/rules/pin-memory';
import prefetch from '../../../plugins/performance/rules/prefetch';
import tokens from '../../../plugins/performance/rules/tokens-per-step';
import frequency from '../../../plugins/performance/rules/validation-frequency';
import { fineTuning, launch, trainingLoop } from '../../../plugins/performance/samples';
import type { Rule } from '../../../src/api';
import { lintSample } from '../../../src/testing';
import { reported } from '../python/reported';

const loop = (loader: string, step?: string) => ({ 'train.sh': launch(), 'train.py': trainingLoop(loader, step) });
const tuning = (settings: string, more?: string) => ({ 'train.sh': launch(), 'train.py': fineTuning(settings, more) });
const torch = (version: string) => ({ Dockerfile: `FROM pytorch/pytorch:${version}\n`, 'build.sh': 'docker build -t demo .\n' });

/** A log of nvidia-smi: how busy the GPU was, second by second. */
const gpuLog = (busy: number): string =>
  [
    'timestamp, index, utilization.gpu [%], memory.used [MiB], memory.total [MiB]',
    ...Array.from(
      { length: 40 },
      (_, second) => `2025/01/01 10:00:${String(second).padStart(2, '0')}.000, 0, ${busy} %, 9000 MiB, 16000 MiB`,
    ),
  ].join('\n');

test.each([workers, pin])('$name says nothing of batches that are made on the GPU', async (rule) => {
  const made = (device: string) => ({
    'train.sh': launch(),
    'train.py': `class Collate:\n    def __call__(self, batch):\n\n        return torch.stack(batch)${device}\n\n${trainingLoop(
      'DataLoader(train_set, batch_size=8, shuffle=True, collate_fn=collate)',
    ).replace('net =', 'collate = Collate()\nnet =')}`,
  });
  expect((await lintSample(rule, made(''))).findings).toHaveLength(1);
  expect((await lintSample(rule, made('.to(self.device)'))).findings).toEqual([]);
});

describe('advice and runs', () => {
  const slow = loop('DataLoader(train_set, batch_size=8, shuffle=True)');

  test('without a run the advice is as grave as configured', async () => {
    const { findings } = await lintSample(workers, slow);
    expect(findings.map(({ severity, messageId, message }) => [severity, messageId, message])).toEqual([
      ['error', 'absent', expect.stringMatching(/`num_workers=4`\.$/)],
    ]);
  });

  test('a run that proves the trouble sets the severity, and is shown', async () => {
    const { findings } = await lintSample(workers, { ...slow, 'logs/gpu.csv': gpuLog(31) });
    expect(findings.map(({ severity, message, related, evidence }) => [severity, message, related.length, evidence])).toEqual([
      [
        'warning',
        expect.stringMatching(/`num_workers=4`\. A run kept the GPU busy only 31% of the time\.$/),
        1,
        { utilization: 31, samples: 40 },
      ],
    ]);
  });

  test('a run that contradicts the advice silences it', async () => {
    expect(await reported(workers, { ...slow, 'logs/gpu.csv': gpuLog(97) })).toEqual([]);
    expect(await reported(workers, { ...slow, 'logs/gpu.csv': gpuLog(80) })).toHaveLength(1);
  });

  test('a run out of memory speaks for advice on memory, not on speed', async () => {
    const log =
      'step 10 loss: 2.1\nstep 20 loss: 1.9\nTraceback (most recent call last):\n  File "train.py", line 8, in <module>\ntorch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 2.00 GiB\n';
    const sample = { 'example.yaml': 'name: demo\nresources: {vram_gb: 16}\n', ...tuning('bf16=True'), 'logs/train.log': log };
    const { findings } = await lintSample(checkpointing, sample);
    expect(findings.map(({ severity, message }) => [severity, message])).toEqual([
      ['warning', expect.stringMatching(/ A run ran out of GPU memory\.$/)],
    ]);
  });
});

const loaders = (call: string): string =>
  `from torch.utils.data import DataLoader\nfrom PIL import Image\ndef load(workers=4):\n    return DataLoader(train_set, shuffle=True, num_workers=workers)\n${call}\n`;

const cases: [string, Rule, Parameters<typeof reported>[1], string[]][] = [
  ['workers of a loader for validation', workers, loop('DataLoader(val_set, batch_size=8)'), []],
  [
    'workers that only the trial of a module goes without',
    workers,
    {
      'train.sh': launch(),
      'train.py': trainingLoop('load()').replace('import torch\n', 'import torch\nfrom loaders import load\n'),
      'loaders.py': loaders('if __name__ == "__main__":\n    load(workers=0)'),
    },
    [],
  ],
  [
    'workers that a module goes without',
    workers,
    {
      'train.sh': launch(),
      'train.py': trainingLoop('loader').replace('import torch\n', 'import torch\nfrom loaders import loader\n'),
      'loaders.py': loaders('loader = load(workers=0)'),
    },
    ['loaders.py [num_workers=workers] zero'],
  ],
  ['workers by an option', workers, loop('DataLoader(train_set, num_workers=args.workers, shuffle=True)'), []],
  [
    'samples that are not decoded',
    workers,
    { 'train.sh': launch(), 'train.py': trainingLoop('DataLoader(train_set, shuffle=True)').replace('import torchvision\n', '') },
    [],
  ],
  ['workers that live on', persistent, loop('DataLoader(train_set, num_workers=2, shuffle=True, persistent_workers=flag)'), []],
  ['no workers to live on', persistent, loop('DataLoader(train_set, num_workers=n, shuffle=True)'), []],
  [
    'pinning switched off',
    pin,
    loop('DataLoader(train_set, shuffle=True, pin_memory=False)'),
    ['train.py [pin_memory=False] unpinned'],
  ],
  [
    'no GPU',
    pin,
    {
      'train.sh': launch(),
      'train.py': trainingLoop('DataLoader(train_set, shuffle=True)', 'loss = net(batch)').replace('.cuda()', ''),
    },
    [],
  ],
  [
    'a copy that waits',
    prefetch,
    loop('DataLoader(train_set, shuffle=True, pin_memory=True)'),
    ['train.py [batch.to("cuda")] waits'],
  ],
  [
    'a cast is no copy',
    prefetch,
    loop('DataLoader(train_set, shuffle=True, pin_memory=True)', 'loss = net(batch.to(torch.float32))'),
    [],
  ],
  [
    'a model that is moved, a cast by keyword',
    prefetch,
    loop('DataLoader(train_set, shuffle=True, pin_memory=True)', 'net = net.to("cuda"); loss = net(batch.to(dtype=torch.half))'),
    [],
  ],
  [
    'a copy by keyword, of a batch’s parts',
    prefetch,
    loop(
      'DataLoader(train_set, shuffle=True, pin_memory=True)',
      'loss = net(**{k: v.to(device=0 or "cuda") for k, v in batch.items()})',
    ),
    ['train.py [v.to(device=0 or "cuda")] waits'],
  ],
  [
    'a trainer whose model writes the samples',
    workers,
    {
      'train.sh': launch(),
      'train.py': `from PIL import Image\n${fineTuning('').replaceAll('TrainingArguments', 'GRPOConfig').replaceAll('transformers', 'trl')}`,
    },
    [],
  ],
  [
    'a format on the command line',
    precision,
    { 'train.sh': launch().replace('train.py', 'train.py --precision 16'), 'train.py': trainingLoop('x') },
    [],
  ],
  [
    'a launcher that sets the format',
    precision,
    { 'train.sh': launch().replace('python train.py', 'accelerate launch train.py'), 'train.py': trainingLoop('x') },
    [],
  ],
  [
    'a trainer of one’s own',
    precision,
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
    precision,
    {
      'train.sh': launch(),
      'train.py':
        'import torch\nnet = torch.nn.Linear(8, 1).cuda()\noptimizer = torch.optim.SGD(net.parameters())\ndef step(batch):\n    loss = net(batch)\n    loss.backward()\n    optimizer.step()\nfor batch in loader:\n    step(batch)\n',
    },
    ['train.py [loss.backward] loop'],
  ],
  [
    'targets in fp32',
    precision,
    loop('x', 'loss = net(batch.to("cuda")) - target.to(torch.float32)'),
    ['train.py [loss.backward] loop'],
  ],
  ['a model in bf16', precision, tuning('', 'model = model.to(torch.bfloat16)'), []],
  ['no GPU is asked for', precision, { 'train.sh': launch().replace('--gpus all ', ''), 'train.py': trainingLoop('x') }, []],
  ['a large GPU', checkpointing, { 'example.yaml': 'name: demo\nresources: {vram_gb: "24-80"}\n', ...tuning('') }, []],
  [
    'LoRA of k-bit models',
    checkpointing,
    { 'example.yaml': 'name: demo\nresources: {vram_gb: 16}\n', ...tuning('', 'model = prepare_model_for_kbit_training(model)') },
    [],
  ],
  ['an unknown batch', accumulation, tuning('per_device_train_batch_size=config["batch"]'), []],
  ['a batch by an option', accumulation, tuning('per_device_train_batch_size=1, **more'), []],
  [
    'lengths that are not known',
    tokens,
    { 'example.yaml': 'name: demo\nresources: {vram_gb: 8}\n', ...tuning('per_device_train_batch_size=64') },
    [],
  ],
  ['evaluation each epoch', frequency, tuning('eval_strategy="epoch", eval_steps=5'), []],
  [
    'PyTorch 2, batches of one size',
    compile,
    { ...loop('DataLoader(train_set, shuffle=True)'), ...torch('2.4.1-cuda12.4-cudnn9-runtime') },
    ['train.py [for batch in train_loader:] noCompiler'],
  ],
  [
    'batches that are collated',
    compile,
    { ...loop('DataLoader(train_set, shuffle=True, collate_fn=pad)'), ...torch('2.4.1') },
    [],
  ],
  ['an unknown PyTorch', compile, loop('DataLoader(train_set, shuffle=True)'), []],
];

test.each(cases)('%s', async (_, rule, sample, expected) => {
  expect(await reported(rule, sample)).toEqual(expected);
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
