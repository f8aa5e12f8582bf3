import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { times } from '../../thorough';
import { env, newFolder, vocabulary, wrong } from '../bash';
import { bin, cvl } from '../command';

const repository = (): string =>
  newFolder({
    '.cvlrc': vocabulary,
    ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`e${index}/example.yaml`, wrong])),
  });

const words = (cache: string): string[] => ['lint', '-f', 'json', '--cache-location', cache];
const recordsIn = (cache: string): readonly string[] =>
  existsSync(cache) ? readdirSync(cache).flatMap((folder) => readdirSync(join(cache, folder))) : [];

/** Starts a lint with a cache, and kills it once so many records are there, or shortly afterwards. */
function killed(folder: string, cache: string, records: number): Promise<number> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [bin, ...words(cache)], { cwd: folder, env, stdio: 'ignore' });
    const timer = setInterval(() => {
      if (recordsIn(cache).length >= records) child.kill('SIGKILL');
    }, 1);
    child.once('close', () => {
      clearInterval(timer);
      done(recordsIn(cache).length);
    });
  });
}

const moments = times(20, 4);

test('a lint that is killed while it keeps its results leaves a cache that the next one can use', async () => {
  const folder = repository();
  const fresh = cvl(folder, ['lint', '-f', 'json', '--no-cache']).stdout;
  expect(fresh).toContain('ruleId');
  const left: number[] = [];
  for (let moment = 0; moment < moments; moment++) {
    const cache = join(newFolder({}), 'cache');
    left.push(await killed(folder, cache, 1 + Math.floor((moment * 60) / moments)));
    expect(cvl(folder, words(cache)).stdout).toBe(fresh);
    expect(recordsIn(cache).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(cvl(folder, words(cache)).stdout).toBe(fresh);
  }
  // Some were killed in the midst of it.
  expect(left.filter((count) => count > 0 && count < 60).length).toBeGreaterThan(0);
}, 600_000);

test('several at once give the same report, and so does whoever comes afterwards', async () => {
  const folder = repository();
  const cache = join(newFolder({}), 'cache');
  const fresh = cvl(folder, ['lint', '-f', 'json', '--no-cache']).stdout;
  const one = (args: readonly string[]): Promise<string> =>
    new Promise((done) => {
      const child = spawn(process.execPath, [bin, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'inherit'] });
      let text = '';
      child.stdout.on('data', (chunk) => (text += String(chunk)));
      child.once('close', () => done(text));
    });
  for (let round = 0; round < times(5, 2); round++)
    expect(await Promise.all([one(words(cache)), one(words(cache)), one([...words(cache), 'e1', 'e2'])])).toEqual([
      fresh,
      fresh,
      cvl(folder, ['lint', '-f', 'json', '--no-cache', 'e1', 'e2']).stdout,
    ]);
  expect(cvl(folder, words(cache)).stdout).toBe(fresh);
}, 300_000);
