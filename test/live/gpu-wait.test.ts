import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleGpus } from '../../src/live/verify/gpu-samples';
import { waitForGpu } from '../../src/live/verify/gpu-wait';
import { type Recorded, writeDouble } from './double';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-gpu-wait-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Wanted {
  readonly gpus: Recorded | string;
  readonly apps?: string;
  readonly count?: number;
  readonly timeoutMs?: number;
}

/** Waits for 8 GB on a machine whose `nvidia-smi` always answers so. */
async function wait({ gpus, apps = '', count = 1, timeoutMs = 0 }: Wanted) {
  writeDouble(folder, 'nvidia-smi', { '--query-gpu=*': gpus, '--query-compute-apps=*': apps });
  const said: string[] = [];
  const refusal = await waitForGpu({
    freeMib: 8192,
    count,
    env: { PATH: `${folder}:/usr/bin:/bin` },
    signal: new AbortController().signal,
    timeoutMs,
    lookMs: 1,
    say: async (sentence) => void said.push(sentence),
  });
  return { refusal, said };
}

const card = (index: number, total: string, used: string): string =>
  `${index}, NVIDIA A10G, GPU-${index}, ${total}, ${used}, 0, 30, Disabled, 550.54\n`;

test.each([
  ['the GPU is free', { gpus: card(0, '23028', '1') }],
  ['one of eight is free', { gpus: [0, 1, 2, 3, 4, 5, 6, 7].map((at) => card(at, '81559', at === 5 ? '4' : '80000')).join('') }],
  ['the driver does not say what is in use', { gpus: card(0, '[N/A]', '[N/A]') }],
  ['two are needed and free', { gpus: card(0, '23028', '1') + card(1, '23028', '9000') + card(2, '23028', '20000'), count: 2 }],
])('no wait where %s', async (_, wanted) => {
  expect(await wait(wanted)).toEqual({ refusal: undefined, said: [] });
});

test('says who uses the memory, and gives up in time', async () => {
  const apps = `GPU-0, ${process.pid}, 20000\nGPU-0, 4194305, [N/A]\n`;
  const { refusal, said } = await wait({ gpus: card(0, '23028', '20100'), apps });
  expect(refusal).toBe('No GPU became free in time.');
  expect(said).toEqual([
    expect.stringMatching(
      new RegExp(
        `^Waiting for 8\\.0 GB of free GPU memory, which \\S.* ${process.pid}( in container \\w{12})? \\(20000 MiB\\), process 4194305 use\\.$`,
      ),
    ),
  ]);
});

test.each<readonly [string, Wanted, string]>([
  ['no GPU', { gpus: { stdout: 'No devices were found\n', code: 6 } }, 'There is no GPU to wait for.'],
  ['a smaller card', { gpus: card(0, '6144', '0') }, 'No GPU has 8.0 GB of memory at all.'],
  [
    'too few large cards',
    { gpus: card(0, '23028', '0') + card(1, '6144', '0'), count: 2 },
    'Only 1 of the 2 GPUs that the example needs have 8.0 GB of memory at all.',
  ],
  [
    'a driver of another version',
    { gpus: { stdout: 'Failed to initialize NVML: Driver/library version mismatch\n', code: 18 }, timeoutMs: 60_000 },
    'Failed to initialize NVML: Driver/library version mismatch.',
  ],
])('refuses at once where there is %s', async (_, wanted, refusal) => {
  expect(await wait(wanted)).toEqual({ refusal, said: [] });
});

test('a reading that fails in between does not end the watch over the memory', async () => {
  const counter = join(folder, 'count');
  const script = `#!/bin/sh
echo x >> ${counter}
case $(wc -l < ${counter}) in
1) echo "0, A, GPU-0, 1000, 100, 5, 40" ;;
2) exit 255 ;;
*) echo "0, A, GPU-0, 1000, 900, 50, 80" ;;
esac
`;
  writeFileSync(join(folder, 'nvidia-smi'), script);
  chmodSync(join(folder, 'nvidia-smi'), 0o755);
  const sampler = sampleGpus({ PATH: `${folder}:/usr/bin:/bin` });
  const calls = (): number => (existsSync(counter) ? readFileSync(counter, 'utf8').length / 2 : 0);
  while (calls() < 4) await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await sampler.stop())?.gpus).toMatchObject([{ before: 100, peak: 900, hottest: 80 }]);
  expect(sampler.grownAfter()).toBeGreaterThan(0);
});
