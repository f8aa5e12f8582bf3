import { findingsOf } from './check';

describe('metadata', () => {
  const owner = {
    require: 'has(metadata.owner) && metadata.owner.startsWith("@acme/")',
    message: 'The owner of {{ metadata.name }} is {{ metadata.owner }}.',
  };

  test('must meet a requirement, and a finding points at the value or its nearest parent', async () => {
    expect(await findingsOf(owner, 'name: demo\nowner: "@acme/vision"\n')).toEqual([]);
    expect(await findingsOf(owner, 'name: demo\nowner: bob\n')).toEqual(['The owner of demo is bob. @ bob']);
    expect(await findingsOf(owner, 'name: demo\n')).toEqual(['The owner of demo is nothing. @ name: demo']);
    expect(await findingsOf({ ...owner, at: 'metadata.contact.team' }, 'name: demo\ncontact:\n  mail: x\n')).toEqual([
      'The owner of demo is nothing. @ contact',
    ]);
  });

  test('fails a requirement that reads a missing key, with the reason, but not a ban that does', async () => {
    expect(await findingsOf({ require: 'metadata.owner.startsWith("@")', message: 'No owner.' }, 'name: demo\n')).toEqual([
      'No owner (no such key: owner). @ name: demo',
    ]);
    expect(await findingsOf({ require: 'metadata.owner.startsWith("@")' }, 'name: demo\n')).toEqual([
      'found (no such key: owner) @ name: demo',
    ]);
    expect(await findingsOf({ require: 'metadata.owner.startsWith("@")' }, 'owner: [a]\n')).toHaveLength(1);
    expect(await findingsOf({ forbid: 'metadata.owner == "bob"' }, 'name: demo\n')).toEqual([]);
  });

  test('is checked only where the check applies', async () => {
    const check = { ...owner, where: 'metadata.stability == "stable"' };
    expect(await findingsOf(check, 'name: demo\nstability: stable\n')).toHaveLength(1);
    expect(await findingsOf(check, 'name: demo\nstability: beta\n')).toEqual([]);
    expect(await findingsOf(check, 'name: demo\n')).toEqual([]);
  });

  test('has lists whose entries are checked one by one', async () => {
    const check = { each: 'metadata.tags', forbid: 'item != item.lowerAscii()', message: 'write {{ item.lowerAscii() }}' };
    const sample = 'name: demo\ntags:\n  - vision\n  - OCR\n  - LoRA\n';
    expect(await findingsOf({ ...check, at: 'metadata.tags' }, sample)).toEqual(['write lora @ tags', 'write ocr @ tags']);
    expect(await findingsOf(check, sample)).toEqual(['write ocr @ OCR', 'write lora @ LoRA']);
  });

  test('has numbers that can be compared', async () => {
    expect(await findingsOf({ require: 'metadata.gpus <= 2' }, 'gpus: 4\n')).toEqual(['found @ 4']);
    expect(await findingsOf({ require: 'metadata.gpus <= 4' }, 'gpus: 4\n')).toEqual([]);
    expect(await findingsOf({ require: 'metadata.share > 0.5' }, 'share: 0.25\n')).toEqual(['found @ 0.25']);
  });

  test('is matched with a time limit, and a slow pattern is reported as a crash', async () => {
    const found = await findingsOf({ forbid: 'metadata.name.matches("^(a+)+$")' }, `name: ${'a'.repeat(60)}!\n`);
    expect(found).toEqual([expect.stringContaining('. It threw "The expression takes longer than 1 s." Its')]);
  });

  test('is unknown if it is broken, and then nothing is reported', async () => {
    for (const check of [{ require: 'has(metadata.owner)' }, { forbid: '!has(metadata.owner)' }])
      expect(await findingsOf(check, 'name: [demo\n')).toEqual([]);
  });
});

test('a check of an example can use its files and README', async () => {
  const check = {
    on: 'example',
    require: '"LICENSE" in example.files || example.kind == "library"',
    message: '{{ file }}',
  } as const;
  expect(await findingsOf(check, { 'train.sh': '' })).toEqual(['examples/demo/example.yaml @ ']);
  expect(await findingsOf(check, { LICENSE: '' })).toEqual([]);
  const usage = { on: 'example', require: 'has(example.readme) && example.readme.contains("## Usage")' } as const;
  expect(await findingsOf(usage, { 'README.md': '# Demo\n\n## Usage\n' })).toEqual([]);
  expect(await findingsOf(usage, { 'README.md': '# Demo\n' })).toHaveLength(1);
});

