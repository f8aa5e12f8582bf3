import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { parse } from 'shell-quote';
import { quoteForShell } from '../../src/api';

const words = (unit: 'grapheme' | 'binary-ascii'): string[] =>
  fc.sample(fc.string({ unit }), { numRuns: 100, seed: 1 }).filter((word) => !word.includes('\0'));
const samples = [...words('grapheme'), ...words('binary-ascii')];

test('bare where no shell reads anything into a word, else in quotes', () => {
  expect(quoteForShell(['git', 'add', 'my file.txt'])).toBe("git add 'my file.txt'");
  expect(quoteForShell(['--mount', 'type=bind,src=/a-b_c,dst=/w'])).toBe('--mount type=bind,src=/a-b_c,dst=/w');
  expect(quoteForShell(['$HOME', '~', '*.py', '', "it's"])).toBe("'$HOME' '~' '*.py' '' \"it's\"");
});

test('bash reads back the words', () => {
  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${quoteForShell(samples)}`], { encoding: 'utf8' });
  expect(stdout.split('\0').slice(0, -1)).toEqual(samples);
});

test('shell-quote reads back the words', () => {
  expect(parse(quoteForShell(samples))).toEqual(samples);
});
