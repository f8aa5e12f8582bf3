import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../../config/types';
import { createLog } from '../../files/working-folder';
import { diskTree } from '../../model/disk';
import { createRepository, type LintedRepository } from '../../model/repository';
import type { Example } from '../../model/targets';
import { filesNow } from '../../watch/files';
import { isCrash, type LiveFinding } from '../../watch/judge';
import type { WatchPolicy } from '../../watch/policy';
import { watchRun } from '../../watch/watch';
import { type ContainerFacts, type Engine, type Mask, streamLogs } from '../engine';
import type { Stage } from '../plan/stages';
import { type OwnContainers, ownContainers } from './containers';
import { type GpuSamples, sampleGpus } from './gpu-samples';
import { maskedLines } from './masked-lines';
import { runScript, type ScriptEnd } from './script';
import type { NotedCall } from './wrapper';
import { createWrapper } from './wrapper-files';

/** What a stage is run with. */
export interface StageOptions {
  readonly repository: LintedRepository;
  readonly configuration: Configuration;
  readonly example: Example;
  readonly stage: Stage;
  readonly engine: Engine;
  readonly variables: { readonly [name: string]: string };
  readonly mask: Mask;
  /** Absolute: the folder of the logs. */
  readonly logs: string;
  /** The name of the log in it. */
  readonly log: string;
  /** Where it's started. Default: the folder of the example. */
  readonly cwd?: string;
  readonly timeoutMs: number;
  readonly failFast: boolean;
  readonly watchPolicy: WatchPolicy;
  readonly signal: AbortSignal;
  /** The program that stands in for the engine's client: `dist/engine-wrapper.js`. */
  readonly wrapperProgram: string;
}

/** What was seen while a stage ran. */
export interface Observation {
  readonly stage: Stage;
  readonly end: ScriptEnd;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly calls: readonly NotedCall[];
  readonly containers: readonly ContainerFacts[];
  /** Seconds after which a container ran, and after which a metric was logged. */
  readonly containerAfter: number | undefined;
  readonly valueAfter: number | undefined;
  readonly memoryAfter: number | undefined;
  readonly gpu: GpuSamples | undefined;
  /** Paths of containers that the program wrote outside of their mounts. */
  readonly outside: readonly string[];
  /** The finding that ended it with `failFast`. */
  readonly fatal: LiveFinding | undefined;
  /** After so many seconds, the engine gave no answer any more. */
  readonly engineLostAfter: number | undefined;
  /** Names of containers that could not be removed. */
  readonly stay: readonly string[];
  /** Names of the logs, in their folder. */
  readonly logNames: readonly string[];
}

/** Milliseconds between two looks at containers and logs. */
const lookMs = 400;
/** Looks without an answer, after which the engine counts as gone. */
const patience = 4;

/** Runs a stage and watches it: its log, its containers, and the GPUs. At its end, none of its containers is left. Never rejects. */
export async function observe(options: StageOptions): Promise<Observation> {
  const { stage, engine, log, signal } = options;
  const wrapper = createWrapper(engine, options.variables, options.wrapperProgram);
  const own = ownContainers(engine, wrapper.id);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const startedAt = Date.now();
  const sampler = sampleGpus(engine.env);
  let isOver = false;
  const ended = (): boolean => isOver;
  const script = runScript(scriptOptions(options, wrapper.env, stopping.signal), own.stop);
  const watching = watchLog(options, ended, startedAt, stop);
  const looking = lookAfter(own, ended, startedAt, stop);

  const end = await script;
  const logNames = [log, ...(await waitForDetached(own, end, startedAt, options, stopping.signal))];
  isOver = true;
  const { upAfter, engineLostAfter } = await looking;
  const { valueAfter, fatal } = await watching;
  signal.removeEventListener('abort', stop);
  if (end.ended !== 'exited') await own.stop();
  if (engineLostAfter === undefined) await own.settle();
  if ([...own.seen.values()].some(({ isRunning }) => isRunning)) await own.stop();
  await own.look();
  const containers = [...own.seen.values()];
  const outside = (await Promise.all(containers.map(({ id }) => own.changes(id)))).flatMap((paths) => paths ?? []);
  const gpu = await sampler.stop();
  const calls = wrapper.calls();
  const stay = await own.remove();
  wrapper.remove();
  const containerAfter = upAfter ?? firstUp(containers, startedAt);
  const times = { containerAfter, valueAfter, memoryAfter: sampler.grownAfter(), engineLostAfter };
  return { stage, end, startedAt, calls, containers, ...times, gpu, outside, fatal, stay, logNames };
}

