import { exampleWith, lintFiles } from './subject';

const numbers = (size: number): number[] => Array.from({ length: size }, (_, index) => index);

const deep: { readonly [name: string]: string } = {
  'question marks': `name: ${'? '.repeat(500)}x`,
  'question marks at the start': `${'? '.repeat(3000)}x`,
  'question marks on lines of their own': `${numbers(500)
    .map((n) => `${' '.repeat(n)}?`)
    .join('\n')}\n`,
  'lists in lists': `name:\n  ${'- '.repeat(5000)}x`,
  'mappings in mappings': numbers(1500)
    .map((n) => `${' '.repeat(n)}a:`)
    .join('\n'),
  'lists and question marks': `${'- ? '.repeat(1000)}x`,
  'brackets as keys': `${'['.repeat(90)}${']: x'.repeat(90)}`,
  'braces as keys': `${'{? '.repeat(90)}x${'}'.repeat(90)}`,
  'brackets after question marks': `${'? ['.repeat(90)}x`,
  brackets: '['.repeat(50_000),
  braces: `${'{a: '.repeat(5000)}x${'}'.repeat(5000)}`,
};

describe('deep nesting in the metadata is reported, and takes no time', () => {
  test.each(Object.keys(deep))('%s', async (name) => {
    const { findings, crashed } = await lintFiles(exampleWith({ 'example.yaml': deep[name]! }));
    expect(crashed).toBe(false);
    expect(findings.filter(({ rule }) => rule === 'example/syntax').map(({ message }) => message)).toEqual([
      expect.stringContaining('nested deeper than'),
    ]);
  });
});

test.each([
  [
    'an alias bomb',
    `a0: &a0 [x, x]\n${numbers(60)
      .map((n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`)
      .join('\n')}\n`,
  ],
  [
    'a bomb of merged keys',
    `a0: &a0 {k: x}\n${numbers(60)
      .map((n) => `a${n + 1}: &a${n + 1} {<<: [*a${n}, *a${n}]}`)
      .join('\n')}\n`,
  ],
  [
    'a bomb of keys',
    `a0: &a0 {? x : y}\n${numbers(60)
      .map((n) => `a${n + 1}: &a${n + 1} {? *a${n} : *a${n}}`)
      .join('\n')}\n`,
  ],
  ['an alias of itself', 'name: &a [*a, *a]\n'],
  ['many aliases', `name: &a x\ntags: [${'*a, '.repeat(5000)}]\n`],
])('%s as metadata', async (_, text) => {
  expect((await lintFiles(exampleWith({ 'example.yaml': text }))).crashed).toBe(false);
});

test.each(Object.keys(deep))('%s as other files', async (name) => {
  const text = deep[name]!;
  const started = { 'train.sh': '#!/usr/bin/env bash\nset -e\ndocker run --rm -v "$PWD:/app" demo python train.py\n' };
  const others = { 'environment.yml': text, 'lightning_logs/version_0/hparams.yaml': text, 'train.py': 'import torch\n' };
  expect((await lintFiles(exampleWith({ ...started, ...others }))).crashed).toBe(false);
});
