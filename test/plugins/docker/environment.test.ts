import rule from '../../../plugins/docker/rules/environment';
import forwarding from '../../../plugins/docker/rules/environment-forwarding';
import { report, script } from './report';

const example = (line: string, python = 'print(1)\n', dockerfile = 'FROM python:3.12\n') => ({
  'train.sh': script(line),
  'train.py': python,
  Dockerfile: dockerfile,
});
const run = (flags: string, command = 'python train.py'): string =>
  `docker run -v "$DIR:/workspace" -w /workspace ${flags} demo ${command}`;

describe('required variables', () => {
  test('name the way on which they are missing', async () => {
    const found = await report(rule, example(`if [ -n "\${FAST:-}" ]; then\n${run('')}\nfi`));
    expect(found).toEqual([
      ['missing', expect.stringMatching(/^docker run/), expect.stringContaining('PYTHONUNBUFFERED is not set when FAST is set')],
    ]);
  });

  test.each([
    ['given', run('-e PYTHONUNBUFFERED=1')],
    ['handed on', run('-e PYTHONUNBUFFERED')],
    ['in a file', run('--env-file .env')],
    ['set by the command', run('', 'env PYTHONUNBUFFERED=1 python train.py')],
    ['done by python itself', run('', 'python -u train.py')],
    ['done by python itself in a shell', run('', "bash -c 'python -u train.py'")],
    ['no Python', run('', './train')],
    ['flags that are not known', run('$FLAGS')],
  ])('%s', async (_, line) => {
    expect(await report(rule, example(line))).toEqual([]);
  });

  test('may be others', async () => {
    const required = [{ name: 'ACME_HOME', value: '/acme', purpose: 'nothing is found' }];
    const found = await report(rule, example(run('')), { options: { required } });
    expect(found[0]?.[2]).toBe(
      'ACME_HOME is not set: nothing is found; add `--env ACME_HOME=/acme`, or set it in the Dockerfile',
    );
  });
});

describe('PYTHONUNBUFFERED', () => {
  const found = async (flags: string) => (await report(rule, example(run(flags)))).map(([id, word]) => [id, word]);

  test('of 0 is as if it were not set', async () => {
    expect(await found('-e PYTHONUNBUFFERED=0')).toEqual([['off', '0']]);
  });

  test('that is misspelt is told by another rule', async () => {
    expect(await found('-e PYTHONUNBUFERED=1')).toEqual([]);
  });

  test('that is set twice, to two values', async () => {
    expect(await found('-e PYTHONUNBUFFERED=2 -e PYTHONUNBUFFERED=1')).toEqual([['twice', 'PYTHONUNBUFFERED']]);
    expect(await found('-e PYTHONUNBUFFERED=1 -e PYTHONUNBUFFERED=1')).toEqual([]);
    expect(await found('-e PYTHONUNBUFFERED=1 ${X:+-e PYTHONUNBUFFERED=2}')).toEqual([]);
  });
});

describe('PYTHONPATH', () => {
  const path = (value: string, flags = '', dockerfile?: string) =>
    report(rule, example(run(`-e PYTHONUNBUFFERED=1 -e PYTHONPATH=${value} ${flags}`), undefined, dockerfile));

  test('names a folder that a mount of the repository does not hold', async () => {
    const sample = (folder: string) => ({
      ...example(run(`-e PYTHONUNBUFFERED=1 -e PYTHONPATH=${folder}`)),
      'source/net.py': '',
      '.gitignore': 'build/\n',
    });
    expect(await report(rule, sample('/workspace/sources'))).toEqual([
      ['absent', '/workspace/sources', expect.stringContaining('write `/workspace/source`')],
    ]);
    expect(await report(rule, sample('/workspace/source'))).toEqual([]);
    expect(await report(rule, sample('/workspace/build'))).toEqual([]);
  });

  test('and the mount are written alike', async () => {
    const found = async (value: string, target: string) =>
      (await path(value, `-v "$ROOT:${target}:ro"`, 'FROM python:3.12\n')).map(([id, word]) => [id, word]);
    expect(await found('/cvlization', '/cvlization_repo')).toEqual([['misspelt', '/cvlization']]);
    expect(await found('/cvlization_repo', '/cvlizaton_repo')).toEqual([['misplaced', '/cvlizaton_repo']]);
  });

  test('names a folder that nothing mounts', async () => {
    expect(await path('/workspace:/cvlization_repo')).toEqual([
      ['unmounted', '/workspace:/cvlization_repo', expect.stringContaining('names /cvlization_repo, and')],
    ]);
  });

  test.each([
    ['a mount', '/cvlization_repo', '-v "$ROOT:/cvlization_repo:ro"', undefined],
    [
      'a folder that the image makes',
      '/cvlization_repo',
      '',
      'FROM python:3.12\nRUN git clone https://x.org/y /cvlization_repo\n',
    ],
    ['a folder of the image', '/opt/lib', '', undefined],
    ['an unknown mount', '/cvlization_repo', '-v "$ROOT:$TARGET"', undefined],
  ])('%s', async (_, value, flags, dockerfile) => {
    expect(await path(value, flags, dockerfile)).toEqual([]);
  });
});

