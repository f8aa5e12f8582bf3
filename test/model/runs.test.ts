import type { Rule } from '../../src/api';
import { searchLimits } from '../../src/engine/limits';
import { targetsFor } from '../../src/engine/targets';
import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';

const log = Array.from({ length: 20 }, (_, step) => `step ${step} loss ${(2 - step / 20).toFixed(3)}\n`).join('');
const repository = createRepository(
  memoryTree({ 'a/example.yaml': 'name: a\n', 'a/train.log': log, 'b/train.log': log, 'c/d/train.log': log, 'train.log': log }),
  { examples: { metadata: ['example.yaml'], markers: [], kinds: [] }, ignores: () => false },
);
const rule: Rule = {
  name: 'sees',
  scope: 'run',
  docs: { summary: 'Sees runs', why: '', bad: [], good: [] },
  messages: {},
  *check() {},
};

test.each([
  [[''], ['a/train.log', 'b/train.log', 'c/d/train.log', 'train.log']],
  [['b'], ['b/train.log']],
  [
    ['a', 'c'],
    ['a/train.log', 'c/d/train.log'],
  ],
])('runs below %j are found beside examples and in them, and linted alike', async (wanted, paths) => {
  expect((await repository.runs(wanted)).map(({ path }) => path)).toEqual(paths);
  const linted: string[] = [];
  for await (const { path } of targetsFor(rule, 'run', { repository, wanted })) linted.push(path);
  expect(linted.sort()).toEqual(paths);
});

const options = { examples: { metadata: ['example.yaml'], markers: [], kinds: [] }, ignores: () => false };

test('what a symlink leads to is found once, where it is', async () => {
  const linked = createRepository(
    memoryTree({
      'logs/run-1/output.log': log,
      'logs/latest-run': { link: 'run-1' },
      'latest.log': { link: 'logs/run-1/output.log' },
    }),
    options,
  );
  expect((await linked.runs([''])).map(({ path }) => path)).toEqual(['logs/run-1/output.log']);
});

test('where runs are not looked for because there are too many files is said', async () => {
  const tree = memoryTree({ 'a/train.log': log, 'data/1': '' });
  const many = Array.from({ length: 200_000 }, (_, at) => ({ name: `${at}`, kind: 'other' as const }));
  const crowded = createRepository({ ...tree, list: (folder) => (folder === 'data' ? many : tree.list(folder)) }, options);
  const limits = await searchLimits({ kind: 'runs', path: '' }, crowded);
  expect(limits.map(({ at, message }) => [at.file, message])).toEqual([['a', expect.stringContaining('first 200,000 files')]]);
  expect(await searchLimits({ kind: 'runs', path: '' }, repository)).toEqual([]);
});
