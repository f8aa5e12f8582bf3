import { disablingEdits } from '../../src/engine/directives';
import { suppressionEdit } from '../../src/lsp/suppress';

const insert = (
  text: string,
  edit: { readonly start: number; readonly end: number; readonly text: string } | undefined,
): string => (edit ? text.slice(0, edit.start) + edit.text + text.slice(edit.end) : 'nothing');

describe('a comment', () => {
  const disabled = (path: string, text: string, word: string): readonly (readonly [string, string])[] => {
    const start = text.indexOf(word);
    const at = { file: path, start, end: start + word.length };
    return disablingEdits({ path, text }, { rule: 'a/b', at }, 'Why.').map(
      ({ covers, edit }) => [covers, insert(text, edit)] as const,
    );
  };

  test('is above the whole instruction, and as far in', () => {
    const [line] = disabled('Dockerfile', 'FROM a\nRUN b \\\n  && c\n', '&& c');
    expect(line).toEqual(['line', 'FROM a\n# cvl-disable-next-line a/b -- Why.\nRUN b \\\n  && c\n']);
    expect(disabled('e.yaml', 'a:\n  b: c\n', 'c')[0]).toEqual(['line', 'a:\n  # cvl-disable-next-line a/b -- Why.\n  b: c\n']);
  });

  test('for a file is below what must come first', () => {
    const [, file] = disabled('Dockerfile', '# syntax=docker/dockerfile:1\nFROM a\n', 'a\n');
    expect(file).toEqual(['file', '# syntax=docker/dockerfile:1\n# cvl-disable-file a/b -- Why.\nFROM a\n']);
  });

  test('is not offered inside a text of several lines, where it would be a part of it', () => {
    expect(disabled('e.yaml', 'a: |\n  one\n  two\n', 'two').map(([covers]) => covers)).toEqual(['file']);
    expect(disabled('t.sh', 'cat <<EOF\none\ntwo\nEOF\n', 'two').map(([covers]) => covers)).toEqual(['file']);
  });

  test('is not offered in files that have none', () => {
    expect(disabled('README.md', 'a\n', 'a')).toEqual([]);
  });
});

test.each([
  ['rules: {}\n', 'rules: {}\nsuppressions:\n  - { rule: "a/b", files: "f", reason: "r" }\n'],
  [
    'suppressions:\n  - { rule: x/y, files: g }\nrules: {}\n',
    'suppressions:\n  - { rule: "a/b", files: "f", reason: "r" }\n  - { rule: x/y, files: g }\nrules: {}\n',
  ],
  ['suppressions: [{ rule: x/y, files: g }]\n', 'nothing'],
  ['{"rules": {}}\n', 'nothing'],
  ['rules: [\n', 'nothing'],
])('a suppression is added to %j where that changes nothing else', (before, after) => {
  expect(insert(before, suppressionEdit({ path: '.cvlrc', text: before }, 'a/b', 'f', 'r'))).toBe(after);
});
