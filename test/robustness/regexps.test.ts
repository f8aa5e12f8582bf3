import { sourceFiles } from '../imports';
import { textOf } from './regexps/attacks';
import { slowText } from './regexps/growth';
import { literalsIn } from './regexps/literals';

/** An engine that backtracks is simulated and its steps are counted: the tests know no clock. */
const shown = (source: string, flags: string, place: string): string | undefined => {
  const attack = slowText(source, flags);
  return attack && `${place}: /${source}/${flags} takes four times the steps for twice ${JSON.stringify(textOf(attack, 3))}`;
};

test.each([
  // A repeat that is tried again from each of its characters.
  [/\s+$/, ' '],
  [/[\w.-]*$/, 'a'],
  [/[^/]+@/, 'a'],
  // Two repeats that divide the same characters.
  [/^\s*(.*)\s*$/, ' '],
  [/^(\d*)(-?)(\d*)$/, '1'],
  [/^\d+\.?\d*$/, '1'],
  // A word that is followed by a search, again and again.
  [/\btrap\b.*\bERR\b/, 'trap '],
  [/"[^:]*:/, '"'],
  // Strings with escapes that never end.
  [/"(?:[^"\\\n]|\\.)*"/g, '"'],
  // Exponential.
  [/^(?:a+)+$/, 'a'],
  [/^(?:\w+\s?)*:$/, 'a'],
])('%s is found', (pattern) => {
  expect(slowText(pattern.source, pattern.flags)).toBeDefined();
});

test.each([
  /(?<!\s)\s+$/,
  /(?<![\w.-])[\w.-]*$/,
  /^\s*(\S(?:.*\S)?)\s*$/s,
  /\btrap\b.{0,40}\bERR\b/,
  /^\d+(?:\.\d*)?$/,
  /^(?:\w+\s)*:$/,
  /"[^"]*"?/,
  /(['"])a\1b*/,
])('%s is linear', (pattern) => {
  expect(slowText(pattern.source, pattern.flags)).toBeUndefined();
});

/** `src/languages/shell`, `plugins/docker` */
const folderOf = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('src/languages/') ? 3 : 2)
    .join('/');

const files = [...sourceFiles('src'), ...sourceFiles('plugins')];

describe('each regular expression takes time in proportion to its text', () => {
  test.each([...new Set(files.map(folderOf))])('%s', (folder) => {
    const literals = files.filter((file) => folderOf(file) === folder).flatMap(literalsIn);
    const slow = literals.map(({ source, flags, place }) => shown(source, flags, place)).filter((text) => text !== undefined);
    expect(slow).toEqual([]);
  });

  test('those that are built from tables and constants', async () => {
    const built = new Map<string, RegExp>();
    const original = globalThis.RegExp;
    globalThis.RegExp = new Proxy(original, {
      construct(target, [source, flags = '']: [string | RegExp, string?]) {
        const regexp = new target(source, flags);
        built.set(String(regexp), regexp);
        return regexp;
      },
    });
    try {
      const { exampleWith, lintFiles } = await import('./subject');
      await lintFiles(exampleWith(busy));
    } finally {
      globalThis.RegExp = original;
    }
    expect(built.size).toBeGreaterThan(20);
    const slow = [...built.values()]
      .map(({ source, flags }) => shown(source, flags, 'built'))
      .filter((text) => text !== undefined);
    expect(slow).toEqual([]);
  });
});

/** An example that makes the rules build most of their patterns. */
const busy = {
  'train.sh': `#!/usr/bin/env bash
set -e
cd "$(dirname "$0")"
docker run --rm --gpus all --network host --platform linux/amd64 --dns-search example.com -v "$(pwd):/app" -v "$HOME/.cache:/root/.cache" \\
  -e HF_TOKEN -e "WANDB_API_KEY=$WANDB_API_KEY" -w /app demo:1 torchrun --nproc_per_node=2 train.py --epochs 3
`,
  Dockerfile:
    'FROM python:3.11-slim AS base\nARG A=1\nENV TOKEN=$A\nRUN pip install torch==2.3.0 && apt-get update\nCOPY . /app\nCMD ["python", "train.py"]\n',
  'train.py': `import argparse
import os
import torch
from torch.utils.data import DataLoader
parser = argparse.ArgumentParser()
parser.add_argument('--epochs', type=int, default=int(os.environ.get('EPOCHS', '3')))
args = parser.parse_args()
train_loader = DataLoader(data, shuffle=True)
for epoch in range(args.epochs):
    for batch in train_loader:
        loss = model(batch.to('cuda'))
        loss.backward()
        print(f'epoch {epoch} loss: {loss.item():.4f}')
`,
  'requirements.txt': 'torch==2.3.0\nwandb\n',
  'README.md': '# Demo\n\n```sh\n./train.sh\n```\n\nNeeds a GPU with 16 GB.\n',
  'logs/train.log':
    'epoch 1 loss: 0.5\nepoch 2 loss: 0.4\nTraceback (most recent call last):\nRuntimeError: CUDA out of memory\n',
};
