import { outlineOf } from '../../../src/languages/python/outline';
import { read } from './read';

const levels = 400;
const many = (text: string): string => text.repeat(levels);

/** Blocks in each other: `open` begins one, `close` ends its parts from the outermost. */
const blocks = (open: string, body = 'pass'): string => {
  const lines = Array.from({ length: levels }, (_, depth) => open.replace(/^(?=.)/gm, ' '.repeat(depth)));
  return `${lines.join('\n')}\n${' '.repeat(levels)}${body}\n`;
};

test.each([
  ['parentheses', `x = ${many('(')}1${many(')')}\n`],
  ['lists', `x = ${many('[1, 2, ')}1${many(']')}\n`],
  ['calls with keywords', `${many('f(a, b=')}1${many(')')}\n`],
  ['calls of calls', `f${many('(1, 2)')}\n`],
  ['attributes', `x${many('.a')}\n`],
  ['indices', `x${many('[0, 1]')}\n`],
  ['operators', `x = 1${many(' + 1')}\n`],
  ['operators over lines', `x = (1${many('\n  + 1')})\n`],
  ['negations', `x = ${many('not ')}1\n`],
  ['choices', `x = ${many('1 if 1 else ')}1\n`],
  ['lambdas with commas', `x = ${many('lambda a, b: ')}1\n`],
  ['formatted texts', `x = ${many('f"{')}1${many('}"')}\n`],
  ['blocks', blocks('if x:')],
  ['branches', `if x:\n  pass\n${many('elif x:\n  pass\n')}`],
])('%s may be deep', (_, text) => {
  expect(outlineOf(text).mayBeDeep).toBe(true);
});

test('long lists, long modules, and texts are known to be flat', () => {
  const text = `x = [\n${many('  {"name": f(1, 2), "text": f"a {b} c"},\n')}]\ny = """${many('a (b [c ')}"""\n${many('z = g(x)  # (\n')}`;
  expect(outlineOf(text)).toMatchObject({ suspect: false, mayBeDeep: false });
  const file = read(text);
  expect(file.isLimited).toBe(false);
  expect(file.tree).toBeDefined();
});

test('a file that is nested too deeply is limited, however it is asked first', () => {
  const text = `x = ${many('[')}${many(']')}\n`.replaceAll('[', '[[').replaceAll(']', ']]');
  expect(read(text).isLimited).toBe(true);
  expect(read(text).unread).toMatch(/nested too deeply/);
});
