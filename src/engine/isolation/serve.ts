import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { loadModule } from '../../config/code';
import { messageOf } from '../../config/errors';
import type { Builtins } from '../../config/form';
import { lineOfError } from '../where';
import { encode } from './encode';
import { damage, send, turn } from './parent';
import { fromLine, type Task } from './protocol';
import type { Answer } from './tasks';

const exit = process.exit.bind(process);
const { setTimeout: later } = globalThis;

/**
 * Ends this process when the one that started it is gone, also in the midst of an endless loop: a thread of its own watches. Nothing else
 * runs before it does. It can't start where the current folder was deleted meanwhile.
 */
function endWithParent(): void {
  const parentId = Number(process.argv[2]); // not `process.ppid`: the parent may be gone already
  const watches = new Int32Array(new SharedArrayBuffer(4));
  const watch = `const { workerData } = require('node:worker_threads');
    setInterval(() => process.ppid === ${parentId} || process.kill(process.pid, 'SIGKILL'), 500);
    Atomics.store(workerData, 0, 1);
    Atomics.notify(workerData, 0);`;
  new Worker(watch, { eval: true, workerData: watches }).unref();
  if (Atomics.wait(watches, 0, 0, startMs) === 'timed-out') exit(1);
}

/** How long a thread may take to start, in milliseconds. */
const startMs = 30_000;

export interface Program {
  /** Loaded only for tasks that need a project. */
  builtins(): Promise<Builtins>;
  /** By the names of the questions. */
  readonly answers: { readonly [question: string]: Answer };
}

/** Does the one task that this process was started for. */
export async function serve(program: Program): Promise<void> {
  endWithParent();
  let isDone = false;
  const task = fromLine(readFileSync(0, 'utf8')) as Task;
  const file = task.kind === 'describe' ? task.file : task.project.loaded[0];
  const stray = (error: unknown): void =>
    send({ type: 'stray', reason: `it threw outside of any check: ${messageOf(error)}${lineOfError(error, file)}` });
  process.on('uncaughtException', stray).on('unhandledRejection', stray);
  process.on('beforeExit', () => {
    if (!isDone) send({ type: 'stalled' });
  });
  send({ type: 'alive' });
  if (task.kind === 'describe') await describe(task.file, task.root);
  else {
    const [{ perform }, builtins] = await Promise.all([import('./tasks'), program.builtins()]);
    send({ type: 'alive' });
    await perform(task, builtins, program.answers);
  }
  await afterwards();
  isDone = true;
  send({ type: 'done' });
  exit(0);
}

async function describe(file: string, root: string): Promise<void> {
  try {
    const value = await loadModule(file, root);
    const reason = damage();
    send(reason === undefined ? { type: 'described', encoded: encode(value) } : { type: 'failed', reason });
  } catch (error) {
    send({ type: 'failed', reason: messageOf(error) });
  }
}

/** Timers and promises of the module may still throw: they get a moment. */
async function afterwards(): Promise<void> {
  await turn();
  if (process.getActiveResourcesInfo().some((kind) => kind === 'Timeout' || kind === 'Immediate'))
    await new Promise((resolve) => later(resolve, 200));
}
