import { addedEntry, parseYaml, type YamlPath } from '../../../src/languages/yaml';

function added(text: string, path: YamlPath, entry = 'b: 2'): string | undefined {
  const edit = addedEntry(parseYaml({ path: 'a.yaml', text }), path, entry);
  return edit && text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

test.each<[string, YamlPath, string]>([
  ['a: 1\n', [], 'a: 1\nb: 2\n'],
  ['a: 1', [], 'a: 1\nb: 2'],
  ['m:\n  a: 1  # one\nn: 3\n', ['m'], 'm:\n  a: 1  # one\n  b: 2\nn: 3\n'],
  ['m:\n  a:\n    c: 1\n', ['m'], 'm:\n  a:\n    c: 1\n  b: 2\n'],
  ['m: {a: 1}\n', ['m'], 'm: {a: 1, b: 2}\n'],
  ['m: { a: 1 }\n', ['m'], 'm: { a: 1, b: 2 }\n'],
  ['m: {}\n', ['m'], 'm: {b: 2}\n'],
  ['m:\r\n  a: 1\r\n', ['m'], 'm:\r\n  a: 1\r\n  b: 2\r\n'],
])('an entry is added to %j at %j', (text, path, after) => expect(added(text, path)).toBe(after));

test.each<[string, string]>([
  ['l: [a]\n', 'l: [a, b]\n'],
  ['l:\n  - a\n', 'l:\n  - a\n  - b\n'],
  ['l:\n- a\nm: 1\n', 'l:\n- a\n- b\nm: 1\n'],
])('an item is added to %j', (text, after) => expect(added(text, ['l'], 'b')).toBe(after));

test.each<[string, YamlPath]>([
  ['m: 1\n', ['m']],
  ['m:\n', ['m']],
  ['m: {a: 1, # one\n}\n', ['m']],
  ['- m: {a: 1}\n', ['m']],
])('nothing is added to %j at %j', (text, path) => expect(added(text, path)).toBeUndefined());
