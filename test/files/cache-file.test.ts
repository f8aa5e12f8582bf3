import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFile } from '../../src/files/cache-file';

const [own, other] = ['a'.repeat(32), 'b'.repeat(32)];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-cache-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file that takes no room on disk, but counts as large, and wasn't used for long. */
function large(name: string): void {
  writeFileSync(join(folder, name), '');
  truncateSync(join(folder, name), 300 * 1024 * 1024);
  utimesSync(join(folder, name), 1000, 1000);
}

const isThere = (name: string): boolean => existsSync(join(folder, name));

test('a cache in a folder with other files removes none of them, however large they are', () => {
  large('weights.bin');
  large(`${other}.bin`);
  mkdirSync(join(folder, other));
  large(`${other}/model`);
  cacheFile(folder, own).write('text');
  expect(['weights.bin', `${other}.bin`, `${other}/model`].map(isThere)).toEqual([true, true, true]);
  expect(readFileSync(join(folder, own), 'utf8')).toBe('text');
});

test('files of the cache that were not used for longest go', () => {
  large(other);
  cacheFile(folder, own).write('text');
  expect([own, other].map(isThere)).toEqual([true, false]);
});

test('nothing is written through a link', () => {
  writeFileSync(join(folder, 'precious'), 'kept');
  symlinkSync(join(folder, 'precious'), join(folder, own));
  cacheFile(folder, own).write('text');
  expect(readFileSync(join(folder, 'precious'), 'utf8')).toBe('kept');
});
