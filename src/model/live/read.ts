import type { ContainerRecord, EngineFacts, GpuFacts, ImageFacts, LiveFacts, NamedImage } from './facts';

/** Facts as samples and tests write them: what is left out is as on an ordinary machine. */
export interface LiveSample {
  readonly engine?: Partial<Omit<EngineFacts, 'info' | 'owners'>> & {
    readonly info?: Partial<EngineFacts['info']>;
    readonly owners?: {
      readonly [pid: string]: { readonly command?: string; readonly uid?: number; readonly container?: string };
    };
  };
  /** By name; null: the engine has none. */
  readonly images?: { readonly [name: string]: null | (Partial<ImageFacts> & { readonly newer?: readonly string[] }) };
  readonly containers?: readonly (Partial<Omit<ContainerRecord, 'environment' | 'labels' | 'mounts'>> & {
    readonly environment?: { readonly [name: string]: string };
    readonly mounts?: readonly (Partial<ContainerRecord['mounts'][number]> & { readonly target: string })[];
  })[];
}

/** Fills in a sample. */
export const liveFactsOf = ({ engine = {}, images = {}, containers = [] }: LiveSample): LiveFacts => ({
  engine: engineOf(engine),
  images: Object.entries(images).map(([name, facts]) => imageOf(name, facts)),
  containers: containers.map(containerOf),
  home: '/home/user',
});

function engineOf({ info = {}, owners = {}, ...rest }: NonNullable<LiveSample['engine']>): EngineFacts {
  const all = Object.entries(owners).map(
    ([pid, { command, uid, container }]) => [Number(pid), { command, uid, container }] as const,
  );
  return {
    words: ['docker'],
    engine: 'docker',
    gpus: { kind: 'gpus', gpus: [freeGpu], processes: [] },
    toolkit: true,
    freeBytes: 2e12,
    ...rest,
    owners: new Map(all),
    info: { ...ordinary, ...info },
  };
}

const ordinary: EngineFacts['info'] = {
  version: '28.0.0',
  platform: 'linux/amd64',
  operatingSystem: 'Debian GNU/Linux 12',
  rootless: false,
  dataFolder: '/var/lib/docker',
  storageDriver: 'overlay2',
  cgroupVersion: '2',
  cpus: 8,
  memoryBytes: 64 * 2 ** 30,
  runtimes: ['nvidia', 'runc'],
  defaultRuntime: 'runc',
  cdiDevices: [],
  cdiFolders: [],
  warnings: [],
};

const freeGpu: GpuFacts = {
  index: 0,
  name: 'NVIDIA A10G',
  uuid: 'GPU-0',
  memoryTotal: 23028,
  memoryUsed: 1,
  utilization: 0,
  temperature: 30,
  mig: false,
  driver: '550.54',
};

function imageOf(name: string, given: null | (Partial<ImageFacts> & { readonly newer?: readonly string[] })): NamedImage {
  if (given === null) return { name, facts: undefined, newer: [] };
  const { newer = [], ...facts } = given;
  return {
    name,
    newer,
    facts: {
      id: '1'.repeat(64),
      tags: [name],
      digests: [],
      created: '2026-01-01T00:00:00Z',
      tagged: undefined,
      bytes: 1e9,
      platform: 'linux/amd64',
      labels: new Map(),
      entrypoint: [],
      command: [],
      environment: new Map(),
      user: undefined,
      workdir: undefined,
      ...facts,
    },
  };
}

function containerOf(given: NonNullable<LiveSample['containers']>[number]): ContainerRecord {
  const { environment = {}, mounts = [], state = 'exited', ...rest } = given;
  return {
    id: 'c'.repeat(64),
    name: 'quirky_name',
    image: undefined,
    imageId: undefined,
    command: [],
    isRunning: state === 'running',
    exitCode: state === 'exited' ? 0 : undefined,
    oomKilled: false,
    error: undefined,
    created: '2026-01-01T00:00:00Z',
    started: '2026-01-01T00:00:00Z',
    finished: state === 'exited' ? '2026-01-01T00:10:00Z' : undefined,
    pid: undefined,
    user: undefined,
    workdir: undefined,
    gpus: undefined,
    devices: [],
    runtime: 'runc',
    shmBytes: 64 * 2 ** 20,
    ipc: 'private',
    network: 'bridge',
    memoryBytes: undefined,
    privileged: false,
    readonlyRoot: false,
    autoRemove: false,
    labels: new Map(),
    log: { errors: [], last: ['done'] },
    inside: undefined,
    isProbe: false,
    ...rest,
    state,
    environment: new Map(Object.entries(environment)),
    mounts: mounts.map((mount) => ({ type: 'bind', source: undefined, name: undefined, readonly: false, ...mount })),
  };
}
