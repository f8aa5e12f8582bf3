import recommended from '../../../plugins/files/rules/recommended';
import { report } from './report';

test('a README counts in any spelling', async () => {
  const presets = 'presets:\n  train: {script: train.sh}\n';
  expect(await report(recommended, { 'example.yaml': presets, 'readme.MD': '# Demo\n' })).toEqual([]);
  expect(await report(recommended, { 'example.yaml': presets, 'README.rst': 'Demo\n' })).toEqual([]);
  expect(await report(recommended, presets)).toEqual([['example.yaml', 'missing', '']]);
});

test('the README above can describe a part of something larger', async () => {
  const examples = { metadata: [], markers: [{ files: '**/main.py', kind: 'training' as const }], kinds: [] };
  const files = { '/nets/mnist/main.py': '', '/nets/gan/main.py': '', '/nets/README.md': '- `mnist`: the digits\n' };
  expect((await report(recommended, files, { examples })).map(([file]) => file)).toEqual(['nets/gan']);
});
