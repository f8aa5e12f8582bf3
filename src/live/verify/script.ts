import { type ChildProcess, spawn } from 'node:child_process';
import { reasonOf } from '../../files/problem';
import { createLog } from '../../files/working-folder';
import type { Mask } from '../engine';
import { maskedLines } from './masked-lines';

export interface ScriptOptions {
  /** Absolute. */
  readonly script: string;
  readonly arguments: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Absolute: where its output goes, without secrets. */
  readonly log: string;
  readonly mask: Mask;
  readonly timeoutMs: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** How a script ended. */
export interface ScriptEnd {
  readonly ended: 'exited' | 'timed out' | 'aborted' | 'failed';
  /** Null unless it exited by itself. 128 and more: the number of a signal more. */
  readonly code: number | null;
  /** Why it was ended, if it failed: the log couldn't be written. A sentence. */
  readonly reason?: string;
  /** Seconds since its start. */
  readonly seconds: number;
  readonly firstOutput: number | undefined;
  readonly lastOutput: number | undefined;
}

/** Milliseconds that a script has to end after SIGTERM. */
const graceMs = 5000;

/**
 * Runs a script of the repository with Bash, in a process group of its own, so that Ctrl-C in a terminal reaches this process alone, which
 * then ends all of the group. `ending`: called before the group is ended, to stop what runs elsewhere for it. Never rejects.
 */
export function runScript(options: ScriptOptions, ending: () => Promise<void>): Promise<ScriptEnd> {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  let firstOutput: number | undefined;
  let lastOutput: number | undefined;
  const child = spawn('bash', [options.script, ...options.arguments], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve) => {
    let why: ScriptEnd['ended'] = 'exited';
    let reason: string | undefined;
    const stop = async (as: ScriptEnd['ended'], because?: string): Promise<void> => {
      if (why !== 'exited') return;
      why = as;
      reason = because;
      await ending();
      signalGroup(child, 'SIGTERM');
      setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs).unref();
    };
    const log = openLog(options, (error) => void stop('failed', `The log could not be written. ${reasonOf(error)}`));
    const timer = Number.isFinite(options.timeoutMs) ? setTimeout(() => void stop('timed out'), options.timeoutMs) : undefined;
    const abort = (): void => void stop('aborted');
    if (options.signal.aborted) abort();
    options.signal.addEventListener('abort', abort);
    for (const stream of [child.stdout, child.stderr]) {
      const lines = log.stream();
      stream?.on('data', (bytes: Buffer) => {
        lastOutput = seconds();
        firstOutput ??= lastOutput;
        lines.push(bytes);
      });
      stream?.on('end', lines.end);
    }
    const settle = (code: number | null, failure?: string): void => {
      clearTimeout(timer);
      options.signal.removeEventListener('abort', abort);
      log.close();
      resolve({
        ended: failure === undefined ? why : 'failed',
        code: why === 'exited' ? code : null,
        ...((failure ?? reason) !== undefined && { reason: failure ?? reason }),
        seconds: seconds(),
        firstOutput,
        lastOutput,
      } as ScriptEnd);
    };
    child.on('error', (error) => settle(null, `Bash could not be started. ${reasonOf(error)}`));
    child.on('close', (code, signal) => settle(code ?? (signal === null ? null : 128 + (signalNumbers[signal] ?? 0))));
    // Something that the script left behind holds its output open.
    child.on('exit', () => setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs).unref());
  });
}

const signalNumbers: { readonly [name: string]: number } = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}

/** Writes whole lines of each output, without secrets. */
function openLog({ log: path, mask }: ScriptOptions, failed: (error: unknown) => void) {
  let isBroken = false;
  const attempt = (act: () => void): void => {
    if (isBroken) return;
    try {
      act();
    } catch (error) {
      isBroken = true;
      failed(error);
    }
  };
  let file: ReturnType<typeof createLog> | undefined;
  attempt(() => {
    file = createLog(path);
  });
  return {
    stream: () => maskedLines(mask, (text) => attempt(() => file?.write(text))),
    close: () => file?.close(),
  };
}
