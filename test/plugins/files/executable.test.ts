import executable from '../../../plugins/files/rules/executable';
import { lintSample } from '../../../src/testing';
import { quoted, report } from './report';

const plain = { text: '#!/bin/bash\n', executable: false };

test('scripts of presets are for the rules about presets', async () => {
  const presets = 'presets:\n  build: {script: build.sh}\n';
  expect(await report(executable, { 'example.yaml': presets, 'build.sh': plain })).toEqual([]);
});

test('without a metadata file, only scripts count that the README calls by `./`', async () => {
  const examples = { metadata: [], markers: [{ files: '**/main.py', kind: 'training' as const }], kinds: [] };
  const files = { 'main.py': '', 'build.sh': plain, 'go.sh': plain, 'README.md': 'Run `./go.sh`.\n' };
  expect((await report(executable, files, { examples })).map(([file]) => file)).toEqual(['go.sh']);
});

test('scripts that are only sourced need no executable bit', async () => {
  expect(
    await report(executable, { 'common.sh': plain, 'README.md': 'Uses `source common.sh` and tools/x/../common.sh.\n' }),
  ).toEqual([]);
});

test.each([
  ['./get.sh', true],
  ['$ FORCE=1 ./get.sh data', true],
  ['cd data && ./get.sh', true],
  ['Run `./get.sh` first', true],
  ['See [get.sh](./get.sh)', false],
  ['bash ./get.sh', false],
  ['source ./get.sh', false],
  ['sbatch ./get.sh', false],
  ['./get.sh.orig', false],
  ['data/./get.sh', false],
])('%s in a README: a call is %s', async (line, isCall) => {
  expect(await report(executable, { 'get.sh': plain, 'README.md': `# Demo\n\n${line}\n` })).toHaveLength(isCall ? 1 : 0);
});

test('the call in the README is related', async () => {
  const result = await lintSample(executable, { 'get.sh': plain, 'README.md': 'First `./get.sh data`.\n' });
  expect(result.findings.map(({ at, related }) => [at.file, related.map((other) => other.at.file)])).toEqual([
    ['examples/demo/get.sh', ['examples/demo/README.md']],
  ]);
});

test('the commands can be pasted, also for a name with a space', async () => {
  const calls = 'Run:\n\n./get data.sh\n';
  expect(await quoted(executable, { 'get data.sh': plain, 'README.md': calls })).toEqual([
    ['get data.sh', "'./get data.sh'", "git update-index --chmod=+x 'get data.sh'"],
  ]);
  expect(await quoted(executable, { 'get.sh': { ...plain, tracked: false }, 'README.md': './get.sh\n' })).toEqual([
    ['get.sh', './get.sh', 'chmod +x get.sh'],
  ]);
});
