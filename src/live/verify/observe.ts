import { lstatSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from '../../config/types';
import { diskTree } from '../../model/disk';
import { createRepository, type LintedRepository } from '../../model/repository';
import type { Example } from '../../model/targets';
import { filesNow } from '../../watch/files';
import { isCrash, type LiveFinding } from '../../watch/judge';
import type { WatchPolicy } from '../../watch/policy';
import { watchRun } from '../../watch/watch';
import { type ContainerFacts, type Engine, isBrokenConnection, type Mask, removalOf } from '../engine';
import type { Stage } from '../plan/stages';
import { labelOf, type OwnContainers, ownContainers } from './containers';
import { waitForDetached } from './detached';
import { lastLines } from './file-ends';
import { type GpuSamples, sampleGpus } from './gpu-samples';
import { endProcessesWith } from './left-processes';
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
  /** Aborted when there is no time to let things end by themselves. */
  readonly hurry: AbortSignal;
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
  readonly engineLoss: EngineLoss | undefined;
  /** Whether something replaced the folder of the logs. */
  readonly isLogLost: boolean;
  /** Names of containers that could not be removed, and the command that removes all that this stage started. */
  readonly stay: readonly string[];
  readonly removal: string;
  /** Names of the logs, in their folder. */
  readonly logNames: readonly string[];
}

/** The engine, or the connection to it, was lost while a stage ran. */
export interface EngineLoss {
  /** Seconds since the start. */
  readonly after: number;
  /** Whether it gives answers again, as after a restart. */
  readonly isBack: boolean;
}

/** Milliseconds between two looks at containers and logs. */
const lookMs = 400;
/** Looks without an answer, after which the engine counts as gone. */
const patience = 4;

/** Runs a stage and watches it: its log, its containers, and the GPUs. At its end, none of its containers is left. */
export async function observe(options: StageOptions): Promise<Observation> {
  const { stage, engine, log, signal, hurry } = options;
  const wrapper = createWrapper(engine, options.variables, options.wrapperProgram);
  const own = ownContainers(engine, wrapper.id, hurry);
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  signal.addEventListener('abort', stop);
  if (signal.aborted) stop();
  const startedAt = Date.now();
  const sampler = sampleGpus(engine.env);
  let isOver = false;
  const ended = (): boolean => isOver;
  const script = runScript(scriptOptions(options, wrapper.env, stopping.signal), own.stop);
  const folder = folderAt(options.logs);
  const watching = Promise.allSettled([watchLog(options, ended, startedAt, stop)]);
  const looking = lookAfter(own, ended, startedAt, stop);

  const scriptEnd = await script;
  const detached = await waitForDetached(own, scriptEnd, startedAt, options, stopping.signal);
  const { end } = detached;
  isOver = true;
  const { upAfter, ...looked } = await looking;
  const [watched] = await watching;
  const isLogLost = folder !== undefined && folderAt(options.logs) !== folder;
  signal.removeEventListener('abort', stop);
  const isLost = looked.engineLostAfter !== undefined || (await isGone(own));
  if (!isLost) await endAll(own, end);
  const isBroken = end.code !== 0 && !isLogLost && lastLines(join(options.logs, log), 3).some(isBrokenConnection);
  endProcessesWith(wrapper.mark);
  const containers = [...own.seen.values()];
  const changes = isLost ? [] : await Promise.all(containers.map(({ id }) => own.changes(id)));
  const gpu = await sampler.stop();
  const calls = wrapper.calls();
  const stay = await own.remove();
  wrapper.remove();
  if (watched.status === 'rejected' && !isLogLost) throw watched.reason;
  const { valueAfter, fatal } = watched.status === 'fulfilled' ? watched.value : { valueAfter: undefined, fatal: undefined };
  return {
    ...{ stage, end, startedAt, calls, containers, valueAfter, gpu, fatal, stay, isLogLost },
    containerAfter: upAfter ?? firstUp(containers, startedAt),
    memoryAfter: sampler.grownAfter(),
    outside: changes.flatMap((paths) => paths ?? []),
    engineLoss: isLost || isBroken ? { after: looked.engineLostAfter ?? end.seconds, isBack: !isLost } : undefined,
    removal: removalOf(engine, labelOf(wrapper.id)),
    logNames: [log, ...detached.logNames],
  };
}

/** Tells a folder from another one that takes its place, or a link to one. Undefined if there is none. */
function folderAt(path: string): string | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat?.isDirectory() ? `${stat.dev} ${stat.ino}` : undefined;
}

/** Ends the containers of a stage, and sees how they ended. */
async function endAll(own: OwnContainers, end: ScriptEnd): Promise<void> {
  if (end.ended !== 'exited') await own.stop();
  await own.settle();
  if ([...own.seen.values()].some(({ isRunning }) => isRunning)) await own.stop();
  await own.look();
}

/** Whether the engine gives no answer, and also not a moment later. */
async function isGone(own: OwnContainers): Promise<boolean> {
  const until = Date.now() + patience * lookMs;
  do {
    if (await own.look()) return false;
    await new Promise((resolve) => setTimeout(resolve, lookMs));
  } while (Date.now() < until);
  return !(await own.look());
}

const scriptOptions = (
  { stage, repository, example, logs, log, cwd, mask, timeoutMs, hurry }: StageOptions,
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
  hurry,
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
