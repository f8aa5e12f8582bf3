import {
  answer,
  containerNamed,
  createEngine,
  engineInfo,
  listContainers,
  listImages,
  readContainer,
} from '../../../src/live/engine';

const id = (digit: string): string => digit.repeat(64);

/** As docker 28 describes a container, shortened. */
const ofDocker = {
  Id: id('a'),
  Created: '2026-01-02T03:04:05.6Z',
  Path: 'python',
  Args: ['train.py', '--epochs', '3'],
  State: {
    Status: 'exited',
    Running: false,
    OOMKilled: true,
    Pid: 0,
    ExitCode: 137,
    Error: '',
    StartedAt: '2026-01-02T03:04:06Z',
    FinishedAt: '2026-01-02T03:05:06Z',
  },
  Image: `sha256:${id('1')}`,
  Name: '/demo',
  HostConfig: {
    IpcMode: 'host',
    ShmSize: 67108864,
    Memory: 1073741824,
    Privileged: false,
    AutoRemove: true,
    Runtime: 'nvidia',
    NetworkMode: 'bridge',
    Devices: [{ PathOnHost: '/dev/kvm', PathInContainer: '/dev/kvm', CgroupPermissions: 'rwm' }],
    DeviceRequests: [{ Driver: '', Count: -1, DeviceIDs: null, Capabilities: [['gpu']], Options: {} }],
  },
  Mounts: [
    { Type: 'bind', Source: '/repo/examples/demo', Destination: '/workspace', Mode: '', RW: true },
    { Type: 'volume', Name: 'cache', Source: '/var/lib/docker/volumes/cache/_data', Destination: '/cache', RW: false },
  ],
  Config: {
    User: '1000:1000',
    Env: ['A=1=2', 'EMPTY=', 'HF_TOKEN=hf_x'],
    Image: 'demo:latest',
    WorkingDir: '/workspace',
    Labels: { a: 'b' },
  },
};

test('reads a container of docker', () => {
  expect(readContainer(ofDocker)).toEqual({
    id: id('a'),
    name: 'demo',
    image: 'demo:latest',
    imageId: id('1'),
    command: ['python', 'train.py', '--epochs', '3'],
    state: 'exited',
    isRunning: false,
    exitCode: 137,
    oomKilled: true,
    error: undefined,
    created: '2026-01-02T03:04:05.6Z',
    started: '2026-01-02T03:04:06Z',
    finished: '2026-01-02T03:05:06Z',
    pid: undefined,
    environment: new Map([
      ['A', '1=2'],
      ['EMPTY', ''],
      ['HF_TOKEN', 'hf_x'],
    ]),
    mounts: [
      { type: 'bind', source: '/repo/examples/demo', name: undefined, target: '/workspace', readonly: false },
      { type: 'volume', source: '/var/lib/docker/volumes/cache/_data', name: 'cache', target: '/cache', readonly: true },
    ],
    user: '1000:1000',
    workdir: '/workspace',
    gpus: { count: 'all', ids: [] },
    devices: ['/dev/kvm'],
    runtime: 'nvidia',
    shmBytes: 67108864,
    ipc: 'host',
    network: 'bridge',
    memoryBytes: 1073741824,
    privileged: false,
    readonlyRoot: false,
    autoRemove: true,
    labels: new Map([['a', 'b']]),
  });
});

test.each([
  [
    { Driver: 'nvidia', Count: 0, DeviceIDs: ['0', '2'], Capabilities: [['gpu']] },
    { count: 2, ids: ['0', '2'] },
  ],
  [
    { Driver: '', Count: 2, DeviceIDs: null, Capabilities: [['gpu', 'nvidia']] },
    { count: 2, ids: [] },
  ],
  [
    { Driver: 'cdi', Count: 0, DeviceIDs: ['nvidia.com/gpu=all'] },
    { count: 'all', ids: ['nvidia.com/gpu=all'] },
  ],
  [{ Driver: 'cdi', Count: 0, DeviceIDs: ['vendor.com/nic=0'] }, undefined],
])('reads the GPUs of %j', (request, gpus) => {
  const container = readContainer({ ...ofDocker, HostConfig: { DeviceRequests: [request] } });
  expect(container?.gpus).toEqual(gpus);
});

