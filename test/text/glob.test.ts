import picomatch from 'picomatch';
import { compileGlobs, fitsText } from '../../src/text/glob';
import { globMatcher } from '../../src/text/glob-matcher';

describe('globs of the configuration', () => {
  test.each<[string, string[], string, boolean]>([
    ['a name fits at any depth', ['notes.txt'], 'a/b/notes.txt', true],
    ['a pattern without a slash fits at any depth', ['*.ckpt'], 'a/b/last.ckpt', true],
    ['a folder fits all below it', ['vendor/'], 'a/vendor/lib/x.py', true],
    ['a folder is no file', ['vendor/'], 'a/vendor', false],
    ['a path is meant from the root', ['examples/old'], 'examples/old/train.sh', true],
    ['a path does not fit elsewhere', ['examples/old'], 'more/examples/old/train.sh', false],
    ['a leading slash means the root', ['/data'], 'examples/data/x', false],
    ['a leading ./ means the root', ['./data'], 'data/x', true],
    ['two stars cross folders', ['examples/**/predict.py'], 'examples/a/b/predict.py', true],
    ['braces', ['examples/{a,b}/**'], 'examples/b/x', true],
    ['a prefix is no match', ['examples/ol'], 'examples/old/x', false],
    ['hidden files', ['**/*.yaml'], 'a/.github/x.yaml', true],
    ['taken out again', ['vendor/', '!vendor/ours/'], 'vendor/ours/x.py', false],
    ['taken out again, its neighbour', ['vendor/', '!vendor/ours/'], 'vendor/theirs/x.py', true],
    ['the last one decides', ['!a.txt', 'a.txt'], 'a.txt', true],
    ['nothing is nothing', [], 'a.txt', false],
  ])('%s', (_name, globs, path, expected) => {
    expect(compileGlobs(globs)(path)).toBe(expected);
  });

  test('a folder is decided once, and files in it still separately', () => {
    const fits = compileGlobs(['data/', '!keep.txt']);
    expect([fits('data/a.txt'), fits('data/keep.txt'), fits('data/b.txt')]).toEqual([true, false, true]);
  });

  test('texts match exactly or by glob', () => {
    expect([fitsText('a[b', 'a[b'), fitsText('generative/**', 'generative/llm'), fitsText('train', 'training')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a glob', () => {
  test.each<[string, string, boolean]>([
    ['a/**', 'a', true],
    ['a/**', 'a/b/c', true],
    ['**/a', 'a', true],
    ['a/**/b', 'a/b', true],
    ['a**b', 'axxb', true],
    ['a**b', 'ax/xb', false],
    ['*', '.hidden', true],
    ['?', '/', false],
    ['[!a-c]x', 'dx', true],
    ['[!a-c]x', '/x', false],
    ['{a,b{1..3},c}.py', 'b2.py', true],
    ['{a,b', '{a,b', true],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['run-[[:digit:]]', 'run-7', true],
    ['(a|b)', '(a|b)', true],
  ])('%s and %s: %s', (glob, text, expected) => {
    expect(globMatcher([glob])(text)).toBe(expected);
  });

  test('can ignore case, and match slashes', () => {
    expect([globMatcher(['*.MD'], { nocase: true })('readme.md'), globMatcher(['train*'], { slashes: true })('train/x')]).toEqual(
      [true, true],
    );
  });

  test('takes a few steps for each character, however many stars it has', () => {
    const matches = globMatcher([`${'*a'.repeat(200)}b`]);
    expect(matches('a'.repeat(255))).toBe(false);
  });

  test('with more alternatives than are written out is text', () => {
    const glob = '{a,b}'.repeat(20);
    expect([globMatcher([glob])('a'.repeat(20)), globMatcher([glob])(glob)]).toEqual([false, true]);
  });

  test('agrees with picomatch on what both know', () => {
    const words = ['a', 'b', '.c', 'train', '*', '**', '*.py', '?', '[ab]', 'x{a,b}', 'b*', '*a*'];
    const texts = ['a', 'b', '.c', 'train', 'a.py', 'xa', 'ab', 'a/b', 'a/.c', 'train/a.py', 'a/b/ab', 'b/a/xb', '.c/a'];
    const globs = words.flatMap((one) => [
      one,
      ...words.flatMap((two) => [`${one}/${two}`, `${one}/${two}/a`, `a/${one}/${two}`]),
    ]);
    const differences = globs.flatMap((glob) => {
      const other = picomatch(glob, { dot: true });
      const ours = globMatcher([glob]);
      return texts.filter((text) => ours(text) !== other(text)).map((text) => `${glob} and ${text}: ${ours(text)}`);
    });
    expect(differences).toEqual([]);
  });
});