const scriptOptions = (
  { stage, repository, example, logs, log, cwd, mask, timeoutMs }: StageOptions,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
) => ({
  script: join(repository.root, stage.script),
  arguments: stage.arguments,
  cwd: cwd ?? join(repository.root, example.folder),
  env,
  log: join(logs, log),
  mask,
  timeoutMs,
  signal,
});

/** Looks at the containers now and then. Stops the script once the engine gives no answer any more. */
async function lookAfter(own: OwnContainers, isOver: () => boolean, startedAt: number, stop: () => void) {
  let silent = 0;
  let upAfter: number | undefined;
  let engineLostAfter: number | undefined;
  while (!isOver()) {
    silent = (await own.look()) ? 0 : silent + 1;
    upAfter ??= firstUp([...own.seen.values()], startedAt);
    if (silent === patience) {
      engineLostAfter = (Date.now() - startedAt) / 1000;
      stop();
    }
    await pause(lookMs, isOver);
  }
  return { upAfter, engineLostAfter };
}

/** Containers that the script started in the background go on after it: their logs are kept beside its own. Returns their names. */
async function waitForDetached(
  own: OwnContainers,
  { ended }: ScriptEnd,
  startedAt: number,
  { engine, log, logs, mask, timeoutMs }: StageOptions,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const names: string[] = [];
  await own.look();
  for (const { id, name, isRunning } of [...own.seen.values()]) {
    if (!isRunning || ended !== 'exited') continue;
    const file = `${log.replace(/\.log$/, '')}.${name.replace(/[^\w.-]/g, '_')}.log`;
    const kept = createLog(join(logs, file));
    const outputs = { stdout: maskedLines(mask, kept.write), stderr: maskedLines(mask, kept.write) };
    await streamLogs(engine, id, (bytes, from) => outputs[from].push(bytes), {
      follow: true,
      timeoutMs: Math.max(1000, timeoutMs - (Date.now() - startedAt)),
      signal,
    });
    outputs.stdout.end();
    outputs.stderr.end();
    kept.close();
    names.push(file);
  }
  return names;
}

/** Seconds from the start of the script to that of its first container, by the engine's clock. */
function firstUp(containers: readonly ContainerFacts[], startedAt: number): number | undefined {
  const times = containers.flatMap(({ started }) => (started === undefined ? [] : [(Date.parse(started) - startedAt) / 1000]));
  const first = times.length > 0 ? Math.min(...times) : undefined;
  return first === undefined || Number.isNaN(first) ? undefined : Math.max(0, first);
}

/** Follows the log as `cvl watch` does, until the script is over. */
async function watchLog(
  { configuration, repository, example, logs, log, watchPolicy, failFast, stage }: StageOptions,
  isOver: () => boolean,
  startedAt: number,
  stop: () => void,
): Promise<Pick<Observation, 'valueAfter' | 'fatal'>> {
  let valueAfter: number | undefined;
  let fatal: LiveFinding | undefined;
  let rest = 2;
  const next = async () => {
    await pause(lookMs, isOver);
    if (isOver()) rest -= 1;
    return { added: false, stop: rest === 0 };
  };
  const logged = createRepository(diskTree(logs), repository.options);
  const events = watchRun(
    {
      repository: logged,
      configuration,
      path: log,
      tasks: example.tasks,
      policy: watchPolicy,
      untilEnd: false,
      failFast: failFast && stage.kind === 'training',
      files: () => filesNow(logs, log, () => false),
      modified: (file) => statSync(join(logs, file), { throwIfNoEntry: false })?.mtimeMs ?? 0,
      now: Date.now,
    },
    next,
  );
  for await (const event of events) {
    if (event.kind === 'values' && event.run.series.some(({ count }) => count > 0))
      valueAfter ??= (Date.now() - startedAt) / 1000;
    if (event.kind !== 'ended' || event.why !== 'error') continue;
    fatal = event.findings.find((finding) => finding.severity === 'error' && !isCrash(finding));
    stop();
  }
  return { valueAfter, fatal };
}

/** Waits, but not much longer than until it's over. */
async function pause(milliseconds: number, isOver: () => boolean): Promise<void> {
  const until = Date.now() + milliseconds;
  while (Date.now() < until && !isOver()) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** The last lines of a log that say something. */
export function lastLines(path: string, most: number): readonly string[] {
  try {
    const { size } = statSync(path);
    const text = size > 1 << 26 ? '' : readFileSync(path, 'utf8').slice(-20_000);
    return text
      .split(/[\r\n]+/)
      .filter((line) => line.trim() !== '')
      .slice(-most);
  } catch {
    return [];
  }
}
