import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';
import type { Launch } from '../../src/model/targets';

function launchesOf(script: string, dockerfile?: string): readonly Launch[] {
  const repository = createRepository(
    memoryTree({
      'train.sh': `#!/bin/bash\n${script}\n`,
      'build.sh': '#!/bin/bash\ndocker build -t demo .\n',
      ...(dockerfile !== undefined && { Dockerfile: dockerfile }),
    }),
    { examples: { metadata: [], markers: [], kinds: [] }, ignores: () => false },
  );
  return repository.script('train.sh')?.launches ?? [];
}

describe('the main launch of a script', () => {
  test.each([
    ['docker run demo python train.py', [true]],
    ['docker run demo', [true]],
    ['docker run demo bash train.sh', [true]],
    ['docker run demo bash -c "pip install x && python train.py"', [true]],
    ['docker run demo bash -c "rm -rf /tmp/x"', [false]],
    ['docker run demo /bin/chown -R 1000 /data', [false]],
    ['docker run --entrypoint chown demo -R 1000 /data', [false]],
    ['docker run demo python prepare.py', [false]],
    ['docker run demo python -c "import torch"', [false]],
    ['docker run demo python train.py --help', [false]],
    ['docker run --help', [false]],
    ['docker run --wokdir /x demo python train.py', [false]],
    ['docker run demo --gpus all', [false]],
    ['docker run demo python tokens.py\ndocker run --gpus all demo python train.py', [false, true]],
    ['docker run demo python a.py\ndocker run --gpus all demo python prepare.py', [true, false]],
  ])('%s', (script, expected) => {
    expect(launchesOf(script).map(({ isMain }) => isMain)).toEqual(expected);
  });
});

describe('a flag after the image', () => {
  const flagOf = (script: string, dockerfile?: string) => launchesOf(script, dockerfile)[0]?.misplacedFlag?.text;

  test.each([
    ['docker run demo --gpus all', '--gpus'],
    ['docker run demo --shm-size=8g python train.py', '--shm-size=8g'],
    ['docker run demo --model x', undefined],
    ['docker run --gpus all demo python train.py --gpus all', undefined],
    ['docker run --entrypoint train demo --name x', undefined],
  ])('%s', (script, expected) => {
    expect(flagOf(script)).toBe(expected);
  });

  test("belongs to the image's entrypoint", () => {
    expect(flagOf('docker run demo --name x', 'FROM python:3.12\nENTRYPOINT ["python", "train.py"]\n')).toBeUndefined();
    expect(flagOf('docker run demo --name x', 'FROM python:3.12\n')).toBe('--name');
  });
});
