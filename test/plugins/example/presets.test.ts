import buildPreset from '../../../plugins/example/rules/build-preset';
import presetCommandLine from '../../../plugins/example/rules/preset-command-line';
import presetExecutable from '../../../plugins/example/rules/preset-executable';
import presetForm from '../../../plugins/example/rules/preset-form';
import presetImplied from '../../../plugins/example/rules/preset-implied';
import presetPath from '../../../plugins/example/rules/preset-path';
import presetScript from '../../../plugins/example/rules/preset-script';
import presetShebang from '../../../plugins/example/rules/preset-shebang';
import presetShell from '../../../plugins/example/rules/preset-shell';
import presetShorthand from '../../../plugins/example/rules/preset-shorthand';
import type { Sample } from '../../../src/api';
import { lintSample, pointedAt } from '../../../src/testing';
import { advised } from './report';

const script = '#!/usr/bin/env bash\necho\n';

const rules = [
  presetCommandLine,
  presetExecutable,
  presetForm,
  presetImplied,
  presetPath,
  presetScript,
  presetShebang,
  presetShell,
  presetShorthand,
];

/** What all rules about presets report: rule, message id, and the text pointed at. */
async function reports(sample: Sample) {
  const found = [];
  for (const rule of rules) {
    const result = await lintSample(rule, sample);
    found.push(...result.findings.map((finding) => [rule.name, finding.messageId, pointedAt(result, finding)]));
  }
  return found;
}

const advice = async (sample: Sample) => (await Promise.all(rules.map((rule) => advised(rule, sample)))).flat();

const preset = (value: string, files: { [path: string]: Exclude<Sample, readonly unknown[]> } = {}): Sample =>
  ({ 'example.yaml': `presets:\n  train: ${value}\n`, 'train.sh': script, ...files }) as Sample;

test.each([
  [
    'arguments',
    '{script: train.sh -- --stage x}',
    ['preset-command-line', 'arguments', 'train.sh -- --stage x'],
    'script: train.sh',
  ],
  ['a variable', '{script: PORT=1 train.sh}', ['preset-command-line', 'arguments', 'PORT=1 train.sh'], 'script: train.sh'],
  ['a misspelling', '{script: trian.sh}', ['preset-script', 'misspelled', 'trian.sh'], 'train.sh'],
  ['a number', '{script: 7}', ['preset-form', 'notText', '7'], 'script: train.sh'],
  ['a mapping', '{script: {file: train.sh}}', ['preset-form', 'notText', '{file: train.sh}'], 'script: train.sh'],
  ['nothing', '{script: }', ['preset-form', 'empty', 'script'], 'script: train.sh'],
  ['spaces', '{script: " "}', ['preset-form', 'empty', '" "'], 'script: train.sh'],
  ['a list', '[train.sh]', ['preset-form', 'notMapping', '[train.sh]'], 'train: {script: train.sh, description: …}'],
  [
    'a path out of the example',
    '{script: ../../../../../etc/passwd}',
    ['preset-script', 'missing', '../../../../../etc/passwd'],
    'examples/demo',
  ],
  ['a leading ./', '{script: ./train.sh}', ['preset-path', 'prefix', './train.sh'], 'script: train.sh'],
])('%s in place of a script', async (_, value, found, written) => {
  expect(await reports(preset(value))).toEqual([found]);
  expect(await advice(preset(value))).toEqual([written]);
});

test('a second command line of one script goes into a script of its own', async () => {
  const sample = { 'example.yaml': 'presets:\n  quick: {script: train.sh --epochs 1}\n', 'train.sh': script };
  expect(await reports(sample)).toEqual([['preset-command-line', 'command', 'train.sh --epochs 1']]);
  expect(await advice(sample)).toEqual(['quick.sh']);
});

test('a script in a folder', async () => {
  expect(await reports(preset('{script: bin/go.sh}', { 'bin/go.sh': script }))).toEqual([['preset-path', 'folder', 'bin/go.sh']]);
});

test('a preset without script is only advised against if a script has its name', async () => {
  expect(await reports(preset('{description: Train}'))).toEqual([['preset-implied', 'implied', 'train']]);
  expect(await advice(preset('{description: Train}'))).toEqual(['script: train.sh']);
  const think = { 'example.yaml': 'presets:\n  think: {description: Think}\n' };
  expect(await reports(think)).toEqual([['preset-script', 'noScript', 'think']]);
  expect(await advice(think)).toEqual(['script: think.sh']);
});