test('knows no exit code of what runs or never ran', () => {
  const state = (more: object) => readContainer({ ...ofDocker, State: { ...ofDocker.State, OOMKilled: false, ...more } });
  expect(state({ Status: 'running', Running: true, ExitCode: 0, Pid: 7 })).toMatchObject({
    exitCode: undefined,
    isRunning: true,
    pid: 7,
  });
  expect(state({ Status: 'created', ExitCode: 0, StartedAt: '0001-01-01T00:00:00Z' })).toMatchObject({
    exitCode: undefined,
    started: undefined,
  });
  expect(state({ Status: 'created', ExitCode: 127, Error: 'exec: "nope": executable file not found in $PATH' })).toMatchObject({
    exitCode: 127,
    error: 'exec: "nope": executable file not found in $PATH',
  });
});

test.each([null, 'text', [], {}, { Id: 'x' }, { Id: 'x', Name: 'y', State: {} }])('takes %j for no container', (value) => {
  expect(readContainer(value)).toBeUndefined();
});

type Said = { readonly stdout?: string; readonly stderr?: string; readonly code?: number };
const engineSaying = (say: (words: readonly string[]) => Said) =>
  createEngine(['docker'], 'docker', {}, async ([, ...words]) => ({
    ended: 'exited',
    code: 0,
    stdout: '',
    stderr: '',
    truncated: false,
    reason: '',
    ...say(words),
  }));

test('leaves out containers that are gone since they were listed', async () => {
  const engine = engineSaying(([verb]) =>
    verb === 'ps'
      ? { stdout: `${id('a')}\n${id('b')}\n` }
      : { stdout: JSON.stringify([ofDocker]), stderr: `Error: No such container: ${id('b')}\n`, code: 1 },
  );
  expect(await listContainers(engine)).toMatchObject({ ok: true, value: [{ name: 'demo' }] });
});

test('asks for many at once, in calls that a system can take', async () => {
  const calls: number[] = [];
  const ids = Array.from({ length: 250 }, (_, at) => at.toString(16).padStart(64, '0'));
  const engine = engineSaying(([verb, , ...names]) => {
    if (verb === 'ps') return { stdout: ids.join('\n') };
    calls.push(names.length);
    return { stdout: JSON.stringify(names.map((Id) => ({ ...ofDocker, Id }))) };
  });
  const listed = await listContainers(engine);
  expect(listed.ok && listed.value.map((container) => container.id)).toEqual(ids);
  expect(calls).toEqual([100, 100, 50]);
});

test('does not take a broken answer for no containers', async () => {
  expect(
    await containerNamed(
      engineSaying(() => ({ stdout: 'oops' })),
      'x',
    ),
  ).toMatchObject({ ok: false, fault: { kind: 'unreadable' } });
  expect(await listImages(engineSaying(() => ({ code: 1, stderr: 'Cannot connect to the Docker daemon' })))).toMatchObject({
    ok: false,
    fault: { kind: 'unreachable' },
  });
  expect(
    await containerNamed(
      engineSaying(() => ({ code: 1, stdout: '[]', stderr: 'Error: No such container: x' })),
      'x',
    ),
  ).toEqual(answer(undefined));
});

test('reads what docker says of itself', async () => {
  const info = {
    ServerVersion: '28.3.0',
    OSType: 'linux',
    Architecture: 'x86_64',
    DockerRootDir: '/var/lib/docker',
    Runtimes: { runc: {}, nvidia: {} },
    DefaultRuntime: 'runc',
    CDISpecDirs: ['/etc/cdi'],
    DiscoveredDevices: [{ Source: 'cdi', ID: 'nvidia.com/gpu=0' }],
    SecurityOptions: ['name=seccomp,profile=builtin', 'name=rootless'],
  };
  expect(await engineInfo(engineSaying(() => ({ stdout: JSON.stringify(info) })))).toMatchObject({
    value: { platform: 'linux/amd64', runtimes: ['nvidia', 'runc'], cdiDevices: ['nvidia.com/gpu=0'], rootless: true },
  });
});

test('reads what podman says of itself', async () => {
  const info = {
    host: { os: 'linux', arch: 'arm64', security: { rootless: true }, ociRuntime: { name: 'crun' } },
    store: { graphRoot: '/x' },
    version: { Version: '5' },
  };
  expect(await engineInfo(engineSaying(() => ({ stdout: JSON.stringify(info) })))).toMatchObject({
    value: {
      version: '5',
      platform: 'linux/arm64',
      runtimes: undefined,
      rootless: true,
      dataFolder: '/x',
      defaultRuntime: 'crun',
    },
  });
});
