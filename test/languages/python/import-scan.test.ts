import { scanImports } from '../../../src/languages/python/import-scan';
import { outlineOf } from '../../../src/languages/python/outline';

const modules = (text: string): readonly string[] => {
  const file = { path: 'train.py', text };
  return scanImports(file, outlineOf(text)).map(({ module, level }) => `${'.'.repeat(level)}${module}`);
};

test('modules are read however they are spaced', () => {
  expect(
    modules('from a import b\nfrom .c import d\nfrom . import e\nfrom.f import g\nfrom h \\\n  import i\nimport j\n'),
  ).toEqual(expect.arrayContaining(['a', '.c', '.f', 'h', 'j']));
});

test.each([`from${' '.repeat(200_000)}x`, `from a${' '.repeat(200_000)}x${' '.repeat(100_000)}`, `from ${'a '.repeat(100_000)}`])(
  'a line of blanks that imports nothing costs no time',
  (line) => {
    expect(modules(`${line}\nimport os\n`)).toContain('os');
  },
);
