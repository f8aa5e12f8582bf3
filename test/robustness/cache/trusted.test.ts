import { chmodSync, chownSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRegularFile } from '../../../src/model/regular-file';
import { cvl, demo, folderOf } from '../command';
import { git } from './git';

test('results that come with a commit are refused', () => {
  const folder = folderOf(demo);
  git(folder, 'init', '-q');
  const words = ['lint', '--cache-location', '.cache'];
  const { status } = cvl(folder, words);
  expect(cvl(folder, words).status).toBe(status);
  git(folder, 'add', '-A');
  const [name = ''] = readdirSync(join(folder, '.cache'));
  expect(cvl(folder, words)).toEqual({
    status: 2,
    stdout: '',
    stderr: `The cache can't be in .cache, because git tracks .cache/${name}, and results that come with a commit can't be trusted. Remove it from git, or choose another folder with --cache-location.\n`,
  });
  expect(cvl(folder, [...words, '--no-cache']).status).toBe(status);
  git(folder, 'rm', '-rq', '--cached', '.cache');
  writeFileSync(join(folder, '.gitignore'), '.cache/\n');
  expect(cvl(folder, words).status).toBe(status);
});

test('a folder of the cache that a commit brings as a link is refused', () => {
  const folder = folderOf(demo);
  git(folder, 'init', '-q');
  symlinkSync('examples', join(folder, '.cache'));
  git(folder, 'add', '-A');
  expect(cvl(folder, ['lint', '--cache-location', '.cache'])).toMatchObject({ status: 2, stdout: '' });
  expect(readdirSync(join(folder, 'examples'))).toEqual(['demo']);
});

describe('own files are read that nobody else can write to:', () => {
  const path = join(folderOf({}), 'results');
  writeFileSync(path, 'text');

  test.each([
    [0o600, true],
    [0o644, true],
    [0o620, false],
    [0o602, false],
    [0o666, false],
  ])('%o', (mode, isRead) => {
    chmodSync(path, mode);
    expect(readRegularFile(path, { own: true }) !== undefined).toBe(isRead);
    expect(readRegularFile(path)?.toString()).toBe('text');
  });

  (process.geteuid?.() === 0 ? test : test.skip)('another user’s is not', () => {
    chmodSync(path, 0o600);
    chownSync(path, 12345, 12345);
    expect(readRegularFile(path, { own: true })).toBeUndefined();
  });
});
