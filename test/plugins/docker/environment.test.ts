import rule from '../../../plugins/docker/rules/environment';
import forwarding from '../../../plugins/docker/rules/environment-forwarding';
import twice from '../../../plugins/docker/rules/environment-twice';
import choice from '../../../plugins/docker/rules/gpu-choice';
import pythonPath from '../../../plugins/docker/rules/python-path';
import pythonPathMount from '../../../plugins/docker/rules/python-path-mount';
import { report, script, words } from './report';

const example = (line: string, python = 'print(1)\n', dockerfile = 'FROM python:3.12\n') => ({
  'train.sh': script(line),
  'train.py': python,
  Dockerfile: dockerfile,
});
const run = (flags: string, command = 'python train.py'): string =>
  `docker run -v "$DIR:/workspace" -w /workspace ${flags} demo ${command}`;

describe('required variables', () => {
  test('name the path on which they are missing', async () => {
    const found = await report(rule, example(`if [ -n "\${FAST:-}" ]; then\n${run('')}\nfi`));
    expect(found).toEqual([
      ['missing', expect.stringMatching(/^docker run/), expect.stringContaining("PYTHONUNBUFFERED isn't set when FAST is set")],
    ]);
  });

  test.each([
    ['given', run('-e PYTHONUNBUFFERED=1')],
    ['passed on', run('-e PYTHONUNBUFFERED')],
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
    const required = [{ name: 'ACME_HOME', value: '/acme', purpose: 'Nothing is found.' }];
    const found = await report(rule, example(run('')), { options: { required } });
    expect(found).toEqual([['missing', expect.anything(), expect.stringContaining('`--env ACME_HOME=/acme`')]]);
  });
});

describe('PYTHONUNBUFFERED', () => {
  const found = (flags: string) => words([rule, twice], example(run(flags)));

  test('of 0 has no effect', async () => {
    expect(await found('-e PYTHONUNBUFFERED=0')).toEqual([['environment off', '0']]);
  });

  test('that is misspelled is left to another rule', async () => {
    expect(await found('-e PYTHONUNBUFERED=1')).toEqual([]);
  });

  test('that is set twice, to two values', async () => {
    expect(await found('-e PYTHONUNBUFFERED=2 -e PYTHONUNBUFFERED=1')).toEqual([['environment-twice twice', 'PYTHONUNBUFFERED']]);
    expect(await found('-e PYTHONUNBUFFERED=1 -e PYTHONUNBUFFERED=1')).toEqual([]);
    expect(await found('-e PYTHONUNBUFFERED=1 ${X:+-e PYTHONUNBUFFERED=2}')).toEqual([]);
  });
});

describe('PYTHONPATH', () => {
  const path = (value: string, flags = '', dockerfile?: string) =>
    report([pythonPath, pythonPathMount], example(run(`-e PYTHONPATH=${value} ${flags}`), undefined, dockerfile));

  test("names a folder that a mount of the repository doesn't have", async () => {
    const sample = (folder: string) => ({
      ...example(run(`-e PYTHONPATH=${folder}`)),
      'source/net.py': '',
      '.gitignore': 'build/\n',
    });
    expect(await report(pythonPath, sample('/workspace/sources'))).toEqual([
      ['similar', '/workspace/sources', expect.stringContaining('`/workspace/source`')],
    ]);
    expect(await words(pythonPath, sample('/workspace/packages'))).toEqual([['absent', '/workspace/packages']]);
    expect(await report(pythonPath, sample('/workspace/source'))).toEqual([]);
    expect(await report(pythonPath, sample('/workspace/build'))).toEqual([]);
  });

  test('and the mount are spelled alike', async () => {
    const found = async (value: string, target: string) =>
      (await path(value, `-v "$ROOT:${target}:ro"`, 'FROM python:3.12\n')).map(([id, word]) => [id, word]);
    expect(await found('/cvlization', '/cvlization_repo')).toEqual([['python-path-mount path', '/cvlization']]);
    expect(await found('/cvlization_repo', '/cvlizaton_repo')).toEqual([['python-path-mount target', '/cvlizaton_repo']]);
  });

  test('names a folder that nothing mounts', async () => {
    expect(await path('/workspace:/cvlization_repo')).toEqual([
      ['python-path unmounted', '/workspace:/cvlization_repo', expect.stringContaining('names /cvlization_repo,')],
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

describe('variables that are passed on', () => {
  const check = (line: string, python?: string) => report([choice, forwarding], example(line, python));

  test.each([
    ['the first GPU', '--gpus all -e CUDA_VISIBLE_DEVICES=0', 'gpu-choice first', 'CUDA_VISIBLE_DEVICES=0'],
    ['another GPU', '--gpus all --env "CUDA_VISIBLE_DEVICES=1"', 'gpu-choice other', '"CUDA_VISIBLE_DEVICES=1"'],
    ['no GPU', '--gpus all -e CUDA_VISIBLE_DEVICES=', 'environment-forwarding library', 'CUDA_VISIBLE_DEVICES='],
    [
      'no GPU by default',
      '--gpus all -e CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-}"',
      'environment-forwarding library',
      'CUDA_VISIBLE_DEVICES="${CUDA_VISIBLE_DEVICES:-}"',
    ],
    [
      'no GPU where it is not set',
      '--gpus all -e CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"',
      'environment-forwarding library',
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
    ['a number', 'import os\nepochs = int(os.environ.get("EPOCHS", "3"))\n', 'number', 'a number'],
    ['a default', 'import os\nepochs = os.getenv("EPOCHS", "three")\n', 'default', '`three`'],
  ])('an empty text in place of %s', async (_, python, id, text) => {
    expect(await check(line, python)).toEqual([
      [`environment-forwarding ${id}`, '"EPOCHS=${EPOCHS:-}"', expect.stringContaining(text)],
    ]);
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
