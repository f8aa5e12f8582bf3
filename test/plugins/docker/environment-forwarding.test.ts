import forwarding from '../../../plugins/docker/rules/environment-forwarding';
import choice from '../../../plugins/docker/rules/gpu-choice';
import { report, script } from './report';

const example = (line: string, python = 'print(1)\n', dockerfile = 'FROM python:3.12\n') => ({
  'train.sh': script(line),
  'train.py': python,
  Dockerfile: dockerfile,
});
const run = (flags: string, command = 'python train.py'): string =>
  `docker run -v "$DIR:/workspace" -w /workspace ${flags} demo ${command}`;

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
    ['by its name alone', '--gpus all -e CUDA_VISIBLE_DEVICES'],
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
