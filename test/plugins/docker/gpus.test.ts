import device from '../../../plugins/docker/rules/gpu-device';
import gpus from '../../../plugins/docker/rules/gpus';
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
