import access from '../../../plugins/docker/rules/mount-access';
import mounts from '../../../plugins/docker/rules/mounts';
import { report, script } from './report';

const rule = [mounts, access];

const training = (...lines: string[]) => ({
  'train.sh': script(...lines),
  Dockerfile: 'FROM python:3.12\nWORKDIR /workspace\n',
  'train.py': 'print(1)\n',
});

const workspace = '-v "$DIR:/workspace"';
const ids = async (...lines: string[]): Promise<readonly string[]> => (await report(rule, training(...lines))).map(([id]) => id);

describe('the folder of the example', () => {
  test('is asked of the container that trains', async () => {
    const found = await report(rule, training('docker run --gpus all demo python train.py'));
    expect(found).toEqual([
      [
        'mounts missing',
        'docker run --gpus all demo python train.py',
        expect.stringContaining('`--mount "type=bind,src=${SCRIPT_DIR}'),
      ],
    ]);
  });

  test('at a misspelled target, is reported there', async () => {
    const found = await report(rule, training('docker run -v "$DIR:/worskpace" demo python train.py'));
    expect(found).toEqual([['mounts misplaced', '/worskpace', expect.stringContaining('`/workspace`')]]);
  });

  test('read-only where the program works, is reported at the mount', async () => {
    const found = await report(rule, training('docker run -v "$DIR:/app:ro" -w /app demo python train.py'));
    expect(found.map(([id, word]) => [id, word])).toEqual([['mount-access readonly', '"$DIR:/app:ro"']]);
  });

  test.each([
    ['another folder that the program works in', 'docker run -v "$DIR:/app" -w /app demo python train.py'],
    ['the repository, with the example in it', 'docker run -v "$ROOT:/repo" -w /repo/examples/demo demo python train.py'],
    ['the outputs below the folder it works in', 'docker run -v "$DIR/outputs:/app/outputs" -w /app demo python train.py'],
    ['a launch that the engine refuses', 'docker run -v "$DIR:workspace" demo python train.py'],
    ["the caller's folder in its place", 'docker run -v "$PWD:/mnt/cvl/workspace" demo python train.py'],
    ['a folder above it', 'docker run -v "$ROOT:/" demo python train.py'],
    ['only its outputs', 'docker run -v "$DIR/outputs:/workspace/outputs" demo python train.py'],
    ['a target that is not known', 'docker run -v "$DIR:$TARGET" demo python train.py'],
    ['flags that are not known', 'docker run $EXTRA_ARGS demo python train.py'],
    ['the volumes of another container', 'docker run --volumes-from data demo python train.py'],
    ['a container that changes owners', 'docker run demo chown -R 1000 /x'],
    ['a help', 'docker run demo python train.py --help'],
    ['a shell without a program', 'docker run demo bash -c "rm -rf /tmp/x"'],
    ['a launch that is only printed', 'echo "docker run demo python train.py"'],
  ])('%s', async (_, line) => {
    expect(await ids(line)).toEqual([]);
  });

  test('is not asked of a container that prepares data for another', async () => {
    expect(await ids('docker run demo python prepare.py', `docker run --gpus all ${workspace} demo python train.py`)).toEqual([]);
    expect(await ids('docker run demo python tokens.py', `docker run --gpus all ${workspace} demo python train.py`)).toEqual([]);
  });

  test('is not asked of other scripts', async () => {
    expect(
      await report(rule, { 'train.sh': '#!/bin/bash\n', 'predict.sh': script('docker run demo python predict.py') }),
    ).toEqual([]);
  });

  test('that is mounted on one path only is missing on the other', async () => {
    const lines = [
      'A=()',
      'if [ -n "${DEBUG:-}" ]; then A+=(-v "$DIR:/workspace"); fi',
      'docker run "${A[@]}" demo python train.py',
    ];
    const found = await report(rule, training(...lines));
    expect(found).toEqual([
      ['mounts sometimes', 'docker run "${A[@]}" demo python train.py', expect.stringContaining('when DEBUG is not set')],
    ]);
    const both = ['if [ -n "${DEBUG:-}" ]; then A=(-v "$DIR:/workspace"); else A=(-v "$DIR:/workspace:z"); fi', lines[2]!];
    expect(await ids(...both)).toEqual([]);
  });

  test('on one path may be enough', async () => {
    const lines = ['A=()', 'if [ -n "${DEBUG:-}" ]; then A+=(-v "$DIR:/data"); fi', 'docker run "${A[@]}" demo python train.py'];
    const demand = { target: '/data', source: 'caller', access: 'any', when: 'always', purpose: 'Nothing is read.' };
    const under = (ways: string) => report(mounts, training(...lines), { options: { required: [{ ...demand, ways }] } });
    expect(await under('any')).toEqual([]);
    expect(await under('all')).toHaveLength(1);
  });

  test('read-only is of no use for a training', async () => {
    const found = await report(rule, training('docker run -v "$DIR:/workspace:ro" demo python train.py'));
    expect(found.map(([id, at]) => [id, at])).toEqual([['mount-access readonly', '"$DIR:/workspace:ro"']]);
  });
});

describe("the repository's package", () => {
  const example = (python: string, docker = '', flags = '') => ({
    'train.sh': script(`docker run ${workspace} ${flags} -w /workspace demo python train.py`),
    Dockerfile: `FROM python:3.12\n${docker}`,
    'train.py': python,
    '/acme/__init__.py': '',
  });

  test('is mounted where the code imports it', async () => {
    const found = await report(rule, example('import acme\n'));
    expect(found).toEqual([['mounts missing', expect.anything(), expect.stringContaining('/cvlization_repo')]]);
  });

  test.each([
    ['guarded', example('try:\n    import acme\nexcept ImportError:\n    acme = None\n')],
    ['installed by the image', example('import acme\n', 'RUN pip install acme\n')],
    ['mounted', example('import acme\n', '', '-e PYTHONPATH=/code -v "$ROOT:/code:ro"')],
    ['another package', example('import numpy\n')],
  ])('%s', async (_, sample) => {
    expect(await report(rule, sample)).toEqual([]);
  });

  test('is mounted read-only', async () => {
    const found = await report(rule, example('import acme\n', '', '-v "$ROOT:/cvlization_repo" -e PYTHONPATH=/cvlization_repo'));
    expect(found).toEqual([['mount-access writable', '"$ROOT:/cvlization_repo"', expect.stringContaining('`:ro`')]]);
  });
});

describe('the cache of Hugging Face', () => {
  const code = 'from transformers import AutoModel\nmodel = AutoModel.from_pretrained("acme/tiny")\n';
  const example = (flags: string, python = code) => ({
    'train.sh': script(`docker run ${workspace} ${flags} -w /workspace demo python train.py`),
    Dockerfile: 'FROM python:3.12\n',
    'train.py': python,
  });

  test('is mounted where models are downloaded', async () => {
    const found = await report(rule, example(''));
    expect(found).toEqual([['mounts missing', expect.anything(), expect.stringContaining('src=${HOME}/.cache/huggingface')]]);
  });

  test.each([
    ['mounted', example('-v "$HOME/.cache/huggingface:/root/.cache/huggingface"')],
    ['mounted with all caches', example('-v "$HOME/.cache:/root/.cache"')],
    ['put elsewhere', example('-e HF_HOME=/workspace/.hf')],
    ['of another user', example('--user 1000')],
    ['not used', example('', 'print(1)\n')],
    ['given another folder', example('', code.replace('")', '", cache_dir="/workspace/x")'))],
  ])('%s', async (_, sample) => {
    expect(await report(rule, sample)).toEqual([]);
  });
});
