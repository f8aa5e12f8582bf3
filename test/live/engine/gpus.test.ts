import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call, ownerOf, pollGpus, readGpus } from '../../../src/live/engine';
import { type Recorded, writeDouble } from '../double';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-gpus-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const csv = '--format=csv,noheader,nounits';
const seven = `--query-gpu=index,name,uuid,memory.total,memory.used,utilization.gpu,temperature.gpu ${csv}`;
const nine = `--query-gpu=index,name,uuid,memory.total,memory.used,utilization.gpu,temperature.gpu,mig.mode.current,driver_version ${csv}`;
const apps = `--query-compute-apps=gpu_uuid,pid,used_gpu_memory ${csv}`;

const withSmi = (answers: Readonly<Record<string, Recorded | string>>): typeof call => {
  writeDouble(join(folder, 'bin'), 'nvidia-smi', answers);
  return (words, options) => call(words, { ...options, env: { PATH: `${folder}/bin:/usr/bin:/bin` } });
};

test('says that there is no nvidia-smi', async () => {
  expect(await readGpus((words) => call(words, { env: { PATH: folder } }))).toEqual({ kind: 'none' });
});

test('reads one GPU and who uses it', async () => {
  const callProgram = withSmi({
    [nine]: '0, NVIDIA A10G, GPU-5a1b, 23028, 20480, 97, 61, Disabled, 550.54.15\n',
    [apps]: 'GPU-5a1b, 4711, 20470\n',
  });
  expect(await readGpus(callProgram)).toEqual({
    kind: 'gpus',
    gpus: [
      {
        index: 0,
        name: 'NVIDIA A10G',
        uuid: 'GPU-5a1b',
        memoryTotal: 23028,
        memoryUsed: 20480,
        utilization: 97,
        temperature: 61,
        mig: false,
        driver: '550.54.15',
      },
    ],
    processes: [{ gpu: 'GPU-5a1b', pid: 4711, memoryUsed: 20470 }],
  });
});

test('reads eight GPUs', async () => {
  const rows = Array.from(
    { length: 8 },
    (_, at) => `${at}, NVIDIA H100 80GB HBM3, GPU-${at}, 81559, ${at}, 0, 30, Disabled, 570.1`,
  );
  const reading = await readGpus(withSmi({ [nine]: rows.join('\n'), [apps]: '' }));
  expect(reading.kind === 'gpus' && reading.gpus.map(({ index, memoryUsed }) => [index, memoryUsed])).toEqual(
    rows.map((_, at) => [at, at]),
  );
});

test('takes what the driver does not say for unknown, as under MIG', async () => {
  const reading = await readGpus(
    withSmi({
      [nine]: '0, NVIDIA A100-SXM4-40GB, GPU-1, 40960, [Insufficient Permissions], [N/A], [Unknown Error], Enabled, 535.1',
      [apps]: 'GPU-1, 12, [N/A]\n',
    }),
  );
  expect(reading).toMatchObject({
    gpus: [{ memoryTotal: 40960, memoryUsed: undefined, utilization: undefined, temperature: undefined, mig: true }],
    processes: [{ pid: 12, memoryUsed: undefined }],
  });
});

test('asks an old driver for less', async () => {
  const reading = await readGpus(
    withSmi({
      [nine]: { stdout: 'Field "mig.mode.current" is not a valid field to query.\n', code: 2 },
      [seven]: '0, Tesla K80, GPU-1, 11441, 0, [Not Supported], 31\n',
      [apps]: { stdout: 'No running processes found\n' },
    }),
  );
  expect(reading).toMatchObject({
    kind: 'gpus',
    gpus: [{ name: 'Tesla K80', utilization: undefined, temperature: 31, mig: false, driver: undefined }],
    processes: [],
  });
});

test('finds no GPU where the driver has none', async () => {
  expect(await readGpus(withSmi({ [nine]: { stdout: 'No devices were found\n', code: 6 } }))).toMatchObject({
    kind: 'gpus',
    gpus: [],
  });
});

test.each([
  [
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.",
    9,
    "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.",
  ],
  [
    'Failed to initialize NVML: Driver/library version mismatch',
    18,
    'Failed to initialize NVML: Driver/library version mismatch.',
  ],
  ['', 255, 'nvidia-smi failed (exit code 255).'],
])('says how nvidia-smi fails: %.40s', async (stdout, code, reason) => {
  expect(await readGpus(withSmi({ [nine]: { stdout, code } }))).toEqual({ kind: 'failed', reason });
});

test('polls memory and load alone', async () => {
  const callProgram = withSmi({ [seven]: '0, NVIDIA A10G, GPU-5a1b, 23028, 20480, 97, 61\n' });
  expect(await pollGpus(callProgram)).toMatchObject([{ memoryUsed: 20480, utilization: 97 }]);
  expect(await pollGpus(withSmi({ [seven]: { code: 9 } }))).toBeUndefined();
});

test.each([
  ['0::/system.slice/docker-CONTAINER.scope', 'a systemd scope'],
  ['12:memory:/docker/CONTAINER', 'a cgroup of docker'],
  ['0::/machine.slice/libpod-CONTAINER.scope/container', 'a cgroup of podman'],
  ['0::/kubepods/burstable/pod12/CONTAINER', 'a cgroup of Kubernetes'],
])('finds the owner of a process in %s', (cgroup) => {
  const id = '0123456789abcdef'.repeat(4);
  mkdirSync(join(folder, '4711'));
  writeFileSync(join(folder, '4711/comm'), 'python\n');
  writeFileSync(join(folder, '4711/cgroup'), cgroup.replace('CONTAINER', id));
  expect(ownerOf(4711, folder)).toEqual({ command: 'python', uid: process.getuid?.(), container: id });
  expect(ownerOf(1, folder)).toEqual({ command: undefined, uid: undefined, container: undefined });
});
