import { keyedQuery } from '../../src/model/query';
import { recovering } from '../../src/model/tracing';
import { configuredPattern, firstMatch } from '../../src/text/configured-pattern';
import { limited, TooSlow } from '../../src/text/time-limit';
import { demo, folderOf, lint } from './command';

const slow = '^(\\w+\\s?)*$';
const text = `${'a'.repeat(60)}!`;

test('a pattern that never ends is stopped, and not tried again', () => {
  const pattern = configuredPattern(slow);
  expect(pattern.test('a b')).toBe(true);
  const failing = (): boolean => pattern.test(text);
  expect(failing).toThrow(TooSlow);
  expect(failing).toThrow(/^The regular expression \/\^\(\\w\+\\s\?\)\*\$\/ of the configuration takes longer than 1 s\./);
  expect(() => configuredPattern(slow).exec('a')).toThrow(TooSlow);
});

test('of several patterns, the one that never ends is named', () => {
  expect(firstMatch(['x+', 'b+', 'a'], 'aab')).toBe(1);
  expect(firstMatch(['x'], 'a')).toBe(-1);
  expect(() => firstMatch(['x+', '(b|b)*c', 'a'], 'b'.repeat(60))).toThrow(/\/\(b\|b\)\*c\//);
});

test.each([
  ['the name of an example', 'example/name-format: [warning, {pattern: "([A-Za-z ]+)+x"}]'],
  ['commands of a README', 'files/readme: [warning, {usage: ["^(a+)+$"]}]'],
  ['keys', 'docker/secrets: [warning, {patterns: ["^(\\\\w+)+$"]}]'],
  [
    'a schema of metadata',
    'example/schema: [warning, {schema: {properties: {name: {pattern: "^([A-Za-z ]+)+x$"}}, patternProperties: {"^(a+)+$": {}}}}]',
  ],
  [
    'a schema that doubles at every step',
    `example/schema: [warning, {schema: {allOf: [{$ref: "#/definitions/a0"}], definitions: {${Array.from(
      { length: 40 },
      (_, index) => `a${index}: {anyOf: [{$ref: "#/definitions/a${index + 1}"}, {$ref: "#/definitions/a${index + 1}"}]}`,
    ).join(', ')}, a40: {type: string}}}}]`,
  ],
])('%s: a pattern of the configuration that never ends is said, and the other rules report', (_, rule) => {
  const folder = folderOf({
    ...demo,
    'examples/demo/example.yaml': `name: ${'Demo Example '.repeat(6)}!\n${'a'.repeat(40)}!: 1\n`,
    'examples/demo/README.md': `${'a'.repeat(60)}!\n`,
    'examples/demo/train.sh': `#!/bin/bash\nexport KEY=abcdefghij${'klmnopqrst'.repeat(4)}!\ndocker run --rm -it demo python train.py\n`,
    '.cvlrc': `rules:\n  docker/terminal: warning\n  ${rule}\n`,
  });
  const { status, of } = lint(folder);
  expect(status).toBe(2);
  expect(of('internal/rule-crashed')).toEqual([expect.stringMatching(/takes longer than 1 s/)]);
  expect(of('docker/terminal')).toHaveLength(1);
});

test('an invalid pattern of keys is said where it is configured', () => {
  const folder = folderOf({ ...demo, '.cvlrc': 'rules:\n  docker/secrets: [warning, {patterns: ["(a"]}]\n' });
  expect(() => lint(folder)).toThrow(/\.cvlrc:2.*patterns/);
});

test('what is stopped in the middle of a query leaves no trace', () => {
  const subject = {};
  let isEndless = true;
  const inner = keyedQuery('test.inner', (_: object, key: string): string => {
    for (let step = 0; isEndless; step++) if (step < 0) break;
    return key;
  });
  const outer = keyedQuery('test.outer', (each: object, key: string): string => inner(each, key));
  expect(() => recovering(() => limited(() => outer(subject, 'a')))).toThrow(TooSlow);
  isEndless = false;
  expect(outer(subject, 'a')).toBe('a');
});
