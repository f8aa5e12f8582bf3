import { join } from 'node:path';
import { reasonOf } from '../../files/problem';
import { type ContainerFacts, type Engine, type Mask, streamLogs } from '../engine';
import type { OwnContainers } from './containers';
import { openLog } from './masked-log';
import type { ScriptEnd } from './script';

interface DetachedOptions {
  readonly engine: Engine;
  /** Absolute: the folder of the logs. */
  readonly logs: string;
  /** The name of the script's log in it. */
  readonly log: string;
  readonly mask: Mask;
  readonly timeoutMs: number;
}

/** Milliseconds until a container is looked at again whose log has ended. */
const lookMs = 500;

/**
 * Containers that the script started in the background go on after it: their logs are kept beside its own. `end`: how and when
 * all came to an end.
 */
export async function waitForDetached(
  own: OwnContainers,
  scriptEnd: ScriptEnd,
  startedAt: number,
  options: DetachedOptions,
  signal: AbortSignal,
): Promise<{ readonly logNames: readonly string[]; readonly end: ScriptEnd }> {
  const logNames: string[] = [];
  let end = scriptEnd;
  await own.look();
  for (const container of [...own.seen.values()]) {
    if (!container.isRunning || end.ended !== 'exited') continue;
    const file = `${options.log.replace(/\.log$/, '')}.${container.name.replace(/[^\w.-]/g, '_')}.log`;
    logNames.push(file);
    end = await followToEnd(own, container, { ...options, file, scriptEnd: end, startedAt, signal });
  }
  return { logNames, end };
}

interface FollowOptions extends DetachedOptions {
  readonly file: string;
  readonly scriptEnd: ScriptEnd;
  readonly startedAt: number;
  readonly signal: AbortSignal;
}

/** Keeps the log of a container until that ends. Returns how and when it ended. */
async function followToEnd(
  own: OwnContainers,
  { id }: ContainerFacts,
  { scriptEnd, startedAt, signal, ...options }: FollowOptions,
): Promise<ScriptEnd> {
  let { lastOutput } = scriptEnd;
  const passed = (): number => Date.now() - startedAt;
  const ended = (how: Partial<ScriptEnd>): ScriptEnd => ({ ...scriptEnd, seconds: passed() / 1000, lastOutput, ...how });
  const hear = (): void => {
    lastOutput = passed() / 1000;
  };
  for (;;) {
    const reason = await keepLog(id, Math.max(1000, options.timeoutMs - passed()), { ...options, signal, hear });
    if (reason !== undefined) return ended({ ended: 'failed', code: null, reason });
    if (signal.aborted) return ended({ ended: 'aborted', code: null });
    if (passed() >= options.timeoutMs) return ended({ ended: 'timed out', code: null });
    // A log that ends before its container does was broken off, as by a restart of the engine. Then it is read anew.
    if ((await own.look()) && !own.seen.get(id)?.isRunning) return ended({});
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  }
}

interface KeepOptions extends Pick<FollowOptions, 'engine' | 'logs' | 'file' | 'mask' | 'signal'> {
  hear(): void;
}

/** Writes the log of a container anew, until it ends. Returns why it could not be written, as a sentence. */
async function keepLog(
  id: string,
  timeoutMs: number,
  { engine, logs, file, mask, signal, hear }: KeepOptions,
): Promise<string | undefined> {
  const broken = new AbortController();
  let reason: string | undefined;
  const kept = openLog(join(logs, file), mask, (error) => {
    reason = `The log could not be written. ${reasonOf(error)}`;
    broken.abort();
  });
  const outputs = { stdout: kept.stream(), stderr: kept.stream() };
  await streamLogs(
    engine,
    id,
    (bytes, from) => {
      hear();
      outputs[from].push(bytes);
    },
    { follow: true, timeoutMs, signal: AbortSignal.any([signal, broken.signal]) },
  );
  outputs.stdout.end();
  outputs.stderr.end();
  kept.close();
  return reason;
}
