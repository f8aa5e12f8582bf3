import { compileGlobs, fitsText } from '../../src/text/glob';

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
