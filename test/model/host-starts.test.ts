import { showRoots } from '../../src/languages/shell';
import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';
import type { Start } from '../../src/model/targets';

const files = {
  'lab/train.py': 'import model\n',
  'lab/model.py': '',
  'lab/pkg/__init__.py': '',
  'lab/pkg/run.py': '',
  'lab/scripts/eval.py': '',
  'lab/tools/eval.py': '',
  'tools/eval.py': '',
  'tools/prepare.py': '',
};

/** The programs that a script in `lab/scripts` starts without a container. */
function startsOf(text: string, others: { readonly [path: string]: string } = {}): readonly Start[] {
  const path = 'lab/scripts/run.sh';
  const tree = memoryTree({ ...files, [path]: `#!/bin/bash\n${text}\n`, ...others });
  const repository = createRepository(tree, {
    examples: { metadata: ['example.yaml'], markers: [], kinds: [] },
    ignores: () => false,
  });
  return repository.script(path)?.starts ?? [];
}

const shown = (start: Start): string =>
  [
    start.runner,
    showRoots(start.target.part.text ?? '?'),
    start.entry ?? '-',
    ...start.arguments.map(({ text }) => text ?? '…'),
    `in ${showRoots(start.workdir ?? '?')}`,
  ].join(' ');

test.each([
  ['python train.py --lr 1', ['python train.py lab/train.py --lr 1 in <caller>']],
  ['cd "$(dirname "$0")/.."\npython3.11 -u train.py', ['python train.py lab/train.py in <repository>/lab']],
  ['python tools/prepare.py', ['python tools/prepare.py tools/prepare.py in <caller>']],
  ['python -m pkg.run', ['python pkg.run lab/pkg/run.py in <caller>']],
  ['nohup python train.py > log 2>&1 &', ['python train.py lab/train.py in <caller>']],
  ['CUDA_VISIBLE_DEVICES=0 torchrun --nproc_per_node 2 train.py', ['torchrun train.py lab/train.py in <caller>']],
  [
    'python -m torch.distributed.launch --nproc_per_node=2 train.py',
    ['torch.distributed.launch train.py lab/train.py in <caller>'],
  ],
  ['ARGS=(--a 1)\naccelerate launch train.py "${ARGS[@]}"', ['accelerate train.py lab/train.py --a 1 in <caller>']],
  [
    'for seed in 1 2; do deepspeed train.py --seed $seed; done',
    [1, 2].map((n) => `deepspeed train.py lab/train.py --seed ${n} in <caller>`),
  ],
  ['echo train.py | xargs -I{} python {}', ['python train.py lab/train.py in <caller>']],
  ['base=`pwd`\npython ${base}/train.py', ['python <caller>/train.py lab/train.py in <caller>']],
  ['composer install\ncomposer -n 4 train.py a.yaml', ['composer train.py lab/train.py a.yaml in <caller>']],
  ['mpirun -np 2 python train.py', ['python train.py lab/train.py in <caller>']],
  ['run() { python "$@"; }\nrun train.py', ['python train.py lab/train.py in <caller>']],
  ['python train.py "$@"', ['python train.py lab/train.py … in <caller>']],
  ['python $LAB/train.py --lr 1', ['python ? - --lr 1 in <caller>']],
  ['python $OPTIONS', []],
  ["python - --lr 1 <<'END'\nimport torch\nEND", ['python import torch\n - --lr 1 in <caller>']],
  ['colossalai run --nproc_per_node 2 train.py', ['colossalai train.py lab/train.py in <caller>']],
  ['colossalai check -i', []],
  ['# python train.py\necho python train.py', []],
])('%s', (text, expected) => {
  expect(startsOf(text).map(shown)).toEqual(expected);
});

test('a program that several folders have is unknown, unless another program tells in which the script starts', () => {
  expect(startsOf('python tools/eval.py').map(({ entry }) => entry)).toEqual([undefined]);
  expect(startsOf('python tools/eval.py\npython train.py').map(({ entry }) => entry)).toEqual([
    'lab/tools/eval.py',
    'lab/train.py',
  ]);
});

test('programs that the script can only find from different folders are unknown', () => {
  expect(startsOf('python tools/prepare.py\npython train.py').map(({ entry }) => entry)).toEqual([undefined, undefined]);
});

test('a script that it runs starts programs of its own', () => {
  const starts = startsOf('cd "$(dirname "$0")"\nbash inner.sh --epochs 3', {
    'lab/scripts/inner.sh': 'python ../train.py "$@"\n',
  });
  expect(starts.map(shown)).toEqual(['python ../train.py lab/train.py --epochs 3 in <repository>/lab/scripts']);
});

test('a start has the variables that the script exports, and conditions', () => {
  const [start] = startsOf('LOCAL=1\nexport A=1 B=$UNKNOWN\n[ -n "$RESUME" ] && C=2 python train.py');
  const variables = [...(start?.variables ?? [])].filter(([name]) => /^[ABC]$|LOCAL/.test(name));
  expect(variables).toEqual([
    ['A', '1'],
    ['B', undefined],
    ['C', '2'],
  ]);
  expect(start?.certainty).toBe('sometimes');
});

