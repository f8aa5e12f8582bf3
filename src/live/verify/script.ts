import { type ChildProcess, spawn } from 'node:child_process';
import { reasonOf } from '../../files/problem';
import type { Mask } from '../engine';
import { openLog } from './masked-log';

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
  /** Ends it without the time that it has otherwise. */
  readonly hurry: AbortSignal;
}

/** How a script ended. */
export interface ScriptEnd {
  /** `failed`: by what isn't its own fault, which `reason` says. */
  readonly ended: 'exited' | 'timed out' | 'aborted' | 'failed';
  /** Null unless it exited by itself. 128 and more: the number of a signal more. */
  readonly code: number | null;
  /** Why it could not go on: the log could not be written, or Bash not be started. A sentence. */
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
 * then ends all of the group. `ending`: called before the group is ended, to stop what runs elsewhere for it. Never rejects. Nothing is
 * started if `signal` is aborted by now.
 */
export function runScript(options: ScriptOptions, ending: () => Promise<void>): Promise<ScriptEnd> {
  const { signal, hurry } = options;
  const clock = startClock();
  let why: ScriptEnd['ended'] = signal.aborted ? 'aborted' : 'exited';
  let reason: string | undefined;
  const endWith = (code: number | null): ScriptEnd => ({
    ended: why,
    code: why === 'exited' ? code : null,
    ...(reason !== undefined && { reason }),
    ...clock.times(),
  });
  let stop = (as: ScriptEnd['ended'], because?: string): void => {
    [why, reason] = [as, because];
  };
  const log = openLog(options.log, options.mask, (error) => stop('failed', `The log could not be written. ${reasonOf(error)}`));
  if (why !== 'exited') {
    log.close();
    return Promise.resolve(endWith(null));
  }
  const child = startBash(options);
  const kill = (): void => signalGroup(child, 'SIGKILL');
  for (const output of [child.stdout, child.stderr]) {
    const lines = log.stream();
    output?.on('data', (bytes: Buffer) => {
      clock.hear();
      lines.push(bytes);
    });
    output?.on('end', lines.end);
  }
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = [];
    const later = (act: () => void, ms: number): void => void timers.push(setTimeout(act, ms));
    stop = (as, because) => {
      if (why !== 'exited') return;
      [why, reason] = [as, because];
      later(kill, 4 * graceMs); // whatever `ending` waits for
      void ending().then(() => {
        signalGroup(child, hurry.aborted ? 'SIGKILL' : 'SIGTERM');
        later(kill, graceMs);
      });
    };
    const abort = (): void => stop('aborted');
    if (Number.isFinite(options.timeoutMs)) later(() => stop('timed out'), options.timeoutMs);
    signal.addEventListener('abort', abort);
    hurry.addEventListener('abort', kill);
    const settle = (code: number | null): void => {
      for (const timer of timers) clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      hurry.removeEventListener('abort', kill);
      kill(); // what it left in the background
      log.close();
      resolve(endWith(code));
    };
    child.on('error', (error) => {
      [why, reason] = ['failed', `Bash could not be started. ${reasonOf(error)}`];
      settle(null);
    });
    child.on('close', (code, by) => settle(code ?? (by === null ? null : 128 + (signalNumbers[by] ?? 0))));
    // Something that the script left behind holds its output open, perhaps in a group of its own.
    child.on('exit', () => {
      later(kill, graceMs);
      later(() => {
        for (const output of [child.stdout, child.stderr]) output?.destroy();
      }, 1.2 * graceMs);
    });
  });
}

const startBash = ({ script, arguments: words, cwd, env }: ScriptOptions): ChildProcess =>
  spawn('bash', [script, ...words], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });

/** Seconds since now, and of the first and last output. */
function startClock() {
  const started = performance.now();
  const seconds = (): number => (performance.now() - started) / 1000;
  let firstOutput: number | undefined;
  let lastOutput: number | undefined;
  return {
    hear(): void {
      lastOutput = seconds();
      firstOutput ??= lastOutput;
    },
    times: () => ({ seconds: seconds(), firstOutput, lastOutput }),
  };
}

const signalNumbers: { readonly [name: string]: number } = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}
