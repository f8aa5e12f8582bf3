import rule from '../../../plugins/example/rules/preset-script';
import type { Sample } from '../../../src/api';
import { lintSample, pointedAt } from '../../../src/testing';

const script = '#!/usr/bin/env bash\necho\n';

async function report(sample: Sample) {
  const result = await lintSample(rule, sample);
  return result.findings.map((finding) => [finding.severity, pointedAt(result, finding), finding.message]);
}

const preset = (value: string, files: { [path: string]: Exclude<Sample, readonly unknown[]> } = {}): Sample =>
  ({ 'example.yaml': `presets:\n  train: ${value}\n`, 'train.sh': script, ...files }) as Sample;

test.each([
  ['arguments', '{script: train.sh -- --stage x}', 'train.sh -- --stage x', 'write `script: train.sh`, and give the arguments'],
  [
    'a variable',
    '{script: PORT=1 train.sh}',
    'PORT=1 train.sh',
    'write `script: train.sh`, and give the arguments and variables',
  ],
  ['a typo', '{script: trian.sh}', 'trian.sh', 'did you mean "train.sh"?'],
  ['a number', '{script: 7}', '7', 'write `script: train.sh`'],
  ['nothing', '{script: }', 'script', 'write `script: train.sh`'],
  ['a list', '[train.sh]', '[train.sh]', 'write `train: {script: train.sh, description: …}`'],
  ['a path out of the example', '{script: ../../../../../etc/passwd}', '../../../../../etc/passwd', 'is not in examples/demo'],
  ['a leading ./', '{script: ./train.sh}', './train.sh', 'write `script: train.sh`'],
])('%s in place of a script', async (_, value, word, advice) => {
  const found = await report(preset(value));
  expect(found).toEqual([['error', word, expect.stringContaining(advice)]]);
});

test('a second command line of one script goes into a script of its own', async () => {
  const found = await report({ 'example.yaml': 'presets:\n  quick: {script: train.sh --epochs 1}\n', 'train.sh': script });
  expect(found).toEqual([
    [
      'error',
      'train.sh --epochs 1',
      expect.stringContaining('write `script: quick.sh`, and put that command into a new quick.sh'),
    ],
  ]);
});

test('a preset without script is an error only where no script has its name', async () => {
  expect(await report(preset('{description: Train}'))).toEqual([
    ['warning', 'train', expect.stringContaining('write `script: train.sh`')],
  ]);
  expect(await report({ 'example.yaml': 'presets:\n  think: {description: Think}\n' })).toEqual([
    ['error', 'think', expect.stringContaining('write `script: think.sh`')],
  ]);
});

test('the short form works, but has no description', async () => {
  expect(await report(preset('train.sh'))).toEqual([['warning', 'train.sh', expect.stringContaining('no description')]]);
});

test('a Python file is not run by Bash, whatever its name', async () => {
  expect(await report(preset('{script: train.py}', { 'train.py': { text: 'print()', executable: true } as never }))).toEqual([
    ['error', 'train.py', expect.stringContaining('it is Python')],
  ]);
  expect(await report(preset('{script: train.sh}', { 'train.sh': '#!/usr/bin/env python3\n' }))).toHaveLength(1);
  expect(await report(preset('{script: train.sh}', { 'train.sh': '#!/usr/bin/env -S bash -e\n' }))).toEqual([]);
});

test('a first line that no system can start is shown in the script, with the preset beside it', async () => {
  const missing = await lintSample(rule, preset('{script: train.sh}', { 'train.sh': 'echo\n' }));
  expect(missing.findings.map(({ severity, at, related }) => [severity, at.file, related.length])).toEqual([
    ['warning', 'examples/demo/train.sh', 1],
  ]);
  const windows = await report(preset('{script: train.sh}', { 'train.sh': '#!/bin/bash\r\necho\r\n' }));
  // `shell/line-endings` tells.
  expect(windows).toEqual([]);
});

test('one script behind two presets is judged once', async () => {
  const sample: Sample = {
    'example.yaml': 'presets:\n  train: {script: run.sh}\n  test: {script: run.sh}\n',
    'run.sh': { text: script, executable: false },
  };
  expect(await report(sample)).toEqual([['error', 'run.sh', expect.stringContaining('chmod')]]);
});

test('Cog runs its own commands', async () => {
  expect(await report('cog: {enabled: true}\npresets:\n  predict: {script: nowhere.sh}\n')).toEqual([]);
});
