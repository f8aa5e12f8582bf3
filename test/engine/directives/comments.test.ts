import fc from 'fast-check';
import { findComments } from '../../../src/engine/directives/comments';
import { languageOf } from '../../../src/engine/directives/language';
import { outcome } from './linting';

const d = '# cvl-disable-next-line docker/mounts';
const comments = (path: string, text: string) => {
  const file = { path, text };
  const language = languageOf(file);
  return language && findComments(file, language).map(({ start, end }) => text.slice(start, end));
};

test.each([
  ['example.yaml', 'a: "x\n  # no"\nb: # yes\n  |\n  # no\n  x\nc: a#no # yes\n# yes\n'],
  ['example.yaml', "\ufeff# yes\n--- # yes\na: 'it''s # no'\n...\n# yes\nb: [1, # yes\n2]\n"],
  ['example.yaml', 'a: >-  # yes\n\n  # no\nb: "unclosed # no\n'],
  ['train.sh', '# yes\necho "# no" \'# no\' a#no ${#no} # yes\ncat <<EOF\n# no\nEOF\nx=$((2#10)) # yes\ny="$(date # yes\n)"\n'],
  ['bin/run', '#!/usr/bin/env bash\n# yes\n'],
  ['bin/run', '#!/usr/bin/env -S python3 -u\nx = """\n# no\n"""  # yes\n'],
  ['Dockerfile.gpu', 'FROM a # no\n  # yes\nRUN b \\\n# yes\n && c\nRUN <<EOF\n# yes\nEOF\nCOPY <<EOF /a\n# no\nEOF\n# yes\n'],
  ['train.py', 'x = "# no" # yes\ny = """\n# no\n"""\n# yes\n'],
  ['.gitignore', '# yes\na # no\n'],
])('comments are distinguished from other text: %s %j', (path, text) => {
  const found = comments(path, text);
  const wanted = (text.match(/# ?yes/g) ?? []).length;
  expect(found?.filter((each) => /yes/.test(each))).toHaveLength(wanted);
  expect(found?.filter((each) => /^#.*no/.test(each) && !/yes/.test(each) && !each.startsWith('#!'))).toEqual([]);
});

test('a comment has its exact place, even with CRLF and characters outside of the basic plane', () => {
  const text = 'name: "😀"  # 数据\r\nkey: |\r\n  # no\r\n# last';
  expect(comments('a.yaml', text)).toEqual(['# 数据', '# last']);
});

test.each(['a.yml', '.cvlrc', 'train.bash', 'x/Containerfile', 'api.dockerfile', 'requirements-dev.txt'])(
  'directives are read in %s',
  (path) => {
    expect(languageOf({ path, text: '' })).toBeDefined();
  },
);

test.each(['README.md', 'a.json', 'weights.bin', 'notes.txt'])("directives aren't read in %s", (path) => {
  expect(languageOf({ path, text: d })).toBeUndefined();
});

test('a string is never a directive', () => {
  expect(outcome('a.yaml', `text: |\n  ${d}\nfirst: 1\n`, ['first'])).toMatchObject({ kept: ['first'], reported: [] });
  expect(outcome('a.sh', `cat <<EOF\n${d}\nEOF\nfirst\n`, ['first'])).toMatchObject({ kept: ['first'], reported: [] });
});

test('no text makes it throw, and all comments are inside of the text', () => {
  const words = fc.constantFrom(
    '#',
    d,
    '\n',
    '\r\n',
    '\\',
    '"',
    "'",
    '"""',
    '|',
    '<<EOF',
    'EOF',
    ' ',
    'RUN ',
    '- ',
    'a: ',
    '$(',
    ')',
    '{',
    '[',
    '\u001f',
    '\u0002',
    '\u0018',
    '😀',
    '\ufeff',
  );
  fc.assert(
    fc.property(
      fc.array(words, { maxLength: 40 }),
      fc.constantFrom('a.yaml', 'a.sh', 'a.py', 'Dockerfile', '.gitignore'),
      (parts, path) => {
        const text = parts.join('');
        for (const comment of comments(path, text) ?? []) expect(comment).toMatch(/^#[^\r\n]*$/);
        outcome(path, text, []);
      },
    ),
    { numRuns: 400 },
  );
});
