import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { load, mistakes, repositoryOf } from './repository';

/** Whatever stands in a configuration is either accepted or refused in sentences. */
async function settles(text: string | Uint8Array): Promise<void> {
  const root = repositoryOf({ 'pack.yaml': 'rules: {}' });
  writeFileSync(join(root, '.cvlrc'), text);
  const lines = await mistakes(root).catch((error: Error) => {
    if (error.message !== 'the configuration was accepted') throw error;
    return [];
  });
  for (const line of lines) expect(line).toMatch(/^(\.cvlrc(:\d+:\d+)? \S|And \d+ more mistakes\.$)/);
  if (lines.length === 0) (await load(root)).setting('example/schema', 'examples/a/train.sh', undefined);
}

const name = fc.constantFrom(
  'extends',
  'plugins',
  'rules',
  'overrides',
  'files',
  'kind',
  'metadata',
  'suppressions',
  'rule',
  'ignore',
  'examples',
  '__proto__',
  'constructor',
  'example/schema',
  '',
  '$import',
);
const leaf = fc.oneof(
  fc.constantFrom(
    'error',
    'off',
    'cvl:strict',
    './pack.yaml',
    '.',
    '..',
    '/',
    'training',
    '**/*',
    '!',
    '{',
    '[a',
    '@',
    'a:b',
    ':',
  ),
  fc.string({ maxLength: 6 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(name, tie('node'), { maxKeys: 4 }),
  ),
})).node;

test('any tree of values', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(name, tree, { maxKeys: 4 }), (value) => settles(stringify(value))),
    { numRuns: 150 },
  );
});

test('any text and any bytes', async () => {
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 40 }), settles), { numRuns: 60 });
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), settles), { numRuns: 60 });
});

test.each([
  [
    'aliases that expand without end',
    `${Array.from({ length: 12 }, (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1}, *a${i - 1}, *a${i - 1}, *a${i - 1}`}]`).join('\n')}\n`,
  ],
  ['ten thousand rules', `rules:\n${Array.from({ length: 10_000 }, (_, i) => `  example/rule-${i}: error\n`).join('')}`],
  ['deep nesting', `rules: ${'['.repeat(3000)}`],
])('%s', async (_name, text) => {
  await settles(text);
});
