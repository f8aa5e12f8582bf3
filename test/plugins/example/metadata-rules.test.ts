import archived from '../../../plugins/example/rules/archived';
import buildPreset from '../../../plugins/example/rules/build-preset';
import capabilityPath from '../../../plugins/example/rules/capability-path';
import nameFormat from '../../../plugins/example/rules/name-format';
import nameUnique from '../../../plugins/example/rules/name-unique';
import schema from '../../../plugins/example/rules/schema';
import unknownField from '../../../plugins/example/rules/unknown-field';
import verification from '../../../plugins/example/rules/verification';
import vocabulary from '../../../plugins/example/rules/vocabulary';
import table from '../../../rules/tables/vocabulary.yaml';
import type { Rule, Sample } from '../../../src/api';
import { lintSample, pointedAt, type SampleOptions } from '../../../src/testing';

async function report(rule: Rule, sample: Sample, options: SampleOptions = {}) {
  const result = await lintSample(rule, sample, options);
  return result.findings.map((finding) => [pointedAt(result, finding), finding.message]);
}

describe('name-format', () => {
  test.each(['detector', 'qwen2.5-vl', 'a-1'])('%s is fine', async (name) => {
    expect(await report(nameFormat, `name: ${name}\n`)).toEqual([]);
  });

  test('a better name is offered where there is one', async () => {
    expect(await report(nameFormat, 'name: My_Detector 2\n')).toEqual([
      ['My_Detector 2', expect.stringContaining('write `my-detector-2`')],
    ]);
    expect(await report(nameFormat, 'name: 探\n')).toEqual([['探', expect.stringContaining('"探" is not')]]);
  });

  test('a pack can allow underscores', async () => {
    const options = { pattern: '[a-z0-9]+(?:[_-][a-z0-9]+)*', description: 'lower case with hyphens or underscores' };
    expect(await report(nameFormat, 'name: my_detector\n', { options })).toEqual([]);
  });
});

test('name-unique points at the later one and relates the first', async () => {
  const result = await lintSample(nameUnique, {
    '/examples/a/example.yaml': 'name: same\n',
    '/examples/b/example.yaml': 'name: same\n',
    '/examples/c/example.yaml': 'name: other\n',
    '/examples/d/example.yaml': 'capability: a/b\n',
    '/examples/e/example.yaml': 'capability: a/b\n',
  });
  expect(result.findings.map(({ at, related }) => [at.file, related.map((other) => other.at.file)])).toEqual([
    ['examples/b/example.yaml', ['examples/a/example.yaml']],
  ]);
});

describe('capability-path', () => {
  const at = (folder: string, capability: string): Sample => ({ [`/${folder}/example.yaml`]: `capability: ${capability}\n` });

  test.each([
    ['examples/perception/ocr/demo', 'perception/ocr'],
    ['examples/analytical/time_series/demo', 'analytical/time_series/forecasting'],
    ['examples/physical/demo', 'physical/vla'],
    ['benchmarks/doc_ai/demo', 'benchmarks/doc_ai'],
    ['somewhere/else/demo', 'perception/ocr'],
    ['examples/demo', 'perception/ocr'],
  ])('%s fits %s', async (folder, capability) => {
    expect(await report(capabilityPath, at(folder, capability))).toEqual([]);
  });

  test('a capability of another folder', async () => {
    expect(await report(capabilityPath, at('examples/perception/ocr/demo', 'perception/segmentation'))).toEqual([
      ['perception/segmentation', expect.stringContaining('write `capability: perception/ocr`')],
    ]);
  });
});

test('build-preset needs something to build', async () => {
  expect(await report(buildPreset, 'presets:\n  train: {script: train.sh}\n')).toEqual([]);
  expect(
    await report(buildPreset, { 'example.yaml': 'presets:\n  build-cuda: {script: a.sh}\n', Dockerfile: 'FROM x\n' }),
  ).toEqual([]);
});

test('build-preset is asked for in every shape of presets', async () => {
  const unnamed = [['presets', expect.stringContaining('no preset builds the image')]];
  for (const presets of ['{train: go.sh}', '{train: {script: go.sh}}', '[train]', '[{name: train, script: go.sh}]'])
    expect(await report(buildPreset, { 'example.yaml': `presets: ${presets}\n`, Dockerfile: 'FROM x\n' })).toEqual(unnamed);
  for (const presets of ['{build: go.sh}', '[train, build]', '[{build: go.sh}]'])
    expect(await report(buildPreset, { 'example.yaml': `presets: ${presets}\n`, Dockerfile: 'FROM x\n' })).toEqual([]);
});

