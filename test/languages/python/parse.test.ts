import { mentions } from '../../../src/languages/python/mentions';
import { read, textAt } from './read';

const problem = (text: string): string | undefined => {
  const file = read(text);
  const [found] = file.problems;
  return found && `${textAt(file, found.span)}: ${found.message}`;
};

describe('syntax errors', () => {
  test.each([
    ['print "hello"\n', '"hello"'],
    ['def f(:\n  pass\n', ':'],
    ['x = (1,\n', ''],
    ['if True:\nx = 1\n', 'x'],
    ['x = "abc\n', 'x = "abc'],
    ['a = $b\n', '$'],
  ])('%j is refused at %j', (text, at) => {
    expect(read(text).problems).toHaveLength(1);
    expect(problem(text)?.split(':')[0] ?? '').toContain(at.split(':')[0]);
    expect(read(text).tree).toBeUndefined();
  });

  test('the span is right after non-ASCII letters and CRLF', () => {
    const file = read('s = "größe 😀"\r\nprint "x"\r\n');
    expect(file.problems.map(({ span }) => textAt(file, span))).toEqual(['"x"']);
  });

  test('a NUL byte is refused at its position', () => {
    const file = read('x = 1\n\0\n');
    expect(file.problems[0]?.span).toEqual({ file: file.path, start: 6, end: 7 });
  });
});

test.each([
  ['nested quotes in f-strings (3.12)', 'print(f"{d["a"]} {f"{1}"}")\n'],
  ['a byte order mark', '\uFEFFimport os\n'],
  ['form feeds between parts', 'import os\n\f\ndef f():\n  pass\n'],
  ['match, walrus, positional-only', 'match x:\n  case [a, *_]:\n    pass\nwhile (n := f(1)): pass\ndef g(a, /, *, b): pass\n'],
  ['type parameters', 'type A[T] = list[T]\ndef f[T](x: T) -> T: return x\n'],
  ['exception groups', 'try:\n  pass\nexcept* ValueError:\n  pass\n'],
  ['no line end', 'x = 1'],
  ['nothing', ''],
])('%s: accepted', (_, text) => {
  expect(read(text).problems).toEqual([]);
  expect(read(text).tree).toBeDefined();
});

test.each([
  'y = {i async for i in f()}\n',
  'del a,\n',
  'x = (1 if 1else 0)\n',
  'x = f"""share {100 *\n    (1 - y):.1f}"""\n',
  "x = f'''\nshare {100 *\n    y}'''\n",
])('%j: valid Python that the parser refuses is not a problem', (text) => {
  const file = read(text);
  expect(file.problems).toEqual([]);
  expect(file.unread).toMatch(/cannot read/);
});

test('a file that is nested too deeply is unread, but has no problem', () => {
  const file = read(`x = ${'['.repeat(50_000)}${']'.repeat(50_000)}\n`);
  expect(file.problems).toEqual([]);
  expect(file.unread).toMatch(/nested too deeply/);
  expect(file.facts.imports).toEqual([]);
});

test('a long chain of elif does not nest deeply', () => {
  const file = read(
    `if a == 0:\n  pass\n${Array.from({ length: 3000 }, (_, i) => `elif a == ${i}:\n  import m${i}\n`).join('')}`,
  );
  expect(file.unread).toBeUndefined();
  expect(file.facts.imports).toHaveLength(3000);
});

describe('comments', () => {
  test('are found outside strings, even if the file does not parse', () => {
    const file = read("x = \"# no\"  # one\n'''\n# no\n'''\n  # two\nprint \"x\"  # three");
    expect(file.comments.map(({ text, ownLine }) => [text, ownLine])).toEqual([
      ['# one', false],
      ['# two', true],
      ['# three', false],
    ]);
    expect(file.comments.map(({ span }) => textAt(file, span))).toEqual(['# one', '# two', '# three']);
  });

  test('an unclosed string ends with its line, an unclosed triple-quoted one with the file', () => {
    expect(read('x = "a\n# yes\n"""\n# no\n').comments).toHaveLength(1);
  });
});

test('mentions skips comments and docstrings, but not other strings or those that hold code', () => {
  expect(mentions(read('"""uses DataLoader"""\nx = 1  # DataLoader\n'), ['DataLoader'])).toBe(false);
  expect(mentions(read('x = {"DataLoader": 1}\n'), ['DataLoader'])).toBe(true);
  expect(mentions(read('x = rf"""{DataLoader(y)}"""\n'), ['DataLoader'])).toBe(true);
});

test('mentions finds whole words', () => {
  expect(mentions(read('loader = DataLoader(x)'), ['DataLoader'])).toBe(true);
  expect(mentions(read('MyDataLoader2'), ['DataLoader', 'num_workers'])).toBe(false);
  expect(mentions(read('MyDataLoader DataLoader'), ['DataLoader'])).toBe(true);
});

describe('without parsing', () => {
  test.each([
    'print "x"\n',
    'x = (1\n',
    'x = 1)\n',
    'x = [1}\n',
    'x = "a\n',
    '"""\n',
    'if a:\nb\n',
    'a\n  b\n',
    'if a:\n    b\n  c\n',
    '<<<<<<< HEAD\n',
    'a = b ? c : d\n',
    'def f():\n',
    'except A, e:\n',
    'a \\ b\n',
    'f(\n<<<<<<< HEAD\n  a,\n=======\n)\n',
    'if a:',
  ])('%j is suspect', (text) => {
    expect(read(text).outline.suspect).toBe(true);
  });

  test.each([
    'x = {\n  "a": [1,\n2],\n}\n',
    'if a: b\n',
    'if a:\n\n  # c\n  b\nelse:\n\tb\n',
    "'''\n  x\n'''\n",
    'x = 1 + \\\n  2\n',
    'def f(\n  a,\n):\n    return a != b\n',
    's = "\\"\\\n"\n',
    'class A:\n  x: int\n',
    'a = b[1:\n 2]\n',
    'lambda: 0\n',
    'if a:  # why:\n  b  # that:',
    '"""\nprint "x"\n=======\n"""\nx = "é" + r"\\d"\n',
    '',
  ])('%j is not suspect', (text) => {
    expect(read(text).outline.suspect).toBe(false);
    expect(read(text).problems).toEqual([]);
  });

  test('scanned imports are unguarded at the margin and conditional elsewhere', () => {
    const file = read(
      '"""\nimport no\n"""\nimport a.b as c, d  # e\nfrom . import (\n  f,  # g\n  h as i,\n)\nfrom ..j \\\n  import k\nif TYPE_CHECKING:\n    import l\ntry:\n    import m\nexcept ImportError:\n    pass\nx = "import n"\nfrom o.p import *\n',
    );
    expect(
      file.scannedImports.map((fact) => [
        textAt(file, fact.span),
        fact.level,
        fact.guard,
        fact.names?.map(({ name }) => name).join(),
      ]),
    ).toEqual([
      ['a.b', 0, 'none', undefined],
      ['d', 0, 'none', undefined],
      ['.', 1, 'none', 'f,h'],
      ['..j', 2, 'none', 'k'],
      ['m', 0, 'condition', undefined],
      ['o.p', 0, 'none', '*'],
    ]);
  });
});
