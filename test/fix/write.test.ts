import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Finding } from '../../src/api/finding';
import { applyFixes } from '../../src/fix/edits';
import { writeFixes } from '../../src/fix/write';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-write-')));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A finding whose fix replaces the first character of each of the files. */
const finding = (...files: string[]): Finding => ({
  rule: 'x/y',
  severity: 'error',
  message: '',
  messageId: 'm',
  at: { file: files[0]! },
  related: [],
  fingerprint: '',
  fix: files.map((file) => ({ file, start: 0, end: 1, text: 'Z' })),
});

/** Fixes files, all of which read `abc` when they were linted. */
async function fix(findings: readonly Finding[]) {
  const text = (): string => 'abc\n';
  return writeFixes(root, applyFixes(findings, text), text);
}

function put(files: { readonly [file: string]: string }): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

test('a fix of several files is written to all of them', async () => {
  put({ 'a.txt': 'abc\n', 'folder/b.txt': 'abc\n' });
  expect(await fix([finding('a.txt', 'folder/b.txt')])).toEqual([]);
  expect([read('a.txt'), read('folder/b.txt')]).toEqual(['Zbc\n', 'Zbc\n']);
  expect(readdirSync(root, { recursive: true }).sort()).toEqual(['a.txt', 'folder', 'folder/b.txt']);
});

test('or to none, if one of them has changed; a fix of other files is written', async () => {
  put({ 'a.txt': 'abc\n', 'b.txt': 'abc, and more\n', 'c.txt': 'abc\n', 'd.txt': 'abc\n' });
  const unwritten = await fix([finding('a.txt', 'b.txt'), finding('c.txt'), finding('d.txt', 'a.txt')]);
  expect(unwritten).toEqual([{ file: 'b.txt', reason: 'It has changed since it was linted.', refused: false }]);
  expect(['a.txt', 'b.txt', 'c.txt', 'd.txt'].map(read)).toEqual(['abc\n', 'abc, and more\n', 'Zbc\n', 'abc\n']);
});

test.each<[name: string, file: string, reason: string]>([
  ['outside of the root', '../a.txt', 'The path is not one below the root of the repository.'],
  ['of an absolute path', '/etc/passwd', 'The path is not one below the root of the repository.'],
  ['by another name', 'folder//a.txt', 'The path is not one below the root of the repository.'],
  ['that belongs to git', '.git/hooks/pre-commit', 'It belongs to git.'],
  ['behind a link to a folder', 'link/a.txt', 'A folder on its path is a symbolic link.'],
  ['that is a link', 'link.txt', 'It is a symbolic link.'],
  ['that is a folder', 'folder', 'It is not a regular file.'],
  ['whose folder is missing', 'none/a.txt', 'The file or its folder is missing.'],
])('no file is written %s', async (_, file, reason) => {
  put({ 'folder/a.txt': 'abc\n', '.git/hooks/pre-commit': 'abc\n' });
  symlinkSync('folder', join(root, 'link'));
  symlinkSync('folder/a.txt', join(root, 'link.txt'));
  const [unwritten] = await fix([finding(file)]);
  expect(unwritten).toMatchObject({ file, reason });
  expect([read('folder/a.txt'), read('.git/hooks/pre-commit')]).toEqual(['abc\n', 'abc\n']);
});
