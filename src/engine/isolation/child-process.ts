import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { wantsStacks } from '../../config/errors';
import { asLine, fromLine, type Message, type Task } from './protocol';

/** How a child ended: as it should, or why not, as the end of a sentence. */
export type Ending = { readonly isWhole: true } | { readonly isWhole: false; readonly reason: string };

export interface Limits {
  /** A child that says nothing for so long is stopped, in milliseconds, once it has said that it's there. */
  readonly silenceMs: number;
  /** JavaScript's heap, in MiB. */
  readonly heapMiB: number;
}

/** Seconds that a check may take, and MiB of memory; the largest repositories need a tenth of either. */
const defaults = { seconds: 60, mebibytes: 2048 };

export const limitsOf = (env: NodeJS.ProcessEnv): Limits => ({
  silenceMs: 1000 * (positive(env['CVL_PLUGIN_TIMEOUT']) ?? defaults.seconds),
  heapMiB: Math.ceil(positive(env['CVL_PLUGIN_MEMORY']) ?? defaults.mebibytes),
});

/** Milliseconds in which a process starts, on any machine; nothing of a plugin runs before it says so. */
const startMs = 60_000;

const positive = (text: string | undefined): number | undefined => (Number(text) > 0 ? Number(text) : undefined);

/** What a process holds outside of JavaScript's heap, such as buffers, in MiB. */
const besideHeapMiB = 1024;
const lookEveryMs = 250;

export interface Listening {
  /** `stop` ends the child, for the reason that it's given. */
  hear(message: Message, stop: (reason: string) => void): void;
  /** Asks the child to come to an end. */
  readonly ending?: AbortSignal;
}

/** Runs a task in a process of its own, watched from here: it can end, hang, or fill its memory without harm to this one. */
export function runChild(file: string, task: Task, limits: Limits, { hear, ending }: Listening): Promise<Ending> {
  const child = spawn(process.execPath, [`--max-old-space-size=${limits.heapMiB}`, file, String(process.pid)], {
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    env: process.env,
  });
  const kill = (): boolean => child.kill('SIGKILL');
  const askToEnd = (): boolean => child.kill('SIGTERM');
  process.once('exit', kill);
  ending?.addEventListener('abort', askToEnd);
  return new Promise((resolve) => {
    let failure: string | undefined;
    let isWhole = false;
    let isStalled = false;
    const stop = (reason: string): void => {
      failure ??= reason;
      kill();
    };
    const silence = watchSilence(startMs, limits.silenceMs, () =>
      stop(`it gave no answer for ${limits.silenceMs / 1000} seconds, and was stopped`),
    );
    const tooLarge = `it used more than ${limits.heapMiB} MiB of memory, and was stopped`;
    const memory = setInterval(() => {
      if (residentMiB(child.pid) > limits.heapMiB + besideHeapMiB) stop(tooLarge);
    }, lookEveryMs);
    readLines(child.stdio[3] as Readable, (line) => {
      silence.heard();
      const message = messageIn(line);
      if (message?.type === 'done') {
        isWhole = true;
        kill();
      } else if (message?.type === 'stalled') isStalled = true;
      else if (message) hear(message, stop);
    });
    const printed = passOn(child.stdout, child.stderr);
    child.stdin.on('error', () => {});
    child.stdin.end(asLine(task));
    child.on('error', (error) => stop(`its process can't be started (${error.message})`));
    child.on('close', (code, signal) => {
      silence.end();
      clearInterval(memory);
      process.off('exit', kill);
      ending?.removeEventListener('abort', askToEnd);
      const outOfMemory = /heap out of memory|heap limit/.test(printed());
      if (isWhole) resolve({ isWhole });
      else if (failure !== undefined) resolve({ isWhole: false, reason: failure });
      else if (outOfMemory) resolve({ isWhole: false, reason: tooLarge });
      else if (isStalled) resolve({ isWhole: false, reason: 'it waits for something that never happens' });
      else resolve({ isWhole: false, reason: `it ended its process (${signal ?? `exit code ${code}`})` });
    });
  });
}

/**
 * Calls back after a silence. This process may have been busy for as long itself, so what has arrived meanwhile is read first: timers run
 * before input, and `setImmediate` after it.
 */
function watchSilence(firstMs: number, laterMs: number, silent: () => void): { heard(): void; end(): void } {
  let last = performance.now();
  let limitMs = firstMs;
  let timer: NodeJS.Timeout;
  const wait = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const before = last;
      setImmediate(() => {
        const left = last + limitMs - performance.now();
        if (last > before || left > 0) wait(Math.max(left, 1));
        else silent();
      });
    }, ms);
  };
  wait(limitMs);
  return {
    heard: () => {
      last = performance.now();
      if (limitMs !== laterMs) wait((limitMs = laterMs));
    },
    end: () => clearTimeout(timer),
  };
}

/** A process's memory, where the system says so as Linux does. */
function residentMiB(pid: number | undefined): number {
  try {
    return (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * 4096) / 2 ** 20;
  } catch {
    return 0;
  }
}

/** Nobody says more in one line. */
const longestLine = 1 << 26;

function readLines(stream: Readable, take: (line: string) => void): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = (lines.pop() ?? '').slice(0, longestLine);
    for (const line of lines) take(line);
  });
  stream.on('error', () => {});
}

function messageIn(line: string): Message | undefined {
  try {
    const message = fromLine(line);
    return typeof message === 'object' && message !== null && 'type' in message ? (message as Message) : undefined;
  } catch {
    return undefined;
  }
}

const mostPrinted = 1 << 20;

/**
 * What the code itself prints goes to standard error, so that no report is mixed with it. What Node prints of a process that dies is kept
 * back unless `DEBUG` asks for stacks. Returns what was printed there.
 */
function passOn(stdout: Readable, stderr: Readable): () => string {
  let printed = '';
  stdout.on('data', (chunk: Buffer) => process.stderr.write(chunk));
  stderr.on('data', (chunk: Buffer) => {
    if (printed.length < mostPrinted) printed += chunk.toString('utf8');
    const isDeath = /<--- Last few GCs --->|FATAL ERROR|^Node\.js v/m.test(printed);
    if (!isDeath || wantsStacks()) process.stderr.write(chunk);
  });
  return () => printed;
}
