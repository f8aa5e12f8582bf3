import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { times } from '../thorough';
import { bash, bin, env, leftovers, newFolder, right, vocabulary, write, wrong } from './bash';

const names = Array.from({ length: 100 }, (_, index) => `e${index}/example.yaml`);
/** Large enough that a write that isn't atomic would be seen half done. */
const filling = `# ${'x'.repeat(80_000)}\n`;
const [before, after] = [`${wrong}${filling}`, `${right}${filling}`];

const repository = (): string => newFolder({ '.cvlrc': vocabulary, ...Object.fromEntries(names.map((name) => [name, before])) });

/** The same numbers from 0 to 1 in every run of the test: a linear congruential generator, as in Numerical Recipes. */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) yield (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}

interface Stopped {
  readonly code: number | null;
  readonly signal: string | null;
  /** Milliseconds from the first write to the end. */
  readonly writing: number;
}

/** Starts `cvl lint --fix`; once it writes, and so many milliseconds later, it gets the signal, unless it has ended. */
function stopped(folder: string, signal: NodeJS.Signals, milliseconds: number): Promise<Stopped> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [bin, 'lint', '--fix', '-f', 'json'], { cwd: folder, env, stdio: 'ignore' });
    let timer: NodeJS.Timeout | undefined;
    let begun = 0;
    const watcher = watch(join(folder, 'e0'), () => {
      if (timer) return;
      begun = performance.now();
      timer = setTimeout(() => child.kill(signal), milliseconds);
    });
    child.once('close', (code, by) => {
      watcher.close();
      clearTimeout(timer);
      done({ code, signal: by, writing: performance.now() - begun });
    });
  });
}

/** Milliseconds that writing takes here, by a run that nobody stops. */
const timeOfWriting = async (folder: string): Promise<number> => (await stopped(folder, 'SIGKILL', 60_000)).writing;

/** How many of the files are fixed. Each is old or new. */
function countFixed(folder: string): number {
  const texts = names.map((name) => readFileSync(join(folder, name), 'utf8'));
  expect(texts.filter((text) => text !== before && text !== after).map((text) => text.slice(0, 100))).toEqual([]);
  return texts.filter((text) => text === after).length;
}

const moments = times(50, 6);

test(`--fix over a hundred files, stopped by SIGKILL at ${moments} moments: each file is old or new, and the next run cleans up`, async () => {
  const folder = repository();
  const random = numbers(1);
  const writing = await timeOfWriting(folder);
  const counts: number[] = [];
  for (let run = 0; run < moments; run++) {
    write(folder, Object.fromEntries(names.map((name) => [name, before])));
    await stopped(folder, 'SIGKILL', random.next().value * writing);
    counts.push(countFixed(folder));
    const folders = names.map((name) => readdirSync(join(folder, name, '..')).length);
    expect(Math.max(...folders)).toBeLessThanOrEqual(2); // the file, and what the killed process was writing
  }
  // Some were killed in the midst of it.
  expect(counts.filter((count) => count > 0 && count < names.length).length).toBeGreaterThan(moments / 10);

  write(folder, { 'e5/.cvl-999999999-0123456789ab': 'left\n' }); // no such process
  write(folder, { [`e6/.cvl-${process.pid}-0123456789ab`]: 'in use\n' });
  expect(bash('cvl lint --fix', folder)).toEqual({
    status: 0,
    signal: null,
    stdout: expect.stringMatching(/^✔ No problems in 100 files, /),
    stderr: '',
  });
  expect(countFixed(folder)).toBe(names.length);
  expect(leftovers(folder)).toEqual([`e6/.cvl-${process.pid}-0123456789ab`]);
}, 1_200_000);

test.each(['SIGINT', 'SIGTERM'] as const)('--fix stopped by %s leaves no temporary file', async (signal) => {
  const folder = repository();
  const random = numbers(2);
  const writing = await timeOfWriting(folder);
  let signals = 0;
  for (let run = 0; run < times(8, 3); run++) {
    write(folder, Object.fromEntries(names.map((name) => [name, before])));
    const ended = await stopped(folder, signal, (random.next().value * writing) / 2);
    expect(ended.signal === null ? ended.code : ended.signal).toBe(ended.signal === null ? 0 : signal);
    if (ended.signal !== null) signals++;
    countFixed(folder);
    expect(leftovers(folder)).toEqual([]);
  }
  expect(signals).toBeGreaterThan(0);
});

test('a report that is replaced is the old one or the new one, whenever the run is killed', async () => {
  const folder = newFolder({
    '.cvlrc': vocabulary,
    ...Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`e${index}/example.yaml`, wrong])),
  });
  const report = join(folder, 'out/report.json');
  const random = numbers(3);
  for (let run = 0; run < times(10, 3); run++) {
    rmSync(join(folder, 'out'), { recursive: true, force: true });
    if (run % 2 === 0) write(folder, { 'out/report.json': '[]' });
    const child = spawn(process.execPath, [bin, 'lint', '-f', 'json', '-o', 'out/report.json'], {
      cwd: folder,
      env,
      stdio: 'ignore',
    });
    const ended = new Promise((done) => child.once('close', done));
    setTimeout(() => child.kill('SIGKILL'), 200 + random.next().value * 600);
    await ended;
    if (existsSync(report)) expect([0, 300]).toContain(JSON.parse(readFileSync(report, 'utf8')).length);
    else expect(run % 2).toBe(1);
  }
  write(folder, { 'out/report.json': '[]' });
  expect(bash('cvl lint -f json -o out/report.json', folder).status).toBe(0);
  expect(JSON.parse(readFileSync(report, 'utf8'))).toHaveLength(300);
  expect(leftovers(folder)).toEqual([]);
  expect(statSync(report).isFile()).toBe(true);
});
