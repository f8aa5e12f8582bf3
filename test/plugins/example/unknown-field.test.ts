import unknownField from '../../../plugins/example/rules/unknown-field';
import { lintSample } from '../../../src/testing';
import { advised, report } from './report';

test('further fields are allowed by path', async () => {
  const text = 'owner: me\npresets:\n  train: {script: a.sh, timeout: 5}\n';
  expect(await report(unknownField, text)).toEqual([
    ['unknown', 'owner'],
    ['unknown', 'timeout'],
  ]);
  expect(await advised(unknownField, text)).toEqual(['x-owner', 'x-timeout']);
  expect(await report(unknownField, text, { options: { allow: ['owner', 'presets.*.timeout'] } })).toEqual([]);
});

test('a pack says what to write instead', async () => {
  const options = { instead: { owner: 'Write `x-team`.' } };
  expect(await report(unknownField, 'name: a\nowner: me\n', { options })).toEqual([['replaced', 'owner']]);
  expect(await advised(unknownField, 'name: a\nowner: me\n', { options })).toEqual(['x-team']);
});

test('ten thousand fields are counted, not listed', async () => {
  const text = `name: demo\n${Array.from({ length: 10_000 }, (_, index) => `zzzzz${index}q: 1\n`).join('')}`;
  const { findings } = await lintSample(unknownField, text);
  expect(findings).toHaveLength(21);
  expect(findings.at(-1)?.messageId).toBe('more');
  expect(findings.at(-1)?.message).toContain('9980');
});
