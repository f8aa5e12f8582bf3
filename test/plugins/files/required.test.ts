import required from '../../../plugins/files/rules/required';
import type { Sample } from '../../../src/api';
import { quoted, report, script } from './report';

const missing = async (sample: Sample): Promise<readonly unknown[]> => (await quoted(required, sample)).map(([file]) => file);

test('a training example', async () => {
  expect(await missing({ 'example.yaml': 'presets:\n  train: {script: train.sh}\n' })).toEqual(['Dockerfile', 'build.sh']);
  expect(await missing({ 'example.yaml': 'name: demo\n', 'train.py': '' })).toEqual(['Dockerfile', 'build.sh', 'train.sh']);
});

test('an inference example needs no training script', async () => {
  expect(await missing({ 'example.yaml': 'presets: [predict]\n', Dockerfile: 'FROM x\n' })).toEqual(['build.sh', 'predict.sh']);
});

test('a script that a preset names is for the rules about presets', async () => {
  const presets = 'presets:\n  build: {script: make.sh}\n  train_sft: {script: sft.sh}\n';
  expect(await missing({ 'example.yaml': presets, Dockerfile: 'FROM x\n' })).toEqual([]);
});

test('an example without Docker needs no image', async () => {
  const presets = 'presets:\n  train: {script: train.sh, docker: false}\n';
  expect(await missing({ 'example.yaml': presets, 'train.sh': script })).toEqual([]);
});

test('an image that is built elsewhere or only pulled needs no Dockerfile here', async () => {
  const presets = 'presets:\n  build: {script: build.sh}\n  train: {script: train.sh}\n';
  const build = (command: string) =>
    missing({ 'example.yaml': presets, 'build.sh': `#!/bin/bash\n${command}\n`, 'train.sh': script });
  expect(await build('docker build -t demo .')).toEqual(['Dockerfile']);
  expect(await build('docker build -f ../base/Dockerfile -t demo ..')).toEqual([]);
  expect(await build('docker pull demo')).toEqual([]);
});

test('Cog brings its own container', async () => {
  expect(await missing({ 'example.yaml': 'presets: [predict]\n', 'cog.yaml': 'build: {}\n', 'predict.py': '' })).toEqual([]);
});

test('an example that a pack marks by other files has no runner that needs scripts', async () => {
  const examples = { metadata: ['example.yaml'], markers: [{ files: '**/main.py', kind: 'training' as const }], kinds: [] };
  const sample: Sample = { '/example.yaml': '', '/mnist/main.py': '', '/mnist/run.sh': '#!/bin/bash\ndocker run x\n' };
  expect(await report(required, sample, { examples })).toEqual([]);
});

test('a pack decides what is required', async () => {
  const options = { files: { library: [{ file: 'CITATION.cff', purpose: 'a citation' }] } };
  expect(await report(required, 'name: demo\n', { options })).toEqual([['example.yaml', 'missing', '']]);
  expect(await quoted(required, 'name: demo\n', { options })).toEqual([['CITATION.cff']]);
});
