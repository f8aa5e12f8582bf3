import noArtifacts from '../../../plugins/files/rules/no-artifacts';
import noData from '../../../plugins/files/rules/no-data';
import noLargeFiles from '../../../plugins/files/rules/no-large-files';
import type { SampleFile } from '../../../src/api';
import { lintSample } from '../../../src/testing';
import { quoted, report } from './report';

/** Which of the three rules report a file. */
async function reporting(path: string, file: SampleFile): Promise<readonly unknown[]> {
  const found = [];
  for (const rule of [noArtifacts, noData, noLargeFiles])
    found.push(...(await report(rule, { [path]: file })).map(([, messageId]) => messageId));
  return found;
}

test.each([
  ['model.safetensors', 10, ['weights']],
  ['model.safetensors', 6_000_000, ['weights']],
  ['data/sample.npz', 1000, []],
  ['data/sample.npz', 600_000, ['data']],
  ['data/sample.npz', 6_000_000, ['data']],
  ['photo.png', 600_000, []],
  ['photo.png', 6_000_000, ['large']],
  ['train.py', 6_000_000, []],
])('%s of %d bytes: %j', async (path, size, expected) => {
  expect(await reporting(path, { size })).toEqual(expected);
});

test('a file that git does not track is not committed', async () => {
  expect(await reporting('model.pt', { size: 6_000_000, tracked: false })).toEqual([]);
});

test('a pointer to a file that is stored elsewhere is fine', async () => {
  expect(await reporting('model.pt', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n')).toEqual([]);
});

test('a pack can allow files, and choose the sizes', async () => {
  expect(await report(noArtifacts, { 'tests/tiny.pt': 'x' }, { options: { allow: ['tests/**'] } })).toEqual([]);
  expect(await report(noData, { 'a.npz': { size: 600_000 } }, { options: { bytes: 600_001 } })).toEqual([]);
  expect(await report(noLargeFiles, { 'a.png': { size: 100 } }, { options: { bytes: 100 } })).toHaveLength(1);
});

test('the size is said and given, and the command can be pasted', async () => {
  expect(await quoted(noData, { 'my data.npz': { size: 600_000 } })).toEqual([["git rm --cached 'my data.npz'"]]);
  const { findings } = await lintSample(noData, { 'a.npz': { size: 600_000 } });
  expect(findings.map(({ evidence }) => evidence)).toEqual([{ bytes: 600_000 }]);
  expect(findings[0]?.message).toContain('586 KiB');
});
