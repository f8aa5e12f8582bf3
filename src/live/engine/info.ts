import type { EngineInfo } from '../../model/live/facts';
import type { CallOptions } from './call';
import { askJson, askJsonLines, type Engine } from './engine';
import { type Answer, answer } from './fault';
import { at, isTrueAt, listAt, numberAt, textAt, textsAt } from './json';
import { bytesOf } from './sizes';

/** The versions of a client and its engine. */
export interface EngineVersion {
  readonly client: string | undefined;
  readonly server: string | undefined;
  /** Who answers: podman's service also answers to docker's client. */
  readonly engine: 'docker' | 'podman' | 'containerd';
}

/** Fails where the engine doesn't answer: the client knows its own version alone. */
export async function engineVersion(engine: Engine, options?: CallOptions): Promise<Answer<EngineVersion>> {
  const found = await askJson(engine, ['version', '--format', '{{json .}}'], options);
  if (!found.ok) return found;
  const { value } = found;
  const components = listAt(value, 'Server', 'Components').map((component) => textAt(component, 'Name') ?? '');
  return answer({
    client: textAt(value, 'Client', 'Version'),
    server: textAt(value, 'Server', 'Version') ?? serverOf(components, value) ?? textAt(value, 'Client', 'Version'),
    engine:
      engine.client === 'podman' || components.some((name) => /podman/i.test(name))
        ? 'podman'
        : engine.client === 'nerdctl'
          ? 'containerd'
          : 'docker',
  });
}

/** nerdctl lists containerd and runc as components only. */
const serverOf = (names: readonly string[], value: unknown): string | undefined =>
  textAt(listAt(value, 'Server', 'Components')[names.indexOf('containerd')], 'Version');

export async function engineInfo(engine: Engine, options?: CallOptions): Promise<Answer<EngineInfo>> {
  const found = await askJson(engine, ['info', '--format', '{{json .}}'], options);
  if (!found.ok) return found;
  return answer(at(found.value, 'host') === undefined ? likeDocker(found.value) : likePodman(found.value));
}

function likeDocker(value: unknown): EngineInfo {
  const runtimes = at(value, 'Runtimes');
  const devices = at(value, 'DiscoveredDevices');
  return {
    version: textAt(value, 'ServerVersion'),
    platform: platformOf(textAt(value, 'OSType'), textAt(value, 'Architecture')),
    operatingSystem: textAt(value, 'OperatingSystem'),
    rootless: textsAt(value, 'SecurityOptions').some((option) => option.includes('rootless')),
    dataFolder: textAt(value, 'DockerRootDir'),
    storageDriver: textAt(value, 'Driver'),
    cgroupVersion: textAt(value, 'CgroupVersion'),
    cpus: numberAt(value, 'NCPU'),
    memoryBytes: numberAt(value, 'MemTotal'),
    runtimes: typeof runtimes === 'object' && runtimes !== null ? Object.keys(runtimes).sort() : undefined,
    defaultRuntime: textAt(value, 'DefaultRuntime'),
    cdiDevices: Array.isArray(devices) ? devices.flatMap((device) => textAt(device, 'ID') ?? []) : undefined,
    cdiFolders: textsAt(value, 'CDISpecDirs'),
    warnings: textsAt(value, 'Warnings'),
  };
}

function likePodman(value: unknown): EngineInfo {
  return {
    version: textAt(value, 'version', 'Version'),
    platform: platformOf(textAt(value, 'host', 'os'), textAt(value, 'host', 'arch')),
    operatingSystem: textAt(value, 'host', 'distribution', 'distribution'),
    rootless: isTrueAt(value, 'host', 'security', 'rootless'),
    dataFolder: textAt(value, 'store', 'graphRoot'),
    storageDriver: textAt(value, 'store', 'graphDriverName'),
    cgroupVersion: textAt(value, 'host', 'cgroupVersion')?.replace('v', ''),
    cpus: numberAt(value, 'host', 'cpus'),
    memoryBytes: numberAt(value, 'host', 'memTotal'),
    runtimes: undefined,
    defaultRuntime: textAt(value, 'host', 'ociRuntime', 'name'),
    cdiDevices: undefined,
    cdiFolders: [],
    warnings: [],
  };
}

const architectures: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', armv7l: 'arm', i686: '386' };

/** `linux/amd64`. `uname` and images have different names for processors. */
export const platformOf = (system: string | undefined, architecture: string | undefined): string | undefined =>
  system === undefined || architecture === undefined ? undefined : `${system}/${architectures[architecture] ?? architecture}`;

/** The space that one kind of object takes. */
export interface DiskUse {
  readonly kind: 'images' | 'containers' | 'volumes' | 'build cache';
  readonly count: number | undefined;
  readonly bytes: number | undefined;
  /** What removing unused ones would free. */
  readonly reclaimableBytes: number | undefined;
}

const kinds: Readonly<Record<string, DiskUse['kind']>> = {
  Images: 'images',
  Containers: 'containers',
  'Local Volumes': 'volumes',
  'Build Cache': 'build cache',
};

/** `system df`. It can take minutes on machines with many large images. */
export async function diskUse(engine: Engine, options?: CallOptions): Promise<Answer<readonly DiskUse[]>> {
  const found = await askJsonLines(engine, ['system', 'df', '--format', '{{json .}}'], options);
  if (!found.ok) return found;
  return answer(
    found.value.flatMap((row) => {
      const kind = kinds[textAt(row, 'Type') ?? ''];
      if (kind === undefined) return [];
      const reclaimable = size(at(row, 'Reclaimable'));
      return [{ kind, count: count(row), bytes: size(at(row, 'Size')), reclaimableBytes: reclaimable }];
    }),
  );
}

const count = (row: unknown): number | undefined =>
  numberAt(row, 'Total') ?? numberAt({ count: Number(at(row, 'TotalCount')) }, 'count');

/** docker writes `12B (100%)`, podman a number of bytes. Podman's service answers less than zero where it can't tell. */
function size(value: unknown): number | undefined {
  const bytes = typeof value === 'number' ? value : typeof value === 'string' ? bytesOf(value.split('(')[0] ?? '') : undefined;
  return bytes !== undefined && bytes >= 0 ? bytes : undefined;
}
