import fc from 'fast-check';
import { excludedBy, parseDockerignore } from '../../../src/languages/docker/dockerignore';

const ignore = (text: string) => parseDockerignore({ path: '.dockerignore', text });
const excluded = (text: string, path: string) => excludedBy(ignore(text), path) !== undefined;

// The builder reads the file with moby/patternmatcher.
test.each([
  ['*.log', 'a.log', true],
  ['*.log', 'logs/a.log', false],
  ['**/*.log', 'logs/deep/a.log', true],
  ['**/*.log', 'a.log', true],
  ['data', 'data/train/x.bin', true],
  ['data/', 'data/x', true],
  ['/data', 'data/x', true],
  ['./data/../data', 'data', true],
  ['data', 'database', false],
  ['data', 'src/data', false],
  ['**/data', 'src/data/x', true],
  ['src/**', 'src/a/b', true],
  ['src/**', 'src', false],
  ['src/**/x', 'src/x', true],
  ['src/**/x', 'src/a/b/x', true],
  ['src/**/x', 'src/ax', false],
  ['**', 'anything/at/all', true],
  ['*', 'a/b', true],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['[a-c].txt', 'b.txt', true],
  ['[^a-c].txt', 'b.txt', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['*.md\n!README.md', 'README.md', false],
  ['*.md\n!README.md', 'NOTES.md', true],
  ['!README.md\n*.md', 'README.md', true],
  ['*\n!src', 'src/train.py', false],
  ['*\n!src\nsrc/*.bin', 'src/w.bin', true],
  ['# data', 'data', false],
  ['  data  ', 'data', true],
  ['a+b', 'a+b', true],
  ['**foo', 'xfoo', true],
])('%j and %s: excluded is %s', (text, path, expected) => {
  expect(excluded(text, path)).toBe(expected);
});

test('names the line that excludes a path', () => {
  const text = '# comment\n\n  *.bin\n';
  const { span } = excludedBy(ignore(text), 'model.bin')!;
  expect(text.slice(span.start, span.end)).toBe('*.bin');
});

test('a lone ! is refused', () => {
  expect(ignore('a\n!\n').problems).toEqual([
    { message: 'illegal exclusion pattern: "!"', span: { file: '.dockerignore', start: 2, end: 3 } },
  ]);
});

test('never throws or takes long', () => {
  const pattern = fc.string({ unit: fc.constantFrom('*', '/', 'a', '[', ']', '!', '\\', '?', '.', '^', '-', '\n') });
  fc.assert(
    fc.property(pattern, fc.string({ unit: fc.constantFrom('a', '/', '.', '*') }), (text, path) => {
      excluded(text, path);
    }),
    { numRuns: 300 },
  );
  expect(excluded('**/a'.repeat(40), 'a/'.repeat(200))).toBe(true);
});
