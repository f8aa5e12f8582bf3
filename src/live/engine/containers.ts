import type { ActualGpus, ActualMount, ContainerFacts } from '../../model/live/facts';
import type { CallOptions } from './call';
import { ask, type Engine, inspectAll } from './engine';
import { type Answer, answer } from './fault';
import { bareId, environmentOf, linesOf, wordsAt } from './images';
import { at, isTrueAt, listAt, momentAt, numberAt, textAt, textMapAt, textsAt } from './json';

/** All containers, those that don't run included, newest first as the engine lists them. */
export async function listContainers(engine: Engine, options?: CallOptions): Promise<Answer<readonly ContainerFacts[]>> {
  const ids = await ask(engine, ['ps', '--all', '--quiet', '--no-trunc'], options);
  return ids.ok ? inspectContainers(engine, linesOf(ids.value), options) : ids;
}

/** The container of this name or id. Undefined if the engine has none. */
export async function containerNamed(
  engine: Engine,
  name: string,
  options?: CallOptions,
): Promise<Answer<ContainerFacts | undefined>> {
  const found = await inspectContainers(engine, [name], options);
  return found.ok ? answer(found.value[0]) : found;
}

/** Those that are gone by now are left out. */
async function inspectContainers(
  engine: Engine,
  ids: readonly string[],
  options?: CallOptions,
): Promise<Answer<readonly ContainerFacts[]>> {
  const found = await inspectAll(engine, ['container', 'inspect'], ids, options);
  return found.ok ? answer(found.value.flatMap((value) => readContainer(value) ?? [])) : found;
}

/** Reads one object of `docker inspect`, `podman inspect` or `nerdctl inspect`. Undefined if it is no container. */
export function readContainer(value: unknown): ContainerFacts | undefined {
  const [id, name, state] = [textAt(value, 'Id'), textAt(value, 'Name'), textAt(value, 'State', 'Status')];
  if (id === undefined || name === undefined || state === undefined) return undefined;
  const host = at(value, 'HostConfig');
  const config = at(value, 'Config');
  const isRunning = isTrueAt(value, 'State', 'Running');
  const code = numberAt(value, 'State', 'ExitCode');
  const error = textAt(value, 'State', 'Error');
  return {
    id,
    name: name.replace(/^\//, ''),
    image: textAt(value, 'ImageName') ?? textAt(config, 'Image') ?? textAt(value, 'Image'),
    imageId: idOf(textAt(value, 'Image')),
    command: [textAt(value, 'Path') ?? '', ...wordsAt(at(value, 'Args'))].filter((word) => word !== ''),
    state,
    isRunning,
    exitCode: isRunning || (code === 0 && (state === 'created' || state === 'configured')) ? undefined : code,
    oomKilled: isTrueAt(value, 'State', 'OOMKilled'),
    error,
    created: momentAt(value, 'Created'),
    started: momentAt(value, 'State', 'StartedAt'),
    finished: momentAt(value, 'State', 'FinishedAt'),
    pid: positive(numberAt(value, 'State', 'Pid')),
    environment: environmentOf(textsAt(config, 'Env')),
    mounts: listAt(value, 'Mounts').flatMap(readMount),
    user: textAt(config, 'User'),
    workdir: textAt(config, 'WorkingDir'),
    gpus: readGpus(host),
    devices: listAt(host, 'Devices').flatMap((device) => textAt(device, 'PathOnHost') ?? []),
    runtime: textAt(host, 'Runtime'),
    shmBytes: positive(numberAt(host, 'ShmSize')),
    ipc: textAt(host, 'IpcMode'),
    network: textAt(host, 'NetworkMode'),
    memoryBytes: positive(numberAt(host, 'Memory')),
    privileged: isTrueAt(host, 'Privileged'),
    readonlyRoot: isTrueAt(host, 'ReadonlyRootfs'),
    autoRemove: isTrueAt(host, 'AutoRemove'),
    labels: textMapAt(config, 'Labels'),
  };
}

/** containerd's client names the image where others give its id. */
const idOf = (image: string | undefined): string | undefined =>
  image !== undefined && /^(?:sha256:)?[0-9a-f]{64}$/.test(image) ? bareId(image) : undefined;

const positive = (figure: number | undefined): number | undefined => (figure !== undefined && figure > 0 ? figure : undefined);

function readMount(value: unknown): readonly ActualMount[] {
  const target = textAt(value, 'Destination');
  if (target === undefined) return [];
  const type = textAt(value, 'Type') ?? 'bind';
  const readonly = at(value, 'RW') === false;
  return [{ type, source: textAt(value, 'Source'), name: textAt(value, 'Name'), target, readonly }];
}

function readGpus(host: unknown): ActualGpus | undefined {
  const requests = listAt(host, 'DeviceRequests').filter(isForGpus);
  if (requests.length === 0) return undefined;
  const ids = requests.flatMap((request) => textsAt(request, 'DeviceIDs'));
  const counts = requests.map((request) => numberAt(request, 'Count') ?? 0);
  const isAll = counts.some((count) => count < 0) || ids.some((id) => /(?:^|=)all$/.test(id));
  const count = isAll ? 'all' : ids.length > 0 ? ids.length : counts.reduce((sum, each) => sum + each, 0);
  return { count: count === 0 ? undefined : count, ids };
}

const isForGpus = (request: unknown): boolean =>
  listAt(request, 'Capabilities').some((set) => Array.isArray(set) && set.includes('gpu')) ||
  textAt(request, 'Driver') === 'nvidia' ||
  textsAt(request, 'DeviceIDs').some((id) => /^[^/]+\/gpu=/.test(id));
