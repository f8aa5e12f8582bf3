import { readFileSync } from 'node:fs';
import rule from '../../../plugins/example/rules/schema';
import unknownField from '../../../plugins/example/rules/unknown-field';
import { compileSchema as generate, target } from '../../../scripts/compile-schema.cjs';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

const base = `name: demo
capability: perception/object_detection
stability: stable
presets: {build: {script: build.sh}}
`;

async function report(yaml: string, options: SampleOptions = {}) {
  const result = await lintSample(rule, yaml, options);
  return result.findings.map((finding) => [pointedAt(result, finding), finding.message]);
}

test('the compiled schema is that of rules/tables/example.schema.json', () => {
  expect(readFileSync(target, 'utf8')).toBe(generate());
});

test('whole numbers and ascending ranges are fine', async () => {
  expect(await report(`${base}resources: {gpu: 1, vram_gb: 8-24, disk_gb: 0, ram_gb: 16-16}\n`)).toEqual([]);
});

test.each([
  ['gpu: required', 'required', '"resources.gpu" must be a whole number or a range such as `8-24`, not "required"'],
  ['gpu: 1.5', '1.5', '"resources.gpu" must be a whole number or a range such as `8-24`, not the number 1.5'],
  ['vram_gb: -8', '-8', '"resources.vram_gb" must be at least 0, not -8'],
  ['vram_gb: 24-8', '24-8', '"resources.vram_gb" counts down from 24 to 8, so no machine fits; write `8-24`'],
  ['vram_gb: 24000', '24000', '"resources.vram_gb" must be at most 2048, not 24000'],
  ['vram_gb: 8GB', '8GB', '"resources.vram_gb" must be a whole number or a range such as `8-24`, not "8GB"'],
])('resources with %s', async (entry, word, message) => {
  expect(await report(`${base}resources:\n  ${entry}\n`)).toEqual([[word, message]]);
});

test('a mapping over many lines is shown by its key', async () => {
  const [[word] = []] = await report(`${base}resources:\n  gpu:\n    count: 1\n    vram_gb: 16\n`);
  expect(word).toBe('gpu');
});

test('a misspelt field is one finding: not a missing one, nor an unknown one as well', async () => {
  const yaml = base.replace('capability', 'capabilty');
  expect(await report(yaml)).toEqual([['capabilty', expect.stringContaining('did you mean "capability"?')]]);
  expect((await lintSample(unknownField, yaml)).findings).toEqual([]);
});

test('a missing field says what it is for and how to write it', async () => {
  const [[word, message] = []] = await report(base.replace('stability: stable\n', ''));
  expect(word).toBe('name: demo');
  expect(message).toMatch(/^"stability" \(.*\) is missing; write for example `stability: experimental`$/);
});

test('a misspelt value names the one that was meant', async () => {
  const [[word, message] = []] = await report(base.replace('stable', 'stabel'));
  expect(word).toBe('stabel');
  expect(message).toContain('did you mean "stable"?');
});

test('a list names its repeated and its mistyped entries', async () => {
  expect(await report(`${base}tags: [a, b, a]\n`)).toEqual([['a', '"a" is in "tags" twice']]);
  const [[word, message] = []] = await report(`${base}tags: [a, 2024]\n`);
  expect(word).toBe('2024');
  expect(message).toContain('must be a string');
});

test('presets and verification are left to the rules that know them', async () => {
  expect(await report(`${base.replace(/presets.*/, 'presets: [build]')}verification: done\n`)).toEqual([]);
  expect(await report(base.replace('{script: build.sh}', '[build.sh]'))).toEqual([]);
  expect(await report(base.replace('script: build.sh', 'script: build.sh --fast'))).toEqual([]);
});

test('presets that are neither mapping nor list are told here', async () => {
  expect(await report(base.replace(/presets.*/, 'presets: none'))).toHaveLength(1);
  expect(await report(base.replace(/presets.*/, 'presets:'))).toHaveLength(1);
});

test('a pack can allow other words', async () => {
  const options = { values: { stability: ['stable', 'beta'] } };
  expect(await report(base.replace('stable', 'beta'), { options })).toEqual([]);
  expect(await report(base.replace('stable', 'bta'), { options })).toEqual([
    ['bta', '"stability" must be stable or beta, not "bta"; did you mean "beta"?'],
  ]);
});

test('a pack can expect fields, of some kinds of examples only', async () => {
  const options = { expected: [{ field: 'tags' }, { field: 'datasets', kinds: ['training'] }] };
  const inference = base.replace('build: {script: build.sh}', 'predict: {script: predict.sh}');
  const result = await lintSample(rule, inference, { options });
  expect(result.findings.map(({ severity, message }) => [severity, message.split(',')[0]])).toEqual([
    ['warning', '"tags" is missing'],
  ]);
});

test('a pack can bring a schema of its own', async () => {
  const schema = { type: 'object', required: ['owner'], properties: { owner: { type: 'string' } } };
  expect(await report('owner: vision team\nwhatever: 1\n', { options: { schema } })).toEqual([]);
  expect(await report('owner: 7\n', { options: { schema } })).toEqual([
    ['7', expect.stringContaining('"owner" must be a string, not the number 7')],
  ]);
});

test('one fault of one value', async () => {
  expect(await report(base.replace('stability: stable', 'stability: true'))).toHaveLength(1);
});

test('a field that every entry of a mapping should have', async () => {
  const options = { expected: [{ field: 'presets.*.description' }] };
  expect(await report(base, { options })).toEqual([['build', expect.stringContaining('"presets.build.description" is missing')]]);
  const described = base.replace('build.sh', 'build.sh, description: Build');
  expect(await report(described, { options })).toEqual([]);
  expect(await report(base.replace('build.sh', 'build.sh, descripton: Build'), { options })).toHaveLength(1);
});

test('another program’s file of the same name is no metadata', async () => {
  const tuning = 'tuning:\n  max_trials: 100\nhyperparams:\n  launcher: {ninstances: [1, 2]}\n';
  expect(await report(tuning)).toEqual([]);
  expect((await lintSample(unknownField, tuning)).findings).toEqual([]);
  expect(await report(`${tuning}tags: [cpu]\n`)).not.toEqual([]);
});
