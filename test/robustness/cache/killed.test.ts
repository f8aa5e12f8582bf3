import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { times } from '../../thorough';
import { env, newFolder, vocabulary, write, wrong } from '../bash';
import { bin, cvl } from '../command';

const repository = (): string =>
  newFolder({
    '.cvlrc': vocabulary,
    ...Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`e${index}/example.yaml`, wrong])),
  });

const words = (cache: string): string[] => ['lint', '-f', 'json', '--cache-location', cache];
const filesIn = (cache: string): readonly string[] => (existsSync(cache) ? readdirSync(cache) : []);

/** Starts a lint with a cache, and kills it once something new is in there. Whether it was killed. */
function killed(folder: string, cache: string): Promise<boolean> {
  const before = filesIn(cache);
  return new Promise((done) => {
    const child = spawn(process.execPath, [bin, ...words(cache)], { cwd: folder, env, stdio: 'ignore' });
    let hasWritten = false;
    const look = (): void => {
      if (filesIn(cache).some((name) => !before.includes(name))) child.kill('SIGKILL');
      if (!hasWritten) setImmediate(look);
    };
    look();
    child.once('close', (_, signal) => {
      hasWritten = true;
      done(signal === 'SIGKILL');
    });
  });
}

test('a lint that is killed while it keeps its results leaves a cache that the next one can use', async () => {
  const folder = repository();
  const cache = join(newFolder({}), 'cache');
  let count = 0;
  for (let moment = 0; moment < times(20, 4); moment++) {
    write(folder, { 'e1/train.sh': `#!/bin/bash\ndocker run -it demo ${moment}\n` });
    if (moment % 2 === 0) rmSync(cache, { recursive: true, force: true });
    if (await killed(folder, cache)) count++;
    const fresh = cvl(folder, ['lint', '-f', 'json', '--no-cache']).stdout;
    expect(fresh).toContain('ruleId');
    expect(cvl(folder, words(cache)).stdout).toBe(fresh);
    expect(cvl(folder, words(cache)).stdout).toBe(fresh);
  }
  // Some were killed in the midst of it.
  expect(count).toBeGreaterThan(0);
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
