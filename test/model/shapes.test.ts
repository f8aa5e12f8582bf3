import { builtins } from '../../src/cli/builtin';
import { assemble } from '../../src/config/assemble';
import { builtinSources } from '../../src/config/builtins';
import type { Configuration } from '../../src/config/types';
import { lint } from '../../src/engine/lint';
import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';

/** The rules that judge how the metadata is written. */
const isAboutShape = (rule: string): boolean =>
  /^example\/(?:preset-|expected-fields|resource-range|schema|unknown-field|syntax)/.test(rule);

const packOf = (name: string): Configuration =>
  assemble({
    builtins,
    plugins: builtins.plugins,
    sources: builtinSources(builtins, name),
    commandLine: { origin: { name: 'test' }, rules: new Map() },
    hints: [],
  });
const packs = { recommended: packOf('recommended'), strict: packOf('strict') };

type Files = { readonly [path: string]: string };

/** What is found in an example under a pack, without places in the metadata and without what is said about its shape. */
async function findingsIn(files: Files, configuration: Configuration): Promise<readonly string[]> {
  const repository = createRepository(
    memoryTree(Object.fromEntries(Object.entries(files).map(([name, text]) => [`examples/demo/${name}`, text]))),
    { examples: configuration.examples, ignores: () => false },
  );
  const { findings } = await lint({ repository, configuration, paths: [''], version: '0', today: '2026-01-01' });
  return findings
    .filter(({ rule }) => !isAboutShape(rule))
    .map(({ rule, severity, messageId, at }) => {
      const place = at.file.endsWith('example.yaml') ? 'metadata' : `${at.file} ${'start' in at ? at.start : JSON.stringify(at)}`;
      return `${rule} ${messageId} ${severity} ${place}`;
    })
    .sort();
}

const launch = (script: string): string => `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -it --rm -v "$DIR/data:/data" -w /workspace demo python train.py ${script}
`;

const training = `import argparse
import torch
import torchvision
from torch.utils.data import DataLoader
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=1)
transform = torchvision.transforms.Resize((1024, 1024))
net = torch.nn.Linear(8, 1).cuda()
optimizer = torch.optim.AdamW(net.parameters(), lr=1e-3)
train_loader = DataLoader(train_set, batch_size=64, shuffle=True, num_workers=4, pin_memory=True)
for epoch in range(parser.parse_args().epochs):
    for batch in train_loader:
        loss = net(batch.to("cuda"))
        loss.backward()
        optimizer.step()
`;

const common = {
  'train.py': training,
  'make.sh': '#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker build -t other "$DIR"\n',
  Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\nCOPY train.py .\n',
  'README.md': '# demo\n\n```bash\ncvl run demo train --epoch 3\n```\n',
};

const head = 'name: demo\ncapability: perception/image_classification\ntasks: [image_classification]\n';

describe.each(Object.entries(packs))('under cvl:%s the same is found, however presets are written:', (_, pack) => {
  const found = (presets: string, script: string) =>
    findingsIn(
      { ...common, [script]: launch('--epochs 1'), 'example.yaml': `${head}resources: {gpu: 1}\npresets:${presets}` },
      pack,
    );

  test.each([
    ['a name and a script', ' {train: go.sh, build: make.sh}\n'],
    ['a path', ' {train: ./go.sh, build: ./make.sh}\n'],
    ['a script and more', '\n  train: {script: go.sh, description: Train}\n  build: {script: make.sh, description: Build}\n'],
    ['over several lines', '\n  train:\n    script: go.sh\n  build:\n    script: "make.sh"\n'],
    ['a script with arguments', '\n  train: {script: go.sh --epochs 3}\n  build: {script: bash make.sh}\n'],
    ['a script with variables', '\n  train: EPOCHS=3 ./go.sh\n  build: make.sh\n'],
    ['a command', '\n  train: {command: ./go.sh}\n  build: {command: bash make.sh}\n'],
    ['a list of one script each', '\n  train: [go.sh]\n  build: [make.sh]\n'],
    ['a list of names with scripts', '\n  - {name: train, script: go.sh}\n  - {name: build, script: make.sh}\n'],
    ['a list of mappings to scripts', '\n  - train: go.sh\n  - build: make.sh\n'],
    ['a list of mappings to more', '\n  - train: {script: go.sh}\n  - build: {script: make.sh}\n'],
  ])('%s', async (_, presets) => {
    const expected = await found('\n  train: {script: go.sh}\n  build: {script: make.sh}\n', 'go.sh');
    const rules = ['mounts', 'gpus', 'terminal', 'arguments', 'environment', 'image', 'image-runner'];
    for (const rule of rules) expect(expected.some((line) => line.startsWith(`docker/${rule} `))).toBe(true);
    expect(await found(presets, 'go.sh')).toEqual(expected);
  });

  test.each([
    ['a list of names', ' [train, make]\n'],
    ['a list of scripts', ' [train.sh, make.sh]\n'],
    ['names alone', '\n  train:\n  make:\n'],
    ['names with a description alone', '\n  train: {description: Train}\n  make: {description: Build}\n'],
  ])('by the name of the script, as %s', async (_, presets) => {
    const expected = await found('\n  train: {script: train.sh}\n  make: {script: make.sh}\n', 'train.sh');
    expect(expected.some((line) => line.startsWith('docker/mounts '))).toBe(true);
    expect(await found(presets, 'train.sh')).toEqual(expected);
  });
});

const log = `timestamp, index, utilization.gpu [%], memory.used [MiB], memory.total [MiB]
${Array.from({ length: 40 }, (_, index) => `2025/03/01 10:00:${10 + index}.000, 0, 95 %, 36000 MiB, 40960 MiB`).join('\n')}
`;

describe.each(Object.entries(packs))('under cvl:%s the same is found, however resources are written:', (_, pack) => {
  const found = (resources: string) =>
    findingsIn(
      {
        ...common,
        'train.sh': launch(''),
        'train.py': training,
        'logs/gpu.csv': log,
        'example.yaml': `${head}presets: {train: {script: train.sh}, build: {script: make.sh}}\nresources:${resources}`,
      },
      pack,
    );

  test.each([
    '\n  gpu: 1\n  vram_gb: "24"\n',
    '\n  gpu: "1"\n  vram_gb: 24GB\n',
    '\n  gpu: 1x A100\n  vram_gb: "24 GB"\n',
    '\n  gpu: true\n  vram_gb: 8-24\n',
    '\n  gpu: required\n  vram_gb: "8 - 24 GB"\n',
    '\n  gpu: 1-1\n  vram_gb: ">=24"\n',
    '\n  gpu: 1\n  vram_gb: 24+\n',
    '\n  gpu: 1\n  vram_gb: [8, 24]\n',
    '\n  gpu: 1\n  vram_gb: {min: 8, max: 24}\n',
    '\n  gpu: 1\n  vram: 24 GiB\n',
    '\n  gpu: {count: 1, vram_gb: 24}\n',
    '\n  gpu_count: 1\n  vram_gb: 24576 MiB\n',
  ])('%j', async (resources) => {
    const expected = await found('\n  gpu: 1\n  vram_gb: 24\n');
    const rules = ['docker/gpus', 'metrics/gpu-memory-declared', 'performance/pixels-per-step'];
    expect(rules.filter((rule) => !expected.some((line) => line.startsWith(`${rule} `)))).toEqual([]);
    expect(await found(resources)).toEqual(expected);
  });
});
