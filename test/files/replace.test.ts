import { lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertUnchanged, readOriginal } from '../../src/files/original';
import { type Change, replaceFiles } from '../../src/files/replace';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-replace-')));
  for (const name of ['a', 'b', 'c']) writeFileSync(join(root, name), `old ${name}`);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const contents = (): readonly string[] => readdirSync(root).map((name) => readFileSync(join(root, name), 'utf8'));

function change(name: string, check?: () => void): Change {
  const path = join(root, name);
  return {
    path,
    bytes: Buffer.from(`new ${name}`),
    was: lstatSync(path, { bigint: true, throwIfNoEntry: false }),
    ...(check && { check }),
  };
}

test('all files, also one that is new', () => {
  expect(replaceFiles(['a', 'b', 'd'].map((name) => change(name)))).toEqual([]);
  expect(contents()).toEqual(['new a', 'new b', 'old c', 'new d']);
});

test('the last one fails: those before it are as they were, and the same files', () => {
  const inode = lstatSync(join(root, 'a')).ino;
  const fail = (): never => {
    throw new Error('no');
  };
  const failures = replaceFiles([change('a'), change('d'), change('b'), change('c', fail)]);
  expect(failures).toEqual([{ path: join(root, 'c'), error: new Error('no') }]);
  expect(contents()).toEqual(['old a', 'old b', 'old c']);
  expect(lstatSync(join(root, 'a')).ino).toBe(inode);
});

test('one that was written while the others were, is left as that wrote it', () => {
  const original = readOriginal(root, 'b');
  const write = (): void => writeFileSync(join(root, 'b'), 'by another');
  const check = (): void => assertUnchanged(original);
  const [failure] = replaceFiles([change('a', write), change('b', check), change('c')]);
  expect(failure).toMatchObject({ path: join(root, 'b'), error: { message: 'It has changed since it was read.' } });
  expect(contents()).toEqual(['old a', 'by another', 'old c']);
});

test('one that was replaced by another of the same size and time is another file', () => {
  const original = readOriginal(root, 'a');
  rmSync(join(root, 'a'));
  mkdirSync(join(root, 'a'));
  expect(() => assertUnchanged(original)).toThrow('It has changed since it was read.');
});

test('each that can not be written is named', () => {
  const created = (name: string): Change => ({ path: join(root, name), bytes: Buffer.from('new'), was: undefined });
  const failures = replaceFiles([change('a'), created('none/x'), created('b/x')]);
  expect(failures.map(({ path, error }) => [path, (error as NodeJS.ErrnoException).code])).toEqual([
    [join(root, 'none/x'), 'ENOENT'],
    [join(root, 'b/x'), 'ENOTDIR'],
  ]);
  expect(contents()).toEqual(['old a', 'old b', 'old c']);
});
