import { parseShell } from '../../../src/languages/shell/syntax/parse';

const parse = (text: string) => parseShell({ path: 'x.sh', text });
const comments = (text: string): string[] => parse(text).comments.map((comment) => comment.text);

describe('comments', () => {
  test.each([
    ['#!/bin/bash\n# one\necho a # two\r\n', ['# one', '# two']],
    ['echo a#b "# no" \'# no\' ${x#no} ${x##no} $#', []],
    ['A=(\n  x # in an array\n  y\n)', ['# in an array']],
    ['x=$(\n  # in a substitution\n  echo "# no"\n)', ['# in a substitution']],
    ['cat <<END # after the word\n# no\nEND\n# end', ['# after the word', '# end']],
    ['case $x in # c\n a) ;; # d\nesac; ((x = 16#ff)) # e', ['# c', '# d', '# e']],
    ['docker run \\\n  # breaks the command\n  img', ['# breaks the command']],
  ])('%j', (text, want) => expect(comments(text)).toEqual(want));
});

describe('problems', () => {
  test('are at a place in the text', () => {
    const { problems } = parse('if true; then\n  echo a\ndocker run x\n');
    expect(problems).not.toHaveLength(0);
    expect(problems[0]!.span).toMatchObject({ file: 'x.sh' });
  });

  test('are found in substitutions too, and never in what bash accepts', () => {
    expect(parse('x=$(if true; then)\n').problems).not.toHaveLength(0);
    expect(parse('x="$(cd "$(dirname "$0")" && pwd)"; A+=("${x[@]:1}"); [[ a =~ ^(a|b)$ ]]\n').problems).toEqual([]);
    expect(parse('echo a\r\nif true; then\r\n  echo b\r\nfi\r\n').problems).toEqual([]);
  });
});

test('the shebang is the first line without #!', () => {
  expect(parse('#!/usr/bin/env bash\necho').shebang).toBe('/usr/bin/env bash');
  expect(parse('echo').shebang).toBeUndefined();
});
