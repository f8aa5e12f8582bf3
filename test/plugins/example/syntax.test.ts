import duplicateKey from '../../../plugins/example/rules/duplicate-key';
import mapping from '../../../plugins/example/rules/mapping';
import readable from '../../../plugins/example/rules/readable';
import schema from '../../../plugins/example/rules/schema';
import syntax from '../../../plugins/example/rules/syntax';
import type { Sample } from '../../../src/api';
import { lintSample, pointedAt } from '../../../src/testing';
import { report } from './report';

const rules = [duplicateKey, mapping, readable, schema, syntax];

/** What all rules report that need readable metadata: rule, message id, and the text pointed at. */
async function reports(sample: Sample) {
  const found = [];
  for (const rule of rules) {
    const result = await lintSample(rule, sample);
    found.push(...result.findings.map((finding) => [rule.name, finding.messageId, pointedAt(result, finding)]));
  }
  return found;
}

test.each([
  ['an open bracket', 'tags: [a, b\n', 'bracket'],
  ['an open quote', 'name: "a\n', 'quote'],
  ['a missing comma', 'tags: ["a" "b"]\n', 'incomplete'],
  ['entries of different indentation', 'presets:\n    a: {}\n  b: {}\n', 'indentation'],
  ['a tab', 'presets:\n\tbuild: {script: build.sh}\n', 'tab'],
  ['a colon in plain text', 'description: fast: and small\n', 'colon'],
  ['an alias without anchor', 'name: *nobody\n', 'broken'],
  ['a tag of another type', 'tags: !!set [a]\n', 'tag'],
  ['a list below a mapping', 'name: demo\n- other\n', 'broken'],
])('%s is one finding, and nothing is judged further', async (_, text, message) => {
  expect((await reports(text)).map(([rule, id]) => [rule, id])).toEqual([['syntax', message]]);
});

test.each([
  ['description: fast: and small\n', 'colon', 'fast: and small'],
  ['presets:\n  a:\n   script: a.sh\n    description: b\n', 'deeper', 'description'],
])('%j is shown at the word to change', async (text, message, word) => {
  expect(await report(syntax, text)).toEqual([[message, word]]);
});

const fields = 'capability: a/b\nstability: stable\npresets: {}\n';

test('a second key of the same name is shown', async () => {
  expect(await reports(`name: demo\n${fields}name: other\n`)).toEqual([['duplicate-key', 'duplicate', 'name']]);
});

test('a tag and a second document are problems of their own, and the rest is judged', async () => {
  expect(await reports(`name: !!python/name:os.system demo\n${fields}`)).toEqual([['syntax', 'tag', '!!python/name:os.system']]);
  expect((await reports(`name: demo\n${fields}---\nname: other\n`)).map(([rule, id]) => [rule, id])).toEqual([
    ['syntax', 'documents'],
  ]);
});

test.each([
  ['empty', '', 'empty'],
  ['only a comment', '# nothing\n', 'empty'],
  ['null', '~\n', 'empty'],
  ['a list', '- a\n', 'list'],
  ['a word', 'demo\n', 'value'],
  ['a number', '42\n', 'value'],
])('metadata that is %s is no mapping', async (_, text, message) => {
  expect((await reports(text)).map(([rule, id]) => [rule, id])).toEqual([['mapping', message]]);
});

test.each([
  ['bytes that are not text', { bytes: new Uint8Array([0, 255, 254, 0, 1, 2, 3, 0]) }, 'notText'],
  ['a link to nowhere', { link: 'nowhere.yaml' }, 'missing'],
  ['a large file', { size: 100_000_000 }, 'tooLarge'],
])('%s is one finding', async (_, file, message) => {
  expect(await reports({ 'example.yaml': file })).toEqual([['readable', message, '']]);
});
