import sharedMemory from '../../../plugins/docker/rules/shared-memory';
import { report, script } from './report';

describe('shared memory', () => {
  const check = (flags: string, python: string) =>
    report(sharedMemory, {
      'train.sh': script(`docker run ${flags} -v "$DIR:/workspace" -w /workspace demo python train.py`),
      'train.py': python,
    });
  const loader = 'from torch.utils.data import DataLoader\n';

  test('is asked for where workers load data, by what the code says or by default', async () => {
    const option = `import argparse\n${loader}p = argparse.ArgumentParser()\np.add_argument("--num_workers", type=int, default=8)\na = p.parse_args()\nDataLoader([1], num_workers=a.num_workers)\n`;
    const found = await check('--rm', option);
    expect(found).toEqual([['missing', expect.stringMatching(/^docker run/), expect.stringContaining('8 workers')]]);
  });

  test.each([
    ['given', '--shm-size=2g', `${loader}DataLoader([1], num_workers=4)\n`],
    ["the machine's", '--ipc host', `${loader}DataLoader([1], num_workers=4)\n`],
    ['mounted', '-v /dev/shm:/dev/shm', `${loader}DataLoader([1], num_workers=4)\n`],
    ['without workers', '', `${loader}DataLoader([1])\nnum_workers = 4\n`],
    ["with a number that isn't known", '', `import os\n${loader}DataLoader([1], num_workers=os.cpu_count())\n`],
  ])('%s', async (_, flags, python) => {
    expect(await check(flags, python)).toEqual([]);
  });

  test('on some paths only', async () => {
    const found = await check('${BIG:+--shm-size 8g}', `${loader}DataLoader([1], num_workers=1)\n`);
    expect(found).toEqual([['missing', expect.anything(), expect.stringContaining('a worker')]]);
    expect(found[0]?.[2]).toContain(' when BIG is not set');
  });
});
