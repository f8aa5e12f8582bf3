import { findingsOf } from './check';

const found = (check: Parameters<typeof findingsOf>[0], script: string) =>
  findingsOf(
    { on: 'start', ...check },
    { 'example.yaml': 'name: demo\n', 'train.sh': `#!/bin/bash\n${script}\n`, 'train.py': '' },
  );

test('a program on the host is checked by its launcher, words, variables, and folder', async () => {
  const script = 'export NCCL_DEBUG=INFO\ntorchrun --nproc_per_node 4 train.py --lr 1';
  expect(await found({ forbid: 'start.processes > 2' }, script)).toEqual(['found @ 4']);
  expect(await found({ forbid: 'start.launcher == "torchrun" && "--lr" in start.arguments' }, script)).toHaveLength(1);
  expect(await found({ require: 'start.env["NCCL_DEBUG"] == "WARN"' }, script)).toHaveLength(1);
  expect(await found({ forbid: 'start.entry.endsWith("train.py")', message: '{{ start.world }}' }, script)).toEqual([
    'host @ train.py',
  ]);
  expect(await found({ where: 'start.world == "container"', forbid: 'true' }, script)).toEqual([]);
});

test('a program in a container knows its launch', async () => {
  const script = 'docker run --rm demo python train.py';
  const check = { where: 'has(start.launch)', require: 'has(start.launch.shm_size)' } as const;
  expect(await found(check, script)).toHaveLength(1);
  expect(await found(check, script.replace('--rm', '--shm-size 8g'))).toEqual([]);
  expect(await found(check, 'python train.py')).toEqual([]);
});

test('what is unknown is reported neither by require nor by forbid', async () => {
  const script = 'torchrun $MORE train.py "$@"';
  for (const ask of [
    'start.processes == 1',
    '"--lr" in start.arguments',
    '"HF_HOME" in start.env',
    'size(start.arguments) == 0',
  ]) {
    expect([ask, await found({ require: ask }, script)]).toEqual([ask, []]);
    expect([ask, await found({ forbid: ask }, script)]).toEqual([ask, []]);
  }
});

test('a script knows its programs', async () => {
  const check = { on: 'script', require: 'script.starts.exists(s, s.runner == "torchrun")' } as const;
  expect(await findingsOf(check, '#!/bin/bash\npython train.py\n')).toHaveLength(1);
  expect(await findingsOf(check, '#!/bin/bash\ntorchrun train.py\n')).toEqual([]);
});
