import rule from '../../../plugins/docker/rules/build';
import { report, script, words as wordsOf } from './report';

const words = (build: string, more: { readonly [path: string]: string } = {}) =>
  wordsOf(rule, { 'build.sh': script(build), Dockerfile: 'FROM python:3.12\n', ...more });

test('a Dockerfile that was renamed, with the one that is there', async () => {
  const found = await report(rule, {
    'build.sh': script('docker build -f "$DIR/Dockerfile.gpu" "$DIR"'),
    Dockerfile: 'FROM python:3.12\n',
  });
  expect(found).toEqual([['dockerfile-similar', '"$DIR/Dockerfile.gpu"', expect.stringContaining('`Dockerfile`')]]);
});

test.each([
  ['a context that is there', 'docker build "$DIR"', []],
  ['one that is not', 'cd "$DIR"\ndocker build ./docker', [['context', './docker']]],
  ['one that the script clones', 'git clone https://example.com/a.git "$DIR/docker"\ndocker build "$DIR/docker"', []],
  [
    'one that is made of a template',
    'sed s/a/b/ "$DIR/Dockerfile" > "$DIR/Dockerfile.gpu"\ndocker build -f "$DIR/Dockerfile.gpu" "$DIR"',
    [],
  ],
  ['one that is tested for', 'if [ -f "$DIR/Dockerfile.gpu" ]; then\ndocker build -f "$DIR/Dockerfile.gpu" "$DIR"\nfi', []],
  ['one that only some callers see', 'cd ../docker\ndocker build .', []],
  ['standard input', 'docker build - < "$DIR/Dockerfile"', []],
  ['a repository elsewhere', 'docker build https://github.com/a/b.git', []],
  ['a name that is not known', 'docker build "$DIR/$1"', []],
])('%s', async (_, build, expected) => {
  expect(await words(build)).toEqual(expected);
});

test('what git ignores may be there when it is built', async () => {
  expect(await words('docker build "$DIR/dist"', { '.gitignore': 'dist/\n' })).toEqual([]);
});
