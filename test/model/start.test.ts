import type { EvaluatedCommand } from '../../src/languages/shell';
import { REPOSITORY } from '../../src/languages/shell/values/roots';
import type { Word } from '../../src/languages/shell/values/word';
import { memoryTree } from '../../src/model/memory';
import { findPythonFiles } from '../../src/model/program';
import { createRepository } from '../../src/model/repository';
import { createLaunch } from '../../src/model/script';
import type { Example, Launch, Script } from '../../src/model/targets';
import { literalWord } from '../languages/docker/words';

const files = {
  'examples/demo/example.yaml': 'name: demo\n',
  'examples/demo/Dockerfile':
    'FROM pytorch/pytorch:2.1\nWORKDIR /app\nENV PYTHONPATH=/app/src\nCOPY predict.py tools/ ./\nCOPY src ./src\n',
  'examples/demo/train.py': 'import helper\nimport cvlization.net\n',
  'examples/demo/helper.py': '',
  'examples/demo/predict.py': 'import own\n',
  'examples/demo/src/own.py': '',
  'examples/demo/tools/cli.py': '',
  'examples/demo/pkg/__init__.py': '',
  'examples/demo/pkg/main.py': 'import pkg\n',
  'cvlization/__init__.py': '',
  'cvlization/net.py': '',
};

const mounts = [
  '--mount',
  `type=bind,src=${REPOSITORY}/examples/demo,dst=/workspace`,
  '--mount',
  `type=bind,src=${REPOSITORY},dst=/cvlization_repo,readonly`,
];

/** A launch of the demo with `…` for an unknown word. */
function launchOf(words: readonly string[], dockerfile = files['examples/demo/Dockerfile']): Launch {
  const repository = createRepository(memoryTree({ ...files, 'examples/demo/Dockerfile': dockerfile }), {
    examples: { metadata: ['example.yaml'], markers: [], kinds: [] },
    ignores: () => false,
  });
  const example = repository.examples[0] as Example;
  let at = 0;
  const parts = words.map((text): Word => {
    const span = { file: 'examples/demo/train.sh', start: at, end: at + text.length };
    at += text.length + 1;
    return text === '…'
      ? { segments: [{ text: null, span, unknown: { reason: 'argument' } }], span, many: true }
      : literalWord(text, span);
  });
  const script = { repository, example, path: 'examples/demo/train.sh' } as unknown as Script;
  const command = {
    verb: 'run',
    engine: 'docker',
    argv: parts,
    argumentsAt: 0,
    span: parts[0]?.span,
  } as unknown as EvaluatedCommand;
  return createLaunch(script, command);
}

const starts = (...words: string[]) =>
  launchOf(words).starts.map((start) => [
    start.runner,
    start.target.kind,
    start.target.part.text,
    start.entry?.replace('examples/demo/', ''),
    start.arguments.map((part) => part.text ?? '…').join(' '),
  ]);

test.each([
  ['torchrun --nproc-per-node=2 train.py', 2],
  ['torchrun --nproc_per_node=gpu train.py', undefined],
  ['python -m torch.distributed.run --nnodes 2 --nproc_per_node 4 train.py', 4],
  ['accelerate launch --num-processes 3 --main-process-port 29501 train.py', 3],
  ['accelerate launch --num_machines 2 --num_processes 8 train.py', undefined],
  ['deepspeed --include localhost:0,2 train.py', 2],
  ['deepspeed --include worker-0@worker-1:0,2 train.py', undefined],
  ['mpirun -np 4 --mca btl tcp -x PATH python train.py', 4],
  ['mpirun -np 4 --hostfile hosts python train.py', undefined],
  ['horovodrun -np 2 python train.py', 2],
  ['bash -c "torchrun --nproc_per_node 2 train.py && python export.py"', 2],
  ['python train.py', undefined],
])('%s starts %s processes', (command, count) => {
  const [, shell] = /^bash -c "(.*)"$/.exec(command) ?? [];
  const words = shell === undefined ? command.split(' ') : ['bash', '-c', shell];
  const [first, ...others] = launchOf(['demo', ...words]).starts;
  expect(first?.processes?.count).toBe(count);
  expect(others.map(({ processes }) => processes)).toEqual(others.map(() => undefined));
});

