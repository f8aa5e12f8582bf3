import vocabulary from '../../../plugins/example/rules/vocabulary';
import spelling from '../../../plugins/example/rules/vocabulary-spelling';
import table from '../../../rules/tables/vocabulary.yaml';
import { lintSample } from '../../../src/testing';
import { advised, report } from './report';

test('a misspelling', async () => {
  const text = 'modalities: [visoin]\nframeworks: [pytroch, transformer-engine]\n';
  expect(await report(spelling, text)).toEqual([
    ['misspelled', 'visoin'],
    ['misspelled', 'pytroch'],
  ]);
  expect(await advised(spelling, text)).toEqual(['vision', 'pytorch']);
  expect(await report(vocabulary, text)).toEqual([]);
});

test('a word that another example also has is meant', async () => {
  const sample = { 'example.yaml': 'tags: [pytorchs]\n', '/examples/other/example.yaml': 'tags: [pytorchs]\n' };
  expect(await report(spelling, sample)).toEqual([]);
  expect(await report(spelling, { 'example.yaml': 'tags: [pytorchs]\n' })).toHaveLength(1);
});

test('a synonym is replaced by its fix, and is not a misspelling', async () => {
  const { findings } = await lintSample(vocabulary, 'modalities: [image, text]\n');
  expect(findings.map(({ messageId, fix }) => [messageId, fix?.map(({ text }) => text)])).toEqual([['synonym', ['vision']]]);
  expect(await report(spelling, 'modalities: [image, text]\n')).toEqual([]);
});

test('a misspelling is replaced by its fix', async () => {
  const { findings } = await lintSample(spelling, 'modalities: [visoin]\n');
  expect(findings.map(({ fix }) => fix?.map(({ text }) => text))).toEqual([['vision']]);
});

test('a synonym beside its word is to be deleted', async () => {
  expect(await report(vocabulary, 'modalities: [vision, image]\n')).toEqual([['twice', 'image']]);
});

test('open vocabularies stay open', async () => {
  const text = 'tasks: [world_models]\ntags: [image]\nmodalities: 7\n';
  expect(await report(vocabulary, text)).toEqual([]);
  expect(await report(spelling, text)).toEqual([]);
});

test('no word of the table is a synonym of another one', () => {
  for (const words of Object.values(table as { [field: string]: { [word: string]: string[] } })) {
    const synonyms = Object.values(words).flat();
    expect(synonyms.filter((word) => word in words)).toEqual([]);
    expect(new Set(synonyms).size).toBe(synonyms.length);
  }
});