describe('variables that are handed on', () => {
  const check = (line: string, python?: string) => report(forwarding, example(line, python));

  test.each([
    ['the first GPU', '--gpus all -e CUDA_VISIBLE_DEVICES=0', 'fixed', 'CUDA_VISIBLE_DEVICES=0'],
    ['another GPU', '--gpus all --env "CUDA_VISIBLE_DEVICES=1"', 'pinned', '"CUDA_VISIBLE_DEVICES=1"'],
    ['no GPU', '--gpus all -e CUDA_VISIBLE_DEVICES=', 'hidden', 'CUDA_VISIBLE_DEVICES='],
    [
      'no GPU by default',
      '--gpus all -e CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-}"',
      'hidden',
      'CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-}"',
    ],
    [
      'no GPU where it is not set',
      '--gpus all -e CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"',
      'hidden',
      'CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"',
    ],
  ])('%s', async (_, flags, id, word) => {
    const found = await check(run(flags));
    expect(found.map((each) => [each[0], each[1]])).toEqual([[id, word]]);
  });

  test.each([
    ['a default', '--gpus all -e CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-0}"'],
    ['only where it is set', '--gpus all ${CUDA_VISIBLE_DEVICES:+-e CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"}'],
    ['as it is', '--gpus all -e CUDA_VISIBLE_DEVICES'],
    ['the first of those given', '--gpus \'"device=1"\' -e CUDA_VISIBLE_DEVICES=0'],
    ['a container without GPUs', '-e CUDA_VISIBLE_DEVICES='],
    ['a later value', '--gpus all -e CUDA_VISIBLE_DEVICES=0 -e CUDA_VISIBLE_DEVICES=0,1'],
    ['a token that may be empty', '-e HF_TOKEN="${HF_TOKEN:-}"'],
  ])('%s', async (_, flags) => {
    expect(await check(run(flags))).toEqual([]);
  });

  test('is set, or the script stops before', async () => {
    const line = run('--gpus all -e CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"');
    expect(await check(`: "\${CUDA_VISIBLE_DEVICES:?}"\n${line}`)).toEqual([]);
    expect(await check(`set -u\n${line}`)).toEqual([]);
    expect(await check(`if [ -n "$CUDA_VISIBLE_DEVICES" ]; then\n${line}\nfi`)).toEqual([]);
  });

  const line = run('-e "EPOCHS=${EPOCHS:-}"');
  test.each([
    ['a number', 'import os\nepochs = int(os.environ.get("EPOCHS", "3"))\n', 'crash', 'which fails'],
    ['a default', 'import os\nepochs = os.getenv("EPOCHS", "three")\n', 'replaced', 'the code’s default `three`'],
  ])('an empty text in place of %s', async (_, python, id, text) => {
    expect(await check(line, python)).toEqual([[id, '"EPOCHS=${EPOCHS:-}"', expect.stringContaining(text)]]);
  });

  test.each([
    ['no default', 'import os\nepochs = os.getenv("EPOCHS")\n'],
    ['an empty default', 'import os\nepochs = os.getenv("EPOCHS", "")\n'],
    ['another for the empty text', 'import os\nepochs = os.getenv("EPOCHS", "x") or "three"\n'],
    [
      'a function that takes the empty text for none',
      'import os\ndef env(name, default):\n    value = os.getenv(name, "").strip()\n    return value if value else default\nepochs = env("EPOCHS", "three")\n',
    ],
    ['a value of its own', 'import os\nos.environ["EPOCHS"] = "3"\nepochs = os.getenv("EPOCHS", "three")\n'],
  ])('code with %s', async (_, python) => {
    expect(await check(line, python)).toEqual([]);
  });
});