test.each([
  [['demo', 'python', 'train.py', '--lr', '1'], [['python', 'file', 'train.py', undefined, '--lr 1']]],
  [[...mounts, '-w', '/workspace', 'demo', 'python3', '-u', 'train.py', '…'], [['python', 'file', 'train.py', 'train.py', '…']]],
  [[...mounts, 'demo', 'python', '/workspace/train.py'], [['python', 'file', '/workspace/train.py', 'train.py', '']]],
  [['demo', 'python', 'predict.py'], [['python', 'file', 'predict.py', 'predict.py', '']]],
  [
    ['--env', 'X=--lr 1', 'demo', 'sh', '-c', 'python predict.py $X "${X}" $OTHER'],
    [['python', 'file', 'predict.py', 'predict.py', '--lr 1 --lr 1']],
  ],
  [['demo', 'python', 'cli.py'], [['python', 'file', 'cli.py', 'tools/cli.py', '']]],
  [['-w', '/app/src', 'demo', 'python', 'own.py'], [['python', 'file', 'own.py', 'src/own.py', '']]],
  [
    [...mounts, '-w', '/workspace', 'demo', 'python', '-m', 'pkg.main', 'x'],
    [['python', 'module', 'pkg.main', 'pkg/main.py', 'x']],
  ],
  [
    [...mounts, '-w', '/workspace', 'demo', 'torchrun', '--nproc_per_node', '2', 'train.py', '--a'],
    [['torchrun', 'file', 'train.py', 'train.py', '--a']],
  ],
  [
    [...mounts, '-w', '/workspace', 'demo', 'python', '-m', 'torch.distributed.run', '--nnodes=1', 'train.py'],
    [['torchrun', 'file', 'train.py', 'train.py', '']],
  ],
  [
    [...mounts, '-w', '/workspace', 'demo', 'accelerate', 'launch', '--mixed_precision', 'bf16', 'train.py'],
    [['accelerate', 'file', 'train.py', 'train.py', '']],
  ],
  [
    [...mounts, 'demo', 'bash', '-lc', 'cd /workspace && pip install -q wandb; python train.py "--name=a b" | tee log'],
    [['python', 'file', 'train.py', 'train.py', '--name=a b']],
  ],
  [
    [...mounts, '-w', '/workspace', '--entrypoint', 'python', 'demo', 'train.py', '-x'],
    [['python', 'file', 'train.py', 'train.py', '-x']],
  ],
  [
    [...mounts, '-w', '/workspace', 'demo', 'env', 'A=1', 'stdbuf', '-oL', 'uv', 'run', '--no-sync', 'train.py'],
    [['python', 'file', 'train.py', 'train.py', '']],
  ],
  [
    [...mounts, '-w', '/workspace', 'demo', 'A=1', 'python', '-c', 'import torch'],
    [['python', 'code', 'import torch', undefined, '']],
  ],
  [['demo', '…', 'train.py'], []],
  [['demo', 'bash', 'run.sh'], []],
  [['demo'], []],
])('%j', (words, expected) => {
  expect(starts(...words)).toEqual(expected);
});

test('what is installed and set before the start', () => {
  const [start] = launchOf([
    ...mounts,
    '-w',
    '/workspace',
    'demo',
    'bash',
    '-c',
    'export A=1 && pip install wandb && B=2 python train.py',
  ]).starts;
  expect(start?.installs.flatMap(({ requirements }) => requirements.map(({ name }) => name))).toEqual(['wandb']);
  expect([...(start?.variables ?? [])]).toEqual([
    ['A', '1'],
    ['B', '2'],
  ]);
  expect(start?.preceded).toBe(false);
  expect(launchOf(['demo', 'bash', '-c', './setup.sh && python predict.py']).starts[0]?.preceded).toBe(true);
});

describe('where paths of the container are', () => {
  const locate = (path: string, ...words: string[]) => {
    const located = launchOf([...words, 'demo', 'python', 'predict.py']).starts[0]?.container.locate(path);
    return located && ('path' in located ? `${located.kind} ${located.path}` : located.kind);
  };

  test.each([
    ['/workspace/outputs', mounts, 'mounted examples/demo/outputs'],
    ['/workspace', mounts, 'mounted examples/demo'],
    ['/workspace2/x', mounts, 'image'],
    ['/cvlization_repo/cvlization', mounts, 'mounted cvlization'],
    ['predict.py', [], 'copied examples/demo/predict.py'],
    ['/app/src/own.py', [], 'copied examples/demo/src/own.py'],
    ['/root/.cache/huggingface', ['-v', '/data/hf:/root/.cache/huggingface'], 'outside'],
    ['/root/.cache', ['-v', '/data/hf:/root/.cache/huggingface'], 'image'],
  ])('%s with %j', (path, words, expected) => {
    expect(locate(path, ...words)).toBe(expected);
  });

  test.each([
    ['COPY helper.py .', '/root/.cache/huggingface', 'image'],
    ['COPY helper.py .', '/opt/helper.py', 'unknown'],
    ['COPY helper.py other.py', '/opt/other.py', 'unknown'],
    ['COPY tools .', '/root/.cache/huggingface', 'unknown'],
    ['ADD helper.py .', '/root/.cache/huggingface', 'unknown'],
  ])('after `%s` in a folder of the base, %s is: %s', (copy, path, expected) => {
    const launch = launchOf(['demo', 'python', '/app/train.py'], `FROM example.com/base:2.1\n${copy}\nWORKDIR /app\n`);
    expect(launch.starts[0]?.container.locate(path).kind).toBe(expected);
  });

  test.each([
    ['pytorch/pytorch:2.1', '/workspace', 'image', null],
    ['python:3.12', '/', 'image', null],
    ['nvcr.io/nvidia/pytorch:24.05-py3', '/workspace', 'image', null],
    ['quay.io/jupyter/pytorch-notebook:latest', '/home/jovyan', 'image', null],
    ['rocm/pytorch:latest', undefined, 'unknown', undefined],
    ['nvcr.io/nvidia/nemo:24.05', undefined, 'unknown', undefined],
  ])('%s run as it is: what is known', (image, workdir, kind, variable) => {
    const { container } = launchOf([image, 'python', '/data/train.py']);
    expect(container.workdir).toBe(workdir);
    expect(container.locate('/opt/net').kind).toBe(kind);
    expect(container.variable('WANDB_API_KEY')).toBe(variable);
  });

  test('a public image sets variables whose values are not known', () => {
    const { container } = launchOf(['nvidia/cuda:12.4.1-base-ubuntu22.04', 'python3', '/data/train.py']);
    expect([container.variable('CUDA_VERSION'), container.variable('HF_HOME')]).toEqual([undefined, null]);
  });

  test('variables of the command line come before those of the image', () => {
    const [start] = launchOf(['-e', 'A=1', '-e', 'B', 'demo', 'python', 'predict.py']).starts;
    expect(['A', 'B', 'PYTHONPATH', 'C'].map((name) => start?.container.variable(name))).toEqual([
      '1',
      undefined,
      '/app/src',
      null,
    ]);
  });
});