test('a misspelled `script` is for the schema', async () => {
  expect(await reports(preset('{scirpt: train.sh}'))).toEqual([]);
});

test('the short form works, but has no description', async () => {
  expect(await reports(preset('train.sh'))).toEqual([['preset-shorthand', 'shorthand', 'train.sh']]);
});

test('a list of presets is one finding, and its scripts are still judged', async () => {
  expect(await reports('presets: [build, train]\n')).toEqual([['preset-form', 'list', 'presets']]);
  expect(await reports('presets: [{name: train, script: go.sh}]\n')).toEqual([
    ['preset-form', 'list', 'presets'],
    ['preset-script', 'missing', 'go.sh'],
  ]);
});

test('Bash does not run a Python file, whatever its name', async () => {
  const python = preset('{script: train.py}', { 'train.py': { text: 'print()', executable: true } as never });
  expect(await reports(python)).toEqual([['preset-shell', 'notShell', 'train.py']]);
  expect(await reports(preset('{script: train.sh}', { 'train.sh': '#!/usr/bin/env python3\n' }))).toEqual([
    ['preset-shell', 'notShell', 'train.sh'],
  ]);
  expect(await reports(preset('{script: train.sh}', { 'train.sh': '#!/usr/bin/env -S bash -e\n' }))).toEqual([]);
});

test('a missing `#!` is shown in the script, with the preset beside it', async () => {
  const missing = await lintSample(presetShebang, preset('{script: train.sh}', { 'train.sh': 'echo\n' }));
  expect(missing.findings.map(({ at, related }) => [at.file, pointedAt(missing, { at } as never), related.length])).toEqual([
    ['examples/demo/train.sh', 'echo', 1],
  ]);
  // `shell/line-endings` reports this one.
  expect(await reports(preset('{script: train.sh}', { 'train.sh': '#!/bin/bash\r\necho\r\n' }))).toEqual([]);
});

test('one script of two presets is judged once, and the command can be pasted', async () => {
  const sample: Sample = {
    'example.yaml': 'presets:\n  train: {script: run.sh}\n  test: {script: run.sh}\n',
    'run.sh': { text: script, executable: false },
  };
  expect(await reports(sample)).toEqual([['preset-executable', 'notExecutable', 'run.sh']]);
  expect(await advice(sample)).toEqual(['git update-index --chmod=+x run.sh']);
});

test('Cog runs its own commands', async () => {
  expect(await reports('cog: {enabled: true}\npresets:\n  predict: {script: nowhere.sh}\n')).toEqual([]);
  expect(await reports('cog: {enabled: true}\npresets: [predict]\n')).toEqual([]);
});

describe('build-preset', () => {
  const found = async (sample: Sample) => (await lintSample(buildPreset, sample)).findings.map(({ messageId }) => messageId);

  test('needs something to build', async () => {
    expect(await found('presets:\n  train: {script: train.sh}\n')).toEqual([]);
    expect(await found({ 'example.yaml': 'presets:\n  build-cuda: {script: a.sh}\n', Dockerfile: 'FROM x\n' })).toEqual([]);
  });

  test.each(['{train: go.sh}', '{train: {script: go.sh}}', '[train]', '[{name: train, script: go.sh}]'])(
    'is missing in %s',
    async (presets) => {
      expect(await found({ 'example.yaml': `presets: ${presets}\n`, Dockerfile: 'FROM x\n' })).toEqual(['unnamed']);
    },
  );

  test.each(['{build: go.sh}', '[train, build]', '[{build: go.sh}]'])('is there in %s', async (presets) => {
    expect(await found({ 'example.yaml': `presets: ${presets}\n`, Dockerfile: 'FROM x\n' })).toEqual([]);
  });
});

test('an empty script has no `#!`, and is pointed at from its beginning to its end', async () => {
  const result = await lintSample(presetShebang, { 'example.yaml': 'presets:\n  train: {script: train.sh}\n', 'train.sh': '' });
  expect(result.findings.map(({ messageId, at }) => [messageId, at])).toMatchObject([
    ['noShebang', { file: 'examples/demo/train.sh', start: 0, end: 0, anchor: 'shebang' }],
  ]);
});
