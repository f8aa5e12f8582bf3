import { parseYaml } from '../../src/languages/yaml';
import { isPresetName, readPresets } from '../../src/model/presets';

const scripts = new Set(['go.sh', 'train.sh', 'tools/run.sh']);

function presets(written: string) {
  const yaml = parseYaml({ path: 'example.yaml', text: `presets:${written}\n` });
  const find = (relative: string) =>
    scripts.has(relative.replace(/^\.\//, '')) ? `demo/${relative.replace(/^\.\//, '')}` : undefined;
  const { text } = yaml.file;
  return readPresets({ yaml, data: yaml.value as { readonly [key: string]: unknown } }, find).map((preset) => ({
    ...preset,
    at: Object.values(preset.spans).map((span) => span && text.slice(span.start, span.end)),
  }));
}

test.each([
  [' {train: go.sh}', 'text', 'go.sh', 'demo/go.sh', ['train', 'go.sh', 'train: go.sh']],
  [' {train: {script: go.sh}}', 'mapping', 'go.sh', 'demo/go.sh', ['train', 'go.sh', 'train: {script: go.sh}']],
  [' {train: [go.sh]}', 'list', 'go.sh', 'demo/go.sh', ['train', 'go.sh', 'train: [go.sh]']],
  [' [{name: train, script: go.sh}]', 'mapping', 'go.sh', 'demo/go.sh', ['train', 'go.sh', '{name: train, script: go.sh}']],
  [' [{train: go.sh}]', 'text', 'go.sh', 'demo/go.sh', ['train', 'go.sh', 'train: go.sh']],
  [' [train]', 'name', undefined, 'demo/train.sh', ['train', undefined, 'train']],
  [' [train.sh]', 'text', 'train.sh', 'demo/train.sh', ['train.sh', 'train.sh', 'train.sh']],
  ['\n  train:', 'name', undefined, 'demo/train.sh', ['train', undefined, 'train:']],
  [' {train: {}}', 'mapping', undefined, 'demo/train.sh', ['train', undefined, 'train: {}']],
  [' {train: go.sh --lr 1}', 'text', 'go.sh --lr 1', 'demo/go.sh', ['train', 'go.sh --lr 1', 'train: go.sh --lr 1']],
  [' {train: A=1 bash ./go.sh}', 'text', 'A=1 bash ./go.sh', 'demo/go.sh', expect.anything()],
  [' {train: tools/run.sh}', 'text', 'tools/run.sh', 'demo/tools/run.sh', expect.anything()],
  [' {train: none.sh}', 'text', 'none.sh', undefined, expect.anything()],
  [' {train: {script: [go.sh]}}', 'unknown', undefined, undefined, expect.anything()],
  [' {train: [go.sh, --lr]}', 'unknown', undefined, undefined, expect.anything()],
  [' {train: 3}', 'unknown', undefined, undefined, expect.anything()],
])('presets:%s', (written, shape, script, path, at) => {
  const [preset, ...more] = presets(written);
  expect(more).toEqual([]);
  expect(preset).toMatchObject({ name: 'train', shape, script, path, at });
});

test('what else a preset says', () => {
  expect(presets(' {train: {command: python train.py, description: Train, docker: false}}')).toMatchObject([
    { command: 'python train.py', description: 'Train', docker: false, script: undefined, path: undefined },
  ]);
});

test.each(['', ' 3', ' train.sh', ' []', ' [3, [train]]', ' [{script: go.sh}]'])('presets:%s are none', (written) => {
  expect(presets(written)).toEqual([]);
});

test.each([
  ['train', ['train'], true],
  ['train-full', ['train'], false],
  ['train-full', ['train*'], true],
  ['train', ['train*'], true],
  ['retrain', ['train*'], false],
  ['train/full', ['build', 'train*'], true],
  ['train', [], false],
  ['train (small)', ['train (small)'], true],
])('%s fits %j: %s', (name, patterns, expected) => {
  expect(isPresetName(name, patterns)).toBe(expected);
});