describe('vocabulary', () => {
  test('a slip of the hand', async () => {
    expect(await report(vocabulary, 'modalities: [visoin]\nframeworks: [pytroch, transformer-engine]\n')).toEqual([
      ['visoin', expect.stringContaining('write `vision`')],
      ['pytroch', expect.stringContaining('write `pytorch`')],
    ]);
  });

  test('a word that another example has as well is meant', async () => {
    const sample = { 'example.yaml': 'tags: [pytorchs]\n', '/examples/other/example.yaml': 'tags: [pytorchs]\n' };
    expect(await report(vocabulary, sample)).toEqual([]);
  });

  test('a synonym is replaced by its fix', async () => {
    const { findings } = await lintSample(vocabulary, 'modalities: [image, text]\n');
    expect(findings.map(({ fix }) => fix?.map(({ text }) => text))).toEqual([['vision']]);
  });

  test('a synonym beside its word is to be deleted', async () => {
    expect(await report(vocabulary, 'modalities: [vision, image]\n')).toEqual([['image', expect.stringContaining('delete it')]]);
  });

  test('open vocabularies stay open', async () => {
    expect(await report(vocabulary, 'tasks: [world_models]\ntags: [image]\nmodalities: 7\n')).toEqual([]);
  });

  test('no word of the table stands for another one', () => {
    for (const words of Object.values(table as { [field: string]: { [word: string]: string[] } })) {
      const synonyms = Object.values(words).flat();
      expect(synonyms.filter((word) => word in words)).toEqual([]);
      expect(new Set(synonyms).size).toBe(synonyms.length);
    }
  });
});

describe('verification', () => {
  const record = (text: string): string => `verification: {${text}}\n`;

  test.each([
    ['last_verified: 2024-02-30', '2024-02-30'],
    ['last_verified: 25-10-2024', '25-10-2024'],
    ['last_verified: 20241025', '20241025'],
    ['last_verified: 2999-01-01', '2999-01-01'],
  ])('%s is no day of a verification', async (text, word) => {
    expect((await report(verification, record(text))).map(([found]) => found)).toEqual([word]);
  });

  test('age is counted from a given day', async () => {
    const options = { options: { staleAfterDays: 30 }, today: '2024-03-01' };
    expect(await report(verification, record('last_verified: 2024-01-31'), options)).toEqual([]);
    expect(await report(verification, record('last_verified: 2024-01-30'), options)).toEqual([
      ['2024-01-30', expect.stringContaining('31 days ago')],
    ]);
  });

  test('a misplaced note is one finding, also where a record is required', async () => {
    const text = 'last_verification_note: fine\n';
    expect(await report(verification, text, { options: { required: true } })).toHaveLength(1);
    expect(await report(unknownField, text)).toEqual([]);
  });

  test('a record under another name of its date is not told twice', async () => {
    expect(await report(verification, record('date: 2024-01-01'))).toEqual([]);
    expect(await report(unknownField, record('date: 2024-01-01'))).toEqual([
      ['date', expect.stringContaining('write `last_verified`')],
    ]);
  });

  test('statuses are a matter of the pack', async () => {
    expect(await report(verification, record('status: done, last_verified: 2024-01-01'))).toEqual([]);
    const options = { statuses: ['VERIFIED', 'PARTIAL'] };
    expect(await report(verification, record('status: done, last_verified: 2024-01-01'), { options })).toEqual([
      ['done', expect.stringContaining('write `VERIFIED` or `PARTIAL`')],
    ]);
  });
});

describe('unknown-field', () => {
  test('further fields are allowed by path', async () => {
    const text = 'owner: me\npresets:\n  train: {script: a.sh, timeout: 5}\n';
    expect((await report(unknownField, text)).map(([word]) => word)).toEqual(['owner', 'timeout']);
    expect(await report(unknownField, text, { options: { allow: ['owner', 'presets.*.timeout'] } })).toEqual([]);
  });

  test('ten thousand fields are counted, not listed', async () => {
    const text = `name: demo\n${Array.from({ length: 10_000 }, (_, index) => `zzzzz${index}q: 1\n`).join('')}`;
    const found = await report(unknownField, text);
    expect(found).toHaveLength(21);
    expect(found.at(-1)?.[1]).toContain('9980 further fields');
  });
});

test('an archived stability is told once, with what listings read', async () => {
  const text = 'name: demo\ncapability: a/b\nstability: archived\npresets: {}\n';
  expect(await report(archived, text)).toEqual([['archived', expect.stringContaining('write `archived: true`')]]);
  expect(await report(schema, text)).toEqual([]);
});
