import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

export type Output = 'stdout' | 'stderr';

export interface CallOptions {
  /** Milliseconds. Infinity for no limit. Default 30 s. */
  readonly timeoutMs?: number;
  /** Ends the program early. */
  readonly signal?: AbortSignal;
  /** Replaces the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** What the program reads from standard input, which is empty otherwise. */
  readonly input?: string;
  /** How many bytes of each output are kept, from its beginning. Default 16 MiB. */
  readonly maxBytes?: number;
  /** Is given each chunk as it comes. The program waits while this does. */
  readonly onChunk?: (bytes: Uint8Array, from: Output) => void | Promise<void>;
}

/** How a program ended, and what it printed. */
export interface Called {
  /** `unstarted`: it isn't there or can't be run; `reason` says why. */
  readonly ended: 'exited' | 'timed out' | 'aborted' | 'unstarted';
  /** Null if it didn't exit by itself. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Whether `stdout` or `stderr` is only the beginning of what was printed. */
  readonly truncated: boolean;
  /** A sentence. Empty unless it's `unstarted`. */
  readonly reason: string;
}

const defaultTimeoutMs = 30_000;
const defaultMaxBytes = 16 * 2 ** 20;
/** Milliseconds that a program has to end after SIGTERM, and its outputs to end after the program. */
const graceMs = 2000;

/** Runs a program without a shell. Never rejects, and always settles within the time limit and two graces. */
export function call(words: readonly string[], options: CallOptions = {}): Promise<Called> {
  const { timeoutMs = defaultTimeoutMs, signal, env = process.env, cwd, input } = options;
  const [program = '', ...rest] = words;
  if (signal?.aborted) return Promise.resolve(outcome('aborted'));
  let child: ChildProcess;
  try {
    child = spawn(program, rest, { env, cwd, stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'] });
  } catch (error) {
    return Promise.resolve(outcome('unstarted', { reason: reasonOf(program, error) })); // an empty name, a NUL in a word
  }
  return new Promise((resolve) => {
    let ended: Called['ended'] = 'exited';
    const timers: NodeJS.Timeout[] = [];
    const later = (act: () => void, ms: number): void => {
      timers.push(setTimeout(act, ms));
    };
    const kept = { stdout: keep(child.stdout, 'stdout', options), stderr: keep(child.stderr, 'stderr', options) };
    const kill = (): boolean => child.kill('SIGKILL');
    const stop = (why: Called['ended']): void => {
      if (ended !== 'exited') return;
      ended = why;
      child.kill('SIGTERM');
      later(kill, graceMs);
    };
    const abort = (): void => stop('aborted');
    const settle = (called: Called): void => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      process.off('exit', kill);
      for (const stream of [child.stdout, child.stderr]) stream?.destroy();
      resolve(called);
    };
    const finish = (code: number | null): void => {
      const [out, err] = [kept.stdout(), kept.stderr()];
      const texts = { stdout: out.text, stderr: err.text, truncated: out.truncated || err.truncated };
      settle(outcome(ended, { ...texts, code: ended === 'exited' ? code : null }));
    };
    process.once('exit', kill);
    signal?.addEventListener('abort', abort);
    if (Number.isFinite(timeoutMs)) later(() => stop('timed out'), timeoutMs);
    child.on('error', (error) => settle(outcome('unstarted', { reason: reasonOf(program, error) })));
    child.on('close', finish);
    // A process that the program left behind may hold its outputs open. Unread output is taken first.
    child.on('exit', (code) => {
      if (ended !== 'exited') later(() => finish(code), graceMs);
    });
    child.stdin?.on('error', () => {}).end(input);
  });
}

const outcome = (ended: Called['ended'], rest: Partial<Called> = {}): Called => ({
  ended,
  code: null,
  stdout: '',
  stderr: '',
  truncated: false,
  reason: '',
  ...rest,
});

/** Keeps the beginning of an output and passes on all of it. Returns what was kept. */
function keep(stream: Readable | null, from: Output, { maxBytes = defaultMaxBytes, onChunk }: CallOptions) {
  const chunks: Buffer[] = [];
  let size = 0;
  let truncated = false;
  stream?.on('error', () => {});
  stream?.on('data', (chunk: Buffer) => {
    const part = chunk.subarray(0, maxBytes - size);
    truncated ||= part.length < chunk.length;
    size += part.length;
    if (part.length > 0) chunks.push(part);
    const taken = onChunk?.(chunk, from);
    if (!taken) return;
    stream.pause();
    const resume = (): unknown => stream.resume();
    taken.then(resume, resume);
  });
  return () => ({ text: Buffer.concat(chunks).toString('utf8'), truncated });
}

function reasonOf(program: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return `${program} isn't installed, or isn't on PATH.`;
  if (code === 'EACCES') return `${program} isn't executable for this user.`;
  return `${program} can't be started (${message}).`;
}
