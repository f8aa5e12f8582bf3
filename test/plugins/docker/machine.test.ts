import device from '../../../plugins/docker/rules/gpu-device';
import gpus from '../../../plugins/docker/rules/gpus';
import sharedMemory from '../../../plugins/docker/rules/shared-memory';
import workdir from '../../../plugins/docker/rules/workdir';
import { report, script } from './report';

describe('GPUs', () => {
  const check = (gpu: unknown, ...lines: string[]) =>
    report([gpus, device], {
      'example.yaml': `presets:\n  train: {script: train.sh}\nresources:\n  gpu: ${gpu}\n`,
      'train.sh': script(...lines),
    });

  test('that are asked for and not given', async () => {
    const found = await check(2, 'docker run --rm demo python train.py');
    expect(found).toEqual([['gpus missing-many', 'docker run --rm demo python train.py', expect.stringContaining('2 GPUs')]]);
  });

  test.each([
    ['by a flag', 'docker run --gpus 1 demo python train.py'],
    ['by a device', 'docker run --device nvidia.com/gpu=all demo python train.py'],
    ['by a device file', 'docker run --device /dev/nvidia0 demo python train.py'],
    ['by a runtime', 'docker run --runtime nvidia demo python train.py'],
    ['by another client', 'nvidia-docker run demo python train.py'],
    ['by flags that are not known', 'docker run $FLAGS demo python train.py'],
    ['where there are any', 'G=()\nif command -v nvidia-smi; then G=(--gpus all); fi\ndocker run "${G[@]}" demo python train.py'],
    ['for the training alone', 'docker run demo python tokens.py\ndocker run --gpus all demo python train.py'],
  ])('%s', async (_, line) => {
    expect(await check(1, line)).toEqual([]);
  });

  test('that are given and not asked for', async () => {
    expect(await check(0, 'docker run --gpus all demo python train.py')).toEqual([['gpus unneeded', 'all', expect.anything()]]);
    expect(await check(0, 'docker run ${GPU:+--gpus "$GPU"} demo python train.py')).toEqual([]);
  });

  test.each(['required', 'true', '"2"', '1-2', '2x A100', '{count: 1}', '">=1"'])('%s asks for some', async (written) => {
    const [found, ...more] = await check(written, 'docker run demo python train.py');
    expect([found?.[0]?.replace('-many', ''), found?.[1], more]).toEqual(['gpus missing', 'docker run demo python train.py', []]);
    expect(await check(written, 'docker run --gpus all demo python train.py')).toEqual([]);
  });

  test.each(['none', 'false', '"0"'])('%s asks for none', async (written) => {
    expect(await check(written, 'docker run --gpus all demo python train.py')).toEqual([
      ['gpus unneeded', 'all', expect.anything()],
    ]);
    expect(await check(written, 'docker run demo python train.py')).toEqual([]);
  });

  test.each(['{min: 1}', 'optional', '0-1', 'A100 if there is one'])('%s is not certain', async (written) => {
    expect(await check(written, 'docker run demo python train.py')).toEqual([]);
    expect(await check(written, 'docker run --gpus all demo python train.py')).toEqual([]);
  });

  test('of a machine with more than one', async () => {
    const found = await check(1, `docker run --gpus '"device=1"' demo python train.py`);
    expect(found.map(([id]) => id)).toEqual(['gpu-device device']);
    expect(await check(1, `docker run --gpus '"device=0"' demo python train.py`)).toEqual([]);
  });
});

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
    ['with as many as nobody knows', '', `import os\n${loader}DataLoader([1], num_workers=os.cpu_count())\n`],
  ])('%s', async (_, flags, python) => {
    expect(await check(flags, python)).toEqual([]);
  });

  test('on some paths only', async () => {
    const found = await check('${BIG:+--shm-size 8g}', `${loader}DataLoader([1], num_workers=1)\n`);
    expect(found).toEqual([['missing', expect.anything(), expect.stringContaining('a worker')]]);
    expect(found[0]?.[2]).toContain(' when BIG is not set');
  });
});

describe('the working folder', () => {
  const check = (flags: string, dockerfile: string, command = 'python train.py') =>
    report(workdir, { 'train.sh': script(`docker run ${flags} demo ${command}`), Dockerfile: dockerfile, 'train.py': '' });
  const mount = '-v "$DIR:/work"';

  test('is set where the file is named by a relative path', async () => {
    expect(await check(mount, 'FROM python:3.12\n')).toEqual([
      ['unset', expect.stringMatching(/^docker run/), expect.stringContaining('`--workdir /work`')],
    ]);
  });

  test('is one that the container has', async () => {
    expect(await check(`${mount} -w /app`, 'FROM python:3.12\n')).toEqual([
      ['elsewhere', '/app', expect.stringContaining('`--workdir /work`')],
    ]);
    expect(await check('-w /app', 'FROM python:3.12\n')).toEqual([['absent', '/app', expect.anything()]]);
  });

  test.each([
    ['by the image', mount, 'FROM python:3.12\nWORKDIR /work\n', undefined],
    ['by the base image, perhaps', mount, 'FROM pytorch/pytorch:2.9.0\n', undefined],
    ['not needed', mount, 'FROM python:3.12\n', 'python /work/train.py'],
    ['by the command', mount, 'FROM python:3.12\n', "bash -c 'cd /work && python train.py'"],
    ['a folder of the image', `${mount} -w /app`, 'FROM python:3.12\nRUN mkdir /app\n', undefined],
    ['a mount', `${mount} -w /work`, 'FROM python:3.12\n', undefined],
    ['a folder below a mount', `${mount} -w /work/src`, 'FROM python:3.12\n', undefined],
    ['a folder above a mount', '-v "$DIR:/app/work" -w /app', 'FROM python:3.12\n', 'python work/train.py'],
    ['not known', `${mount} -w "$FOLDER"`, 'FROM python:3.12\n', undefined],
  ])('%s', async (_, flags, dockerfile, command) => {
    expect(await check(flags, dockerfile, command)).toEqual([]);
  });
});