describe('a Dockerfile', () => {
  const base = {
    on: 'dockerfile',
    require: 'dockerfile.base.startsWith("acme/")',
    message: 'start from acme, not {{ dockerfile.base }}',
  } as const;

  test('is checked by the base image, through its stages', async () => {
    expect(await findingsOf(base, 'FROM python:3.12 AS a\nFROM a\n')).toEqual(['start from acme, not python:3.12 @ python:3.12']);
    expect(await findingsOf(base, 'ARG BASE=acme/cuda\nFROM ${BASE}\n')).toEqual([]);
  });

  test('has an unknown image if the build sets it', async () => {
    expect(await findingsOf(base, 'ARG BASE\nFROM ${BASE}\n')).toEqual([]);
  });

  test('is checked by its copies and instructions, and findings point at their words', async () => {
    const copies = { on: 'dockerfile', each: 'dockerfile.copies', forbid: '"." in item.sources', at: 'item.sources[0]' } as const;
    expect(await findingsOf(copies, 'FROM a\nCOPY a b/\nCOPY . /app\n')).toEqual(['found @ .']);
    const updates = {
      on: 'dockerfile',
      each: 'dockerfile.instructions',
      forbid: 'item.keyword == "RUN" && item.text.matches("^apt ")',
    } as const;
    expect(await findingsOf(updates, 'FROM a\nRUN apt install x\nRUN apt-get update\n')).toEqual(['found @ RUN']);
  });

  test('is checked by the variables that it sets', async () => {
    const check = { on: 'dockerfile', forbid: '"HF_HOME" in dockerfile.env && dockerfile.env.HF_HOME == "/root"' } as const;
    expect(await findingsOf(check, 'FROM a\nENV HF_HOME=/root\n')).toEqual(['found @ /root']);
    expect(await findingsOf(check, 'FROM a\nENV X=/root\n')).toEqual([]);
  });
});

test('Python is checked by its imports and the variables that it reads', async () => {
  const files = (text: string) => ({
    'train.py': text,
    'train.sh': '#!/bin/bash\ndocker run --rm -v "$(dirname "$0"):/w" -w /w python:3 python train.py\n',
  });
  const check = {
    on: 'python',
    each: 'python.imports',
    forbid: 'item.module.startsWith("tensorflow")',
    message: 'no {{ item.module }}',
  } as const;
  expect(await findingsOf(check, files('import torch\nimport tensorflow.keras\n'))).toEqual([
    'no tensorflow.keras @ tensorflow.keras',
  ]);
  const reads = { on: 'python', forbid: 'python.variables.exists(v, v.name == "WANDB_API_KEY" && v.required)' } as const;
  expect(await findingsOf(reads, files('import os\nos.environ["WANDB_API_KEY"]\n'))).toHaveLength(1);
  expect(await findingsOf(reads, files('import os\nos.environ.get("WANDB_API_KEY")\n'))).toEqual([]);
});

test('a run is checked by its series, and findings point at the line of the value', async () => {
  const files = { 'logs/metrics.csv': 'epoch,step,train_loss,val_loss\n0,1,2.0,2.5\n1,2,1.0,1.5\n2,3,0.5,9.5\n' };
  const check = {
    on: 'run',
    each: 'run.series',
    where: 'run.status != "crashed"',
    forbid: 'item.split == "val" && item.last > 2.0 * item.min',
    at: 'item.last',
    message: '{{ item.name }} ends at {{ item.last }}',
  } as const;
  expect(await findingsOf(check, files)).toEqual([expect.stringMatching(/^val_loss ends at 9\.5 @ 9\.5/)]);
  const named = { on: 'run', forbid: '"train_loss" in run.metrics && run.metrics["train_loss"].last < 1.0' } as const;
  expect(await findingsOf(named, files)).toHaveLength(1);
});
