import archived from '../../../plugins/example/rules/archived';
import archivedFolder from '../../../plugins/example/rules/archived-folder';
import capabilityPath from '../../../plugins/example/rules/capability-path';
import nameFormat from '../../../plugins/example/rules/name-format';
import nameUnique from '../../../plugins/example/rules/name-unique';
import schema from '../../../plugins/example/rules/schema';
import type { Sample } from '../../../src/api';
import { lintSample } from '../../../src/testing';
import { advised, report } from './report';

describe('name-format', () => {
  test.each(['detector', 'qwen2.5-vl', 'a-1'])('%s is fine', async (name) => {
    expect(await report(nameFormat, `name: ${name}\n`)).toEqual([]);
  });

  test('a better name is suggested if there is one', async () => {
    expect(await report(nameFormat, 'name: My_Detector 2\n')).toEqual([['format', 'My_Detector 2']]);
    expect(await advised(nameFormat, 'name: My_Detector 2\n')).toEqual(['my-detector-2']);
    expect(await report(nameFormat, 'name: 探\n')).toEqual([['plain', '探']]);
  });

  test('a pack can allow underscores', async () => {
    const options = { pattern: '[a-z0-9]+(?:[_-][a-z0-9]+)*', description: 'words joined by hyphens or underscores' };
    expect(await report(nameFormat, 'name: my_detector\n', { options })).toEqual([]);
  });
});

test('name-unique points at the later name, and relates the first', async () => {
  const result = await lintSample(nameUnique, {
    '/examples/a/example.yaml': 'name: same\n',
    '/examples/b/example.yaml': 'name: same\n',
    '/examples/c/example.yaml': 'name: other\n',
    '/examples/d/example.yaml': 'capability: a/b\n',
    '/examples/e/example.yaml': 'capability: a/b\n',
  });
  expect(result.findings.map(({ at, related }) => [at.file, related.map((other) => other.at.file)])).toEqual([
    ['examples/b/example.yaml', ['examples/a/example.yaml']],
  ]);
});

describe('capability-path', () => {
  const at = (folder: string, capability: string): Sample => ({ [`/${folder}/example.yaml`]: `capability: ${capability}\n` });

  test.each([
    ['examples/perception/ocr/demo', 'perception/ocr'],
    ['examples/analytical/time_series/demo', 'analytical/time_series/forecasting'],
    ['examples/physical/demo', 'physical/vla'],
    ['benchmarks/doc_ai/demo', 'benchmarks/doc_ai'],
    ['somewhere/else/demo', 'perception/ocr'],
    ['examples/demo', 'perception/ocr'],
  ])('%s fits %s', async (folder, capability) => {
    expect(await report(capabilityPath, at(folder, capability))).toEqual([]);
  });

  test('a capability of another folder', async () => {
    const sample = at('examples/perception/ocr/demo', 'perception/segmentation');
    expect(await report(capabilityPath, sample)).toEqual([['differs', 'perception/segmentation']]);
    expect(await advised(capabilityPath, sample)).toEqual(['capability: perception/ocr']);
  });
});

test('an archived stability is reported once, with what listings read', async () => {
  const text = 'name: demo\ncapability: a/b\nstability: archived\npresets: {}\n';
  expect(await report(archived, text)).toEqual([['stability', 'archived']]);
  expect(await advised(archived, text)).toEqual(['archived: true']);
  expect(await report(schema, text)).toEqual([]);
  expect(await report(archived, `${text}archived: true\n`)).toEqual([]);
});

test('archived-folder: a pack can name the folders', async () => {
  const options = { folders: ['attic', 'examples'] };
  expect(await report(archivedFolder, 'archived: true\n')).toEqual([['place', 'true']]);
  expect(await report(archivedFolder, 'archived: true\n', { options })).toEqual([]);
});
