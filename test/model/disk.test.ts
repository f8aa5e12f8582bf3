import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskTree } from '../../src/model/disk';

let root: string;
let outside: string;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-disk-'));
  root = join(folder, 'repository');
  outside = join(folder, 'outside');
  for (const path of [root, outside, join(root, 'a')]) mkdirSync(path);
  writeFileSync(join(outside, 'secret'), 'secret');
  writeFileSync(join(root, 'a/file'), 'text');
});
afterEach(() => rmSync(join(root, '..'), { recursive: true, force: true }));

const text = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString();
const paths = (tree: ReturnType<typeof diskTree>): string[] => tree.entries().map(({ path }) => path);

test('nothing outside the root is read, by whatever path', () => {
  symlinkSync(outside, join(root, 'folder'));
  symlinkSync(join(outside, 'secret'), join(root, 'link'));
  const tree = diskTree(root);
  for (const path of ['folder/secret', 'link', '../outside/secret', 'a/../../outside/secret', 'a/..', '..', 'x\0']) {
    expect([path, tree.read(path), tree.stat(path)]).toEqual([path, undefined, undefined]);
  }
  expect(tree.list('folder')).toEqual([]);
  expect(tree.list('')).toEqual([
    { name: 'a', kind: 'folder' },
    { name: 'folder', kind: 'other' },
    { name: 'link', kind: 'other' },
  ]);
});

test('symlinks inside the root are followed, loops are not', () => {
  symlinkSync('a/file', join(root, 'good'));
  symlinkSync('loop', join(root, 'loop'));
  symlinkSync('..', join(root, 'a/up'));
  const tree = diskTree(root);
  expect(text(tree.read('good'))).toBe('text');
  expect(text(tree.read('a/up/a/up/a/file'))).toBe('text');
  expect(tree.read('loop')).toBeUndefined();
  expect(paths(tree)).toEqual(['a/file', 'a/up', 'good', 'loop']);
});

test('a named pipe is no file, and reading does not wait for it', async () => {
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const tree = diskTree(root);
  expect(tree.stat('pipe')).toBeUndefined();
  expect(tree.read('pipe')).toBeUndefined();
  for await (const chunk of tree.stream('pipe')) expect(chunk).toBeUndefined();
});

test('what must not be read is passed over', () => {
  writeFileSync(join(root, 'a/locked'), 'x');
  chmodSync(join(root, 'a/locked'), 0);
  const tree = diskTree(root);
  // The superuser may read everything.
  expect(text(tree.read('a/locked'))).toBe(process.getuid?.() === 0 ? 'x' : undefined);
  expect(tree.read('a')).toBeUndefined();
  expect(tree.read('a/file/below')).toBeUndefined();
  expect(tree.read('a/file', 3)).toBeUndefined();
});

test('outside a checkout, .gitignore files count as in git, the innermost last', () => {
  writeFileSync(join(root, '.gitignore'), '*.log\nbuild/\n');
  writeFileSync(join(root, 'a/.gitignore'), '!keep.log\n');
  mkdirSync(join(root, 'build'));
  mkdirSync(join(root, 'node_modules'));
  for (const path of ['x.log', 'a/keep.log', 'a/drop.log', 'build/x', 'node_modules/x']) writeFileSync(join(root, path), '');
  const tree = diskTree(root);
  expect(tree.git).toBe(false);
  expect(paths(tree)).toEqual(['.gitignore', 'a/.gitignore', 'a/file', 'a/keep.log']);
});

test('in a checkout git tells what is tracked, its modes, and names as they are', () => {
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: root });
  git('init', '-q');
  writeFileSync(join(root, 'a/new\nline.sh'), '#!/bin/bash\n', { mode: 0o755 });
  git('add', '.');
  git('update-index', '--chmod=-x', 'a/new\nline.sh');
  writeFileSync(join(root, 'a/untracked'), '');
  const tree = diskTree(root);
  expect(tree.git).toBe(true);
  expect(tree.entries()).toEqual([
    { path: 'a/file', tracked: true, type: 'file', executable: false },
    { path: 'a/new\nline.sh', tracked: true, type: 'file', executable: false },
    { path: 'a/untracked', tracked: false, type: 'file', executable: false },
  ]);
});

test('a folder inside a checkout knows where it lies in it', () => {
  execFileSync('git', ['init', '-q'], { cwd: root });
  expect(diskTree(root).folderInCheckout).toBe('');
  expect(diskTree(join(root, 'a')).folderInCheckout).toBe('a');
  expect(diskTree(join(root, 'a')).entries()).toEqual([{ path: 'file', tracked: false, type: 'file', executable: false }]);
});
