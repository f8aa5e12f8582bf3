import { readFileSync } from 'node:fs';
import expectedFields from '../../../plugins/example/rules/expected-fields';
import resourceRange from '../../../plugins/example/rules/resource-range';
import schema from '../../../plugins/example/rules/schema';
import unknownField from '../../../plugins/example/rules/unknown-field';
import { compileSchema as generate, target } from '../../../scripts/compile-schema.cjs';
import { lintSample } from '../../../src/testing';
import { advised, report } from './report';

const base = `name: demo
capability: perception/object_detection
stability: stable
presets: {build: {script: build.sh}}
`;

/** The messages of `example/schema`, for the words that they embed. */
const messages = async (text: string): Promise<readonly string[]> =>
  (await lintSample(schema, text)).findings.map(({ message }) => message);

test('the compiled schema is that of rules/tables/example.schema.json', () => {
  expect(readFileSync(target, 'utf8')).toBe(generate());
});

test('whole numbers and ascending ranges are fine', async () => {
  const text = `${base}resources: {gpu: 1, vram_gb: 8-24, disk_gb: 0, ram_gb: 16-16}\n`;
  expect(await report(schema, text)).toEqual([]);
  expect(await report(resourceRange, text)).toEqual([]);
});

test.each([
  ['gpu: required', 'required'],
  ['gpu: 1.5', '1.5'],
  ['vram_gb: -8', '-8'],
  ['vram_gb: 24000', '24000'],
  ['vram_gb: 8GB', '8GB'],
])('resources with %s', async (entry, word) => {
  const text = `${base}resources:\n  ${entry}\n`;
  expect(await report(schema, text)).toEqual([['mismatch', word]]);
  expect(await messages(text)).toEqual([expect.stringContaining(word)]);
});

test('a range that goes down', async () => {
  const text = `${base}resources:\n  vram_gb: 24-8\n`;
  expect(await report(resourceRange, text)).toEqual([['descending', '24-8']]);
  expect(await advised(resourceRange, text)).toEqual(['8-24']);
  expect(await report(schema, text)).toEqual([]);
});

test('a mapping over many lines is shown by its key', async () => {
  const text = `${base}resources:\n  gpu:\n    count: 1\n    vram_gb: 16\n`;
  expect(await report(schema, text)).toEqual([['mismatch', 'gpu']]);
});

test('a misspelled field is one finding, neither missing nor unknown as well', async () => {
  const text = base.replace('capability', 'capabilty');
  expect(await report(schema, text)).toEqual([['mismatch', 'capabilty']]);
  expect(await messages(text)).toEqual([expect.stringContaining('"capability"')]);
  expect(await report(unknownField, text)).toEqual([]);
});

test('a missing field says how to write it', async () => {
  const text = base.replace('stability: stable\n', '');
  expect(await report(schema, text)).toEqual([['missing', 'name: demo']]);
  expect(await advised(schema, text)).toEqual(['stability: experimental']);
});

test('a misspelled value says which one was meant', async () => {
  const text = base.replace('stable', 'stabel');
  expect(await report(schema, text)).toEqual([['mismatch', 'stabel']]);
  expect(await messages(text)).toEqual([expect.stringMatching(/"stable"\?$/)]);
});

test('every message is a sentence', async () => {
  for (const text of [base.replace('stable', 'alpha'), base.replace('name: demo', 'nam: demo'), `${base}tags: [a, 1]\n`])
    for (const message of await messages(text)) expect(message).toMatch(/^[A-Z"].*[.?]$/);
});

test('a list points at its repeated and its mistyped entries', async () => {
  expect(await report(schema, `${base}tags: [a, b, a]\n`)).toEqual([['mismatch', 'a']]);
  expect(await report(schema, `${base}tags: [a, 2024]\n`)).toEqual([['mismatch', '2024']]);
});

test('presets and verification are for the rules that know them', async () => {
  expect(await report(schema, `${base.replace(/presets.*/, 'presets: [build]')}verification: done\n`)).toEqual([]);
  expect(await report(schema, base.replace('{script: build.sh}', '[build.sh]'))).toEqual([]);
  expect(await report(schema, base.replace('script: build.sh', 'script: build.sh --fast'))).toEqual([]);
});

test('presets that are neither a mapping nor a list', async () => {
  expect(await report(schema, base.replace(/presets.*/, 'presets: none'))).toEqual([['mismatch', 'none']]);
  expect(await report(schema, base.replace(/presets.*/, 'presets:'))).toEqual([['mismatch', 'presets']]);
});

test('a pack can allow other words', async () => {
  const options = { values: { stability: ['stable', 'beta'] } };
  expect(await report(schema, base.replace('stable', 'beta'), { options })).toEqual([]);
  expect(await report(schema, base.replace('stable', 'bta'), { options })).toEqual([['misspelled', 'bta']]);
  expect(await report(schema, base.replace('stable', 'retired'), { options })).toEqual([['value', 'retired']]);
});

test('a pack can bring a schema of its own', async () => {
  const own = { type: 'object', required: ['owner'], properties: { owner: { type: 'string' } } };
  expect(await report(schema, 'owner: vision team\nwhatever: 1\n', { options: { schema: own } })).toEqual([]);
  expect(await report(schema, 'owner: 7\n', { options: { schema: own } })).toEqual([['mismatch', '7']]);
});

test('one fault of one value', async () => {
  expect(await report(schema, base.replace('stability: stable', 'stability: true'))).toEqual([['mismatch', 'true']]);
});

describe('expected-fields', () => {
  test('fields that only some kinds of examples should have', async () => {
    const options = { fields: [{ field: 'tags' }, { field: 'datasets', kinds: ['training'] }] };
    const inference = base.replace('build: {script: build.sh}', 'predict: {script: predict.sh}');
    expect(await report(expectedFields, inference, { options })).toEqual([['field', 'name: demo']]);
    expect(await report(expectedFields, inference.replace('predict:', 'train:'), { options })).toEqual([
      ['several', 'name: demo'],
    ]);
    expect(await advised(expectedFields, inference, { options })).toEqual(['tags: [lora, fine-tuning]']);
  });

  test('a misspelled field is for the schema', async () => {
    const options = { fields: [{ field: 'tags' }] };
    expect(await report(expectedFields, `${base}tgas: [a]\n`, { options })).toEqual([]);
  });

  test('a field of every entry of a mapping', async () => {
    const options = { fields: [{ field: 'presets.*.description' }] };
    expect(await report(expectedFields, base, { options })).toEqual([['entry', 'build']]);
    const described = base.replace('build.sh', 'build.sh, description: Build');
    expect(await report(expectedFields, described, { options })).toEqual([]);
    const misspelled = base.replace('build.sh', 'build.sh, descripton: Build');
    expect(await report(expectedFields, misspelled, { options })).toEqual([]);
    expect(await report(schema, misspelled)).toEqual([['mismatch', 'descripton']]);
  });
});

test("another program's file of the same name isn't metadata", async () => {
  const tuning = 'tuning:\n  max_trials: 100\nhyperparams:\n  launcher: {ninstances: [1, 2]}\n';
  for (const rule of [schema, expectedFields, unknownField]) expect(await report(rule, tuning)).toEqual([]);
  expect(await report(schema, `${tuning}tags: [cpu]\n`)).not.toEqual([]);
});
