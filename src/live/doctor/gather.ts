import { realpathSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { wantedLaunches } from '../../engine/targets';
import { sameImage } from '../../languages/docker';
import type { ContainerRecord, EngineFacts, LiveFacts, NamedImage } from '../../model/live/facts';
import { launchOf, type Matching } from '../../model/live/join';
import type { Launch, Repository } from '../../model/targets';
import {
  type Answer,
  answer,
  type ContainerFacts,
  call,
  type Engine,
  type EngineVersion,
  engineInfo,
  type ImageFacts,
  isOnThisMachine,
  listContainers,
  listImages,
  ownerOf,
  programOnPath,
  readGpus,
} from '../engine';
import { insideOf } from './inside';
import { logOf } from './log';
import { attentive } from './lost';
import { newerInputs } from './newer';
import { probeOf } from './probe';

export interface GatherOptions {
  readonly repository: Repository;
  /** Paths from the root: the launches of the scripts there are in question. */
  readonly paths: readonly string[];
  /** A container in question, whether or not a launch declares it. */
  readonly container?: ContainerFacts;
  readonly engine: Engine;
  readonly version: EngineVersion;
  readonly home: string;
  /** Start a container of each launch's image, with the declared mounts, and ask in it. */
  readonly probe: boolean;
  readonly signal: AbortSignal;
}

/** Reads no more logs than of so many containers: the newest. */
const mostContainers = 50;

/** Asks the engine for all that the rules about what runs look at. Changes nothing, except that `probe` starts containers and removes them. */
export async function gather(options: GatherOptions): Promise<Answer<LiveFacts>> {
  const { engine, lost } = attentive(options.engine);
  const found = await gatherFrom({ ...options, engine });
  const fault = found.ok && !options.signal.aborted ? await lost() : undefined;
  return fault ? { ok: false, fault } : found;
}

async function gatherFrom(options: GatherOptions): Promise<Answer<LiveFacts>> {
  const { engine, repository, paths, home, signal } = options;
  const facts = await engineFacts(options);
  if (!facts.ok) return facts;
  const images = await listImages(engine, { signal, timeoutMs: 120_000 });
  if (!images.ok) return images;
  const containers = await listContainers(engine, { signal, timeoutMs: 120_000 });
  if (!containers.ok) return containers;

  const launches = wantedLaunches(repository, paths);
  const named = namedImages(launches, images.value, options);
  const idOf = ({ spec }: Launch): string | undefined => named.find(({ name }) => name === spec.image?.text)?.facts?.id;
  const matching: Matching = { repository, home, idOf };
  const inQuestion = (options.container ? [options.container] : newestFirst(containers.value)).map(withRealSources);
  const records: ContainerRecord[] = [];
  const ended = new Set<Launch>();
  for (const container of inQuestion) {
    const launch = launchOf(container, launches, matching);
    if ((launch === undefined && !options.container) || records.length >= mostContainers) continue;
    // Of those that ended, the newest says how the launch does now. One with the launch's name is in its way.
    if (launch && !container.isRunning && container.name !== launch.spec.name?.text && ended.has(launch)) continue;
    if (launch && !container.isRunning) ended.add(launch);
    const [log, inside] = [await logOf(engine, container, signal), await insideOf(engine, container, launch, signal)];
    records.push({ ...container, log, inside, isProbe: false });
  }
  if (options.probe)
    for (const launch of launches.filter((each) => each.isMain && idOf(each) !== undefined)) {
      const probed = await probeOf(engine, launch, matching, signal);
      if (!probed.ok) return probed;
      records.push(...probed.value);
    }
  return answer({ engine: facts.value, images: named, containers: records, home });
}

const newestFirst = (containers: readonly ContainerFacts[]): readonly ContainerFacts[] =>
  containers.toSorted((a, b) => Date.parse(b.created ?? '') - Date.parse(a.created ?? ''));

async function engineFacts({ engine, version, signal }: GatherOptions): Promise<Answer<EngineFacts>> {
  const info = await engineInfo(engine, { signal });
  if (!info.ok) return info;
  const isLocal = await isOnThisMachine(engine);
  const gpus = isLocal ? await readGpus(call, { signal, env: engine.env }) : undefined;
  const processes = gpus?.kind === 'gpus' ? gpus.processes : [];
  return answer({
    words: engine.words,
    engine: version.engine,
    info: info.value,
    gpus,
    toolkit: isLocal
      ? ['nvidia-container-runtime-hook', 'nvidia-ctk'].some((name) => programOnPath(name, engine.env))
      : undefined,
    owners: new Map(processes.map(({ pid }) => [pid, ownerOf(pid)])),
    freeBytes: isLocal ? await freeBytesAt(info.value.dataFolder) : undefined,
  });
}

/** What an ordinary user can still write at a folder. */
async function freeBytesAt(folder: string | undefined): Promise<number | undefined> {
  if (folder === undefined) return undefined;
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return undefined; // only root sees it, or it's in a virtual machine
  }
}

function namedImages(
  launches: readonly Launch[],
  images: readonly ImageFacts[],
  { repository }: GatherOptions,
): readonly NamedImage[] {
  const found = new Map<string, NamedImage>();
  for (const launch of launches) {
    const name = launch.spec.image?.text;
    if (name === undefined || found.has(name)) continue;
    const facts = images.find(
      ({ id, tags, digests }) => id.startsWith(name) || [...tags, ...digests].some((tag) => isNamed(tag, name)),
    );
    found.set(name, { name, facts, newer: facts ? newerInputs(repository, launch, facts) : [] });
  }
  return [...found.values()];
}

/** Podman calls an image of this machine `localhost/demo`. */
const isNamed = (tag: string, name: string): boolean => sameImage(tag, name) || sameImage(tag.replace(/^localhost\//, ''), name);

/** Sources of mounts without links, as the root of the repository is. */
const withRealSources = <Facts extends ContainerFacts>(container: Facts): Facts => ({
  ...container,
  mounts: container.mounts.map((mount) => ({ ...mount, source: mount.type === 'bind' ? real(mount.source) : mount.source })),
});

function real(path: string | undefined): string | undefined {
  try {
    return path === undefined ? undefined : realpathSync(path);
  } catch {
    return path; // gone, on another machine, or not for this user to see
  }
}