describe('the process of a launch', () => {
  const processOf = (instructions: string, ...words: string[]) => {
    const process = launchOf(words, `FROM python:3.12\n${instructions}\n`).process;
    return process?.words.map(({ text }) => text);
  };

  test.each([
    ['', ['demo'], []],
    ['CMD ["python", "a.py"]', ['demo'], ['python', 'a.py']],
    ['CMD ["python", "a.py"]', ['demo', 'bash'], ['bash']],
    ['CMD python a.py', ['demo'], ['/bin/sh', '-c', 'python a.py']],
    ['SHELL ["/bin/bash", "-lc"]\nCMD python a.py', ['demo'], ['/bin/bash', '-lc', 'python a.py']],
    ['ENTRYPOINT ["python", "a.py"]', ['demo'], ['python', 'a.py']],
    ['ENTRYPOINT ["python", "a.py"]\nCMD ["--x"]', ['demo'], ['python', 'a.py', '--x']],
    ['ENTRYPOINT ["python", "a.py"]\nCMD ["--x"]', ['demo', '--y'], ['python', 'a.py', '--y']],
    ['ENTRYPOINT ["python", "a.py"]\nCMD echo b', ['demo'], ['python', 'a.py', '/bin/sh', '-c', 'echo b']],
    ['ENTRYPOINT python a.py\nCMD ["--x"]', ['demo', '--y'], ['/bin/sh', '-c', 'python a.py']],
    ['ENTRYPOINT ["python", "a.py"]\nCMD ["--x"]', ['--entrypoint', 'bash', 'demo'], ['bash']],
    ['ENTRYPOINT ["python", "a.py"]', ['--entrypoint', '', 'demo', 'b.py'], ['b.py']],
    ['ENTRYPOINT ["python", "a.py"]', ['--entrypoint', '…', 'demo', 'b.py'], undefined],
  ])('%s with %j', (instructions, words, expected) => {
    expect(processOf(instructions, ...words)).toEqual(expected);
  });

  test('starts the program of a script that runs its arguments, after whatever it prepares', () => {
    const launch = launchOf(
      ['demo', 'python', 'predict.py'],
      `${files['examples/demo/Dockerfile']}ENTRYPOINT ["/opt/entry.sh"]\n`,
    );
    expect(launch.starts.map(({ entry, preceded }) => [entry, preceded])).toEqual([['examples/demo/predict.py', true]]);
  });
});

test('the Python of an example is what its starts run and what that imports, with PYTHONPATH', () => {
  const launch = launchOf([...mounts, '-w', '/workspace', '-e', 'PYTHONPATH=/cvlization_repo', 'demo', 'python', 'train.py']);
  const [start] = launch.starts;
  expect([...(start?.program?.graph.files.keys() ?? [])]).toEqual([
    'examples/demo/train.py',
    'examples/demo/helper.py',
    'cvlization/__init__.py',
    'cvlization/net.py',
  ]);
  const example = {
    repository: launch.repository,
    launches: [launch, launchOf(['demo', 'python', 'predict.py'])],
  } as unknown as Example;
  expect(findPythonFiles(example).map(({ path }) => path)).toEqual([
    'cvlization/__init__.py',
    'cvlization/net.py',
    'examples/demo/helper.py',
    'examples/demo/predict.py',
    'examples/demo/src/own.py',
    'examples/demo/train.py',
  ]);
});
