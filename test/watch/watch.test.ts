import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import policy from '../../rules/tables/watch.yaml';
import { builtins } from '../../src/cli/builtin';
import { loadConfiguration } from '../../src/config/load';
import { diskTree } from '../../src/model/disk';
import { createRepository } from '../../src/model/repository';
import { filesNow } from '../../src/watch/files';
import type { WatchPolicy } from '../../src/watch/policy';
import { type WatchEvent, type WatchOptions, watchRun } from '../../src/watch/watch';

let root: string;
let clock: number;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'cvl-watch-'));
  clock = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string, append = true): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  (append ? appendFileSync : writeFileSync)(join(root, path), text);
}

const steps = (from: number, to: number, loss: (step: number) => string): string =>
  Array.from({ length: to - from }, (_, index) => `step ${from + index} loss: ${loss(from + index)}\n`).join('');
const falling = (step: number): string => (0.5 + 2 * Math.exp(-step / 10)).toFixed(4);

interface Asked {
  readonly path?: string;
  readonly task?: string;
  readonly untilEnd?: boolean;
  readonly failFast?: boolean;
}

/** Runs the watcher with a script: each act happens between two looks, and after the last act the watcher is stopped. */
async function watch(asked: Asked, acts: readonly (() => void)[]): Promise<WatchEvent[]> {
  const configuration = await loadConfiguration({ builtins, cwd: root, root, allowCode: false, commandLineRules: [] });
  const repository = createRepository(diskTree(root), { examples: configuration.examples, ignores: () => false });
  const path = asked.path ?? 'logs/train.log';
  const options: WatchOptions = {
    repository,
    configuration,
    path,
    tasks: asked.task === undefined ? undefined : [asked.task],
    policy: policy as WatchPolicy,
    untilEnd: asked.untilEnd ?? false,
    failFast: asked.failFast ?? false,
    files: () => filesNow(root, path, () => false),
    modified: (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
    now: () => clock,
  };
  const left = [...acts];
  const events: WatchEvent[] = [];
  const next = async () => {
    const act = left.shift();
    act?.();
    return { added: true, stop: act === undefined };
  };
  for await (const event of watchRun(options, next)) events.push(event);
  return events;
}

const kinds = (events: readonly WatchEvent[]): string[] => events.map(({ kind }) => kind);
const findings = (events: readonly WatchEvent[]): string[] =>
  events.flatMap((event) => (event.kind === 'finding' ? [`${event.finding.rule} ${event.finding.severity}`] : []));
const ended = (events: readonly WatchEvent[]) => events.at(-1) as WatchEvent & { kind: 'ended' };

test('waits for the log to appear, follows it, and ends with findings about a run that is still running', async () => {
  const events = await watch({}, [
    () => undefined,
    () => write('logs/train.log', steps(0, 30, falling)),
    () => write('logs/train.log', steps(30, 60, falling)),
  ]);
  expect(kinds(events)).toEqual(['waiting', 'found', 'values', 'values', 'ended']);
  expect(ended(events)).toMatchObject({
    why: 'left',
    findings: [],
    target: { run: { status: 'running', reached: { step: 59 } } },
  });
});

test('reports a NaN when it comes, once, with its line', async () => {
  const events = await watch({}, [
    () => write('logs/train.log', steps(0, 20, falling)),
    () =>
      write(
        'logs/train.log',
        steps(20, 22, () => 'nan'),
      ),
    () =>
      write(
        'logs/train.log',
        steps(22, 40, () => 'nan'),
      ),
  ]);
  expect(findings(events)).toEqual(['metrics/finite error']);
  expect(events.find(({ kind }) => kind === 'finding')).toMatchObject({ finding: { at: { file: 'logs/train.log', line: 21 } } });
});

test('--fail-fast ends at the first error', async () => {
  const events = await watch({ failFast: true }, [
    () => write('logs/train.log', steps(0, 20, falling)),
    () =>
      write(
        'logs/train.log',
        steps(20, 22, () => 'nan'),
      ),
    () =>
      write(
        'logs/train.log',
        steps(22, 40, () => 'nan'),
      ),
    () => write('logs/train.log', steps(40, 60, falling)),
  ]);
  expect(ended(events)).toMatchObject({ why: 'error', target: { run: { reached: { step: 39 } } } });
});

describe('--fail-fast goes on where the finished run has no error', () => {
  test.each([
    ['a loss that is NaN for a step', steps(20, 21, () => 'nan')],
    ['a loss that is infinite twice', steps(20, 22, () => 'inf')],
    ['a batch that is skipped for want of memory', 'CUDA out of memory. Tried to allocate 2.00 GiB; skipping batch\n'],
    [
      'an exception that is caught',
      'Traceback (most recent call last):\n  File "train.py", line 1, in <module>\nOSError: [Errno 5] Input/output error\n',
    ],
    ['a spike', steps(20, 22, () => '90')],
  ])('%s', async (_, passing) => {
    const lines = `${steps(0, 20, falling)}${passing}${steps(24, 60, falling)}`.split(/(?<=\n)/);
    const whole = await watch({ path: 'logs' }, [() => write('logs/train.log', lines.join('')), () => void (clock = 60_000)]);
    expect(findings(whole).filter((finding) => finding.endsWith('error'))).toEqual([]);
    rmSync(join(root, 'logs'), { recursive: true });
    clock = 0;
    const events = await watch(
      { failFast: true, untilEnd: true },
      lines.map((line) => () => write('logs/train.log', line)),
    );
    expect(ended(events).why).toBe('left');
  });
});

test('--fail-fast goes on where a loss climbs for a while after the first steps', async () => {
  const loss = (step: number): string => (step < 2 ? 1.2 - 0.8 * step : step < 32 ? 0.7 : 0.7 - (step - 32) / 400).toFixed(4);
  const events = await watch(
    { failFast: true },
    Array.from({ length: 120 }, (_, step) => () => write('logs/train.log', steps(step, step + 1, loss))),
  );
  expect(findings(events)).toEqual([]);
});

test('a loss that climbs for good is reported while the run goes on', async () => {
  const loss = (step: number): string => (step < 20 ? 2 - 0.05 * step : 1 + (step - 20) * 0.2).toFixed(4);
  const events = await watch(
    { failFast: true },
    Array.from({ length: 120 }, (_, step) => () => write('logs/train.log', steps(step, step + 1, loss))),
  );
  expect(findings(events)).toEqual(['metrics/divergence error']);
  expect(ended(events).why).toBe('error');
});

test('an error about a log that does not grow any more is reported after a while, however few values it has', async () => {
  const events = await watch({ failFast: true }, [
    () => write('logs/train.log', `${steps(0, 20, falling)}step 20 loss: nan\nstep 21 loss: nan\n`),
    () => undefined,
    () => void (clock = 60_000),
    () => undefined,
  ]);
  expect(findings(events)).toEqual(['metrics/finite error']);
  expect(ended(events).why).toBe('error');
});

test('the end of the watch says which findings were reported before', async () => {
  const events = await watch({ untilEnd: true }, [
    () => write('logs/train.log', steps(0, 20, falling)),
    () =>
      write(
        'logs/train.log',
        steps(20, 30, () => 'nan'),
      ),
    () => write('logs/train.log', 'slurmstepd: error: *** JOB 1 ON node1 CANCELLED AT 2025-01-01T00:00:00 ***\n'),
    () => undefined,
  ]);
  const { known, findings: all } = ended(events);
  expect([...known].map(({ rule }) => rule)).toEqual(['metrics/finite']);
  expect(all.filter((finding) => !known.has(finding)).map(({ rule }) => rule)).toContain('runs/unfinished');
});

test('a traceback is reported once nothing has followed it for a while, because the run may survive it', async () => {
  const traceback = 'Traceback (most recent call last):\n  File "train.py", line 1, in <module>\nValueError: bad batch\n';
  const survived = await watch({}, [
    () => write('logs/train.log', steps(0, 5, falling) + traceback),
    () => write('logs/train.log', steps(5, 9, falling)),
  ]);
  expect(findings(survived)).toEqual([]);
  const died = await watch({ failFast: true }, [
    () => write('logs/train.log', traceback),
    () => void (clock = 30_000),
    () => undefined,
  ]);
  expect(findings(died)).toEqual(['runs/error error']);
});

test('a process that was killed is reported immediately', async () => {
  const events = await watch({ failFast: true }, [
    () => write('logs/train.log', `${steps(0, 5, falling)}slurmstepd: error: Detected 1 oom_kill event in StepId=1.batch.\n`),
  ]);
  expect(findings(events)).toEqual(['runs/error error']);
  expect(ended(events).why).toBe('error');
});

test('--until-end ends when the log says that the run is over, and then judges the whole run', async () => {
  const events = await watch({ untilEnd: true }, [
    () => write('logs/train.log', steps(0, 30, falling)),
    () => write('logs/train.log', 'slurmstepd: error: *** JOB 1 ON node1 CANCELLED AT 2025-01-01T00:00:00 ***\n'),
    () => undefined,
  ]);
  expect(ended(events).why).toBe('over');
  expect(ended(events).findings.map(({ rule }) => rule)).toContain('runs/unfinished');
});

test('a log that is replaced or truncated is read again from the start, and shown as it is now', async () => {
  const events = await watch({}, [
    () => write('logs/train.log', steps(0, 50, falling)),
    () => write('logs/train.log', steps(0, 10, falling), false),
  ]);
  expect(events.find(({ kind }) => kind === 'note')).toMatchObject({
    text: 'logs/train.log was truncated. Reading it again from the start.',
  });
  expect(ended(events).target?.run.series.map(({ name, count }) => [name, count])).toEqual([['loss', 10]]);
});

test('several files of a run are followed together, and a newer run takes over', async () => {
  const state = (losses: readonly number[]): string =>
    JSON.stringify({
      global_step: losses.length,
      max_steps: 100,
      log_history: losses.map((loss, step) => ({ loss, step, epoch: 0.1 })),
    });
  const age = (path: string, seconds: number): void =>
    utimesSync(join(root, path), new Date(), new Date(Date.now() + seconds * 1000));
  const events = await watch({ path: '' }, [
    () => write('one/trainer_state.json', state([2, 1.9])),
    () => {
      write('one/trainer_state.json', state([2, 1.9, 1.8, 1.7]), false);
      age('one/trainer_state.json', 5);
    },
    () => {
      write('two/trainer_state.json', state([3, 2.9]));
      age('two/trainer_state.json', 10);
    },
  ]);
  const counts = events.flatMap((event) => (event.kind === 'values' ? [[event.run.path, event.run.series[0]?.count]] : []));
  expect(counts).toEqual([
    ['one', 2],
    ['one', 4],
    ['two', 2],
  ]);
  expect(events.some((event) => event.kind === 'note' && event.text === 'A newer run started: two.')).toBe(true);
});

test('stopped before there was any run', async () => {
  expect(await watch({}, [() => undefined])).toMatchObject([{ kind: 'waiting' }, { kind: 'ended', target: undefined }]);
});
