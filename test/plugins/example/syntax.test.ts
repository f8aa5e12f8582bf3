import schema from '../../../plugins/example/rules/schema';
import rule from '../../../plugins/example/rules/syntax';
import { lintSample, pointedAt } from '../../../src/testing';

async function report(text: string) {
  const result = await lintSample(rule, text);
  return result.findings.map((finding) => [pointedAt(result, finding), finding.message]);
}

test('a second key of the same name is shown', async () => {
  const [[word, message] = [], ...rest] = await report('name: demo\nstability: stable\nname: other\n');
  expect(rest).toEqual([]);
  expect(word).toBe('name');
  expect(message).toContain('delete one');
});

test.each([
  ['an unclosed bracket', 'tags: [a, b\n'],
  ['a tab', 'presets:\n\tbuild: {script: build.sh}\n'],
  ['a colon in plain text', 'description: fast: and small\n'],
  ['an alias without anchor', 'name: *nobody\n'],
])('%s is one finding', async (_, text) => {
  expect(await report(text)).toHaveLength(1);
});

test('what cannot be read is not judged further', async () => {
  expect((await lintSample(schema, 'name: demo\ntags: [a, b\n')).findings).toEqual([]);
});

test.each([
  ['empty', ''],
  ['only a comment', '# nothing\n'],
  ['null', '~\n'],
])('%s says what to write', async (_, text) => {
  const [[, message] = []] = await report(text);
  expect(message).toContain('write at least `name`');
});

test.each(['- a\n', 'demo\n', '42\n'])('%j is no mapping', async (text) => {
  const [[, message] = [], ...rest] = await report(text);
  expect(message).toContain('expect a mapping');
  expect(rest).toEqual([]);
});

test('bytes that are no text are told', async () => {
  const result = await lintSample(rule, { 'example.yaml': { bytes: new Uint8Array([0, 255, 254, 0, 1, 2, 3, 0]) } });
  expect(result.findings).toHaveLength(1);
});

test.each([
  ['description: fast: and small\n', 'fast: and small', 'in quotes'],
  ['presets:\n  a:\n   script: a.sh\n    description: b\n', 'description', 'indent the two alike'],
])('%j says what to write', async (text, word, advice) => {
  expect(await report(text)).toEqual([[word, expect.stringContaining(advice)]]);
});
