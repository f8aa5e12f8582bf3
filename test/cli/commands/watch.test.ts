import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-watch-'));
});
const children = new Set<ChildProcess>();
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts `cvl watch`; `until` settles when the output holds a text, `ended` with its exit code. */
function watch(...args: string[]) {
  const child = spawn(process.execPath, [bin, 'watch', ...args], { cwd: folder, env });
  children.add(child);
  let output = '';
  let look = (): void => undefined;
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      look();
    });
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      look = () => (output.includes(text) ? resolve() : undefined);
      void ended.then(() => reject(new Error(`it ended before "${text}": ${output}`)));
      look();
    });
  return { child, until, ended, output: () => output };
}

function log(from: number, to: number, loss: (step: number) => string): void {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  for (let step = from; step < to; step++) appendFileSync(join(folder, 'logs/train.log'), `step ${step} loss: ${loss(step)}\n`);
}

const falling = (step: number): string => (0.5 + 2 * Math.exp(-step / 10)).toFixed(4);

test('waits for the log, writes plain lines, and ends with a summary on Ctrl-C', async () => {
  const { child, until, ended, output } = watch('logs/train.log');
  await until('Waiting for a log at logs/train.log');
  log(0, 30, falling);
  await until('step 29  loss 0.61');
  log(30, 60, falling);
  await until('step 59  loss 0.5055');
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(output()).not.toContain('\u001b[');
  expect(output()).toMatch(/Stopped while the run continues\.\nlogs\/train\.log {2}text · unknown task · 59 steps · running\n/);
  expect(output()).toMatch(/1 run: 1 without problems\n$/);
});

test('--fail-fast ends with exit code 1 at the first error', async () => {
  log(0, 20, falling);
  const { until, ended, output } = watch('logs/train.log', '--fail-fast');
  await until('step 19');
  log(20, 25, () => 'nan');
  expect(await ended).toBe(1);
  expect(output()).toMatch(/error {2}\S*train\.log:21:15 {2}`loss` is NaN from step 20 on/);
  expect(output().match(/is NaN from step 20/g)).toHaveLength(1);
  expect(output()).toMatch(/✖ 1 error\n {4}Shown above\.\n/);
});

test('--until-end ends when the log says that the run is over', async () => {
  log(0, 20, falling);
  appendFileSync(join(folder, 'logs/train.log'), 'slurmstepd: error: *** JOB 1 ON node1 CANCELLED AT 2025-01-01T00:00:00 ***\n');
  const { ended, output } = watch('logs', '--until-end');
  expect(await ended).toBe(0);
  expect(output()).toMatch(/The run has ended\.[\s\S]*runs\/unfinished/);
});
