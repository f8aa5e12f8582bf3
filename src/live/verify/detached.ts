import { join } from 'node:path';
import { reasonOf } from '../../files/problem';
import { type Engine, type Mask, streamLogs } from '../engine';
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

/**
 * Containers that the script started in the background go on after it: their logs are kept beside its own. `end`: how it ended if they
 * didn't come to their end.
 */
export async function waitForDetached(
  own: OwnContainers,
  scriptEnd: ScriptEnd,
  startedAt: number,
  { engine, log, logs, mask, timeoutMs }: DetachedOptions,
  signal: AbortSignal,
): Promise<{ readonly logNames: readonly string[]; readonly end?: ScriptEnd }> {
  const logNames: string[] = [];
  let end: ScriptEnd | undefined;
  await own.look();
  for (const { id, name, isRunning } of [...own.seen.values()]) {
    if (!isRunning || scriptEnd.ended !== 'exited' || end) continue;
    const file = `${log.replace(/\.log$/, '')}.${name.replace(/[^\w.-]/g, '_')}.log`;
    const broken = new AbortController();
    let reason: string | undefined;
    let lastOutput = scriptEnd.lastOutput;
    const kept = openLog(join(logs, file), mask, (error) => {
      reason = `The log could not be written. ${reasonOf(error)}`;
      broken.abort();
    });
    const outputs = { stdout: kept.stream(), stderr: kept.stream() };
    const read = await streamLogs(
      engine,
      id,
      (bytes, from) => {
        lastOutput = (Date.now() - startedAt) / 1000;
        outputs[from].push(bytes);
      },
      {
        follow: true,
        timeoutMs: Math.max(1000, timeoutMs - (Date.now() - startedAt)),
        signal: AbortSignal.any([signal, broken.signal]),
      },
    );
    outputs.stdout.end();
    outputs.stderr.end();
    kept.close();
    logNames.push(file);
    const rest = { code: null, seconds: (Date.now() - startedAt) / 1000, firstOutput: scriptEnd.firstOutput, lastOutput };
    if (reason !== undefined) end = { ...rest, ended: 'failed', reason };
    else if (signal.aborted) end = { ...rest, ended: 'aborted' };
    else if (!read.ok && read.fault.kind === 'timed out') end = { ...rest, ended: 'timed out' };
  }
  return end ? { logNames, end } : { logNames };
}