test('it runs on the host, and the program is read with its imports', () => {
  const [start] = startsOf('python train.py');
  expect([start?.world.kind, start?.launch, start?.container]).toEqual(['host', undefined, undefined]);
  expect([...(start?.program?.graph.files.keys() ?? [])]).toEqual(['lab/train.py', 'lab/model.py']);
});

test('the starts of its containers follow', () => {
  const starts = startsOf('python train.py\ndocker run --rm demo python predict.py');
  expect(starts.map(({ world, target }) => [world.kind, target.part.text])).toEqual([
    ['host', 'train.py'],
    ['container', 'predict.py'],
  ]);
});

const folder = 'cd "$(dirname "$0")/.."\n';

test.each([
  ['srun -N 2 --gres=gpu:4 python train.py', ['python train.py lab/train.py in <repository>/lab']],
  ['srun --chdir tools python eval.py', ['python eval.py lab/tools/eval.py in <repository>/lab/tools']],
  ['srun --container-image x.sqsh python train.py', []],
  ['sbatch -J demo jobs/a.sbatch --lr 1', ['python train.py lab/train.py --lr 1 in <repository>/lab']],
  ['sbatch --wrap "python train.py --lr 2"', ['python train.py lab/train.py --lr 2 in <repository>/lab']],
  ['srun bash jobs/a.sbatch', ['python train.py lab/train.py in <repository>/lab']],
  ['ray job submit --working-dir . -- python train.py', ['python train.py lab/train.py in <repository>/lab']],
  ['ray job submit -- python train.py', ['python train.py - in ?']],
  ['uv run train.py --lr 1', ['python train.py lab/train.py --lr 1 in <repository>/lab']],
  ['uv run --with torch python train.py', ['python train.py lab/train.py in <repository>/lab']],
  ['poetry run python train.py', ['python train.py lab/train.py in <repository>/lab']],
  ['pixi run -e cuda python train.py', ['python train.py lab/train.py in <repository>/lab']],
  ['conda run -n env --cwd tools python eval.py', ['python eval.py lab/tools/eval.py in <repository>/lab/tools']],
  ['conda activate env', []],
  ['torchrun --nproc_per_node $GPUS --master_port=$PORT train.py', ['torchrun train.py lab/train.py in <repository>/lab']],
  ['torchrun $ARGS train.py', []],
  ['jupyter nbconvert --to notebook --execute demo.ipynb', ['jupyter demo.ipynb - in <repository>/lab']],
  ['jupyter notebook demo.ipynb', []],
  ['papermill demo.ipynb out.ipynb -p lr 1', ['papermill demo.ipynb - out.ipynb -p lr 1 in <repository>/lab']],
])('%s in its folder', (text, expected) => {
  expect(
    startsOf(folder + text, { 'lab/jobs/a.sbatch': '#!/bin/bash\n#SBATCH -N 1\npython train.py "$@"\n' }).map(shown),
  ).toEqual(expected);
});

describe('a script that runs in a container', () => {
  const run = (words: string, inner: string, dockerfile = 'FROM python:3.12\nWORKDIR /app\nENV SIZE=3\nCOPY . .\n') =>
    startsOf(`docker build -t demo ..\ndocker run --rm --volume "$(cd "$(dirname "$0")/.." && pwd):/workspace" ${words}`, {
      'lab/inner.sh': inner,
      'lab/outer.sh': 'bash ./inner.sh\n',
      'lab/Dockerfile': dockerfile,
    }).map((start) => [start.world.kind, shown(start)]);

  test('is followed with its arguments, folder and files', () => {
    expect(run('--workdir /workspace demo bash inner.sh --lr 1', 'for n in 1 2; do python train.py --n $n "$@"; done')).toEqual([
      ['container', 'python train.py lab/train.py --n 1 --lr 1 in /workspace'],
      ['container', 'python train.py lab/train.py --n 2 --lr 1 in /workspace'],
    ]);
  });

  test('sees the variables of the launch and the image', () => {
    expect(run('--env LR=2 demo /workspace/inner.sh', 'cd "$(dirname "$0")" && python train.py $LR $SIZE')).toEqual([
      ['container', 'python train.py lab/train.py 2 3 in /workspace'],
    ]);
  });

  test('can be the entry point, with the command for its arguments', () => {
    const dockerfile =
      'FROM python:3.12\nWORKDIR /workspace\nCOPY inner.sh /inner.sh\nENTRYPOINT ["/inner.sh"]\nCMD ["python", "train.py"]\n';
    expect(run('demo', 'mkdir -p out\nexec "$@"', dockerfile)).toEqual([
      ['container', 'python train.py lab/train.py in /workspace'],
    ]);
    expect(run('demo', 'python -m pkg.run', dockerfile)).toEqual([['container', 'python pkg.run lab/pkg/run.py in /workspace']]);
  });

  test('can run another', () => {
    expect(run('--workdir /workspace demo sh outer.sh', 'torchrun train.py')).toEqual([
      ['container', 'torchrun train.py lab/train.py in /workspace'],
    ]);
  });
});
