import readme from '../../../plugins/files/rules/readme';
import { quoted, report, script } from './report';

test.each([
  '`./train.sh`',
  'cvl run demo train',
  '```\npython train.py\n```',
  'docker compose up',
  'make train',
  '```\nsbatch train.sbatch\n```',
  'See [Slurm](slurm/README.md).',
  'See [Slurm](slurm).',
])('%j is a way to run the example', async (text) => {
  expect(await report(readme, { 'README.md': `# Demo\n\n${text}\n` })).toEqual([]);
});

test.each(['The sky over Paris.', 'The licence is in [LICENSE](LICENSE).', 'See [arXiv](https://arxiv.org/).'])(
  '%j is not',
  async (text) => {
    expect(await report(readme, { 'README.md': `# Demo\n\n${text}\n` })).toEqual([['README.md', 'usage', '# Demo']]);
  },
);

test('a team can name further ways', async () => {
  const options = { usage: ['^> Click Run'] };
  expect(await report(readme, { 'README.md': '# Demo\n\n> Click Run.\n' }, { options })).toEqual([]);
  expect(await report(readme, { 'README.md': '# Demo\n\nmake train\n' }, { options })).toEqual([]);
});

test('a README of blank lines takes no time', async () => {
  expect(await report(readme, { 'README.md': `# Demo\n${'\n \r\n'.repeat(100_000)}Nice.\n` })).toHaveLength(1);
});

test('a README without a command is shown by its title, and an empty one as a whole', async () => {
  const sample = { 'README.md': '\n# Demo\n\nNice.\n', 'build.sh': script, 'train.sh': script };
  expect(await report(readme, sample)).toEqual([['README.md', 'unnamed', '# Demo']]);
  expect(await quoted(readme, sample)).toEqual([['./build.sh', './train.sh']]);
  expect(await report(readme, { 'README.md': ' \n' })).toEqual([['README.md', 'empty', '']]);
});
