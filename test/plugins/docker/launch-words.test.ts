import quoting from '../../../plugins/docker/rules/argument-quoting';
import dropped from '../../../plugins/docker/rules/arguments';
import socket from '../../../plugins/docker/rules/engine-socket';
import order from '../../../plugins/docker/rules/flag-order';
import refused from '../../../plugins/docker/rules/flags';
import network from '../../../plugins/docker/rules/host-network';
import processes from '../../../plugins/docker/rules/host-processes';
import privilege from '../../../plugins/docker/rules/privilege';
import secrets from '../../../plugins/docker/rules/secrets';
import terminal from '../../../plugins/docker/rules/terminal';
import type { Sample } from '../../../src/api';
import { report, script, words } from './report';

const forwarding = [dropped, quoting];
const flags = [refused, order, terminal];

describe('arguments', () => {
  const parser = 'import argparse\np = argparse.ArgumentParser()\np.add_argument("--epochs")\np.parse_args()\n';
  const train = (command: string, before = ''): Sample => ({
    'train.sh': script(before, `docker run --rm -v "$DIR:/workspace" -w /workspace demo ${command}`),
    'train.py': parser,
  });

  test.each([
    ['python train.py', '', [['arguments dropped', 'train.py']]],
    ['python train.py --epochs 1', '', [['arguments dropped', '1']]],
    ['python train.py $@', '', [['argument-quoting split', '$@']]],
    ['python train.py ${@}', '', [['argument-quoting split', '${@}']]],
    ['python train.py $*', '', [['argument-quoting joined', '$*']]],
    ['python train.py "$*"', '', [['argument-quoting joined', '"$*"']]],
    ['bash -c "python train.py $@"', '', [['argument-quoting lost', '$@']]],
    ['python train.py "$1"', '', [['arguments first', '"$1"']]],
    ['python train.py "$1"', 'if [ "$1" = x ]; then exit 1; fi', []],
    ['python train.py "$@"', '', []],
    ['python train.py "${@:2}"', '', []],
    ['python train.py "${ARGS[@]}"', 'ARGS=("$@")', []],
    ['python train.py "${ARGS[@]}"', 'ARGS=(); while [ $# -gt 0 ]; do ARGS+=("$1"); shift; done', []],
    ['python train.py --epochs "${1:-3}"', '', []],
    ['bash -c \'python train.py "$@"\' bash "$@"', '', []],
    ['bash -c "$*"', '', []],
    ['bash -c "python train.py $*"', '', []],
    ['python prepare_data.py', '', []],
    ['python train.py --help', '', []],
  ])('%s %s', async (command, before, expected) => {
    expect(await words(forwarding, train(command, before))).toEqual(expected);
  });

  test('a program with an operand may get the first argument alone', async () => {
    const python =
      'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("image")\nparser.add_argument("--top", type=int)\n';
    expect(await words(forwarding, { ...(train('python train.py "$1"') as object), 'train.py': python })).toEqual([]);
  });

  test("only where the program takes options, and the script is a preset's", async () => {
    expect(await words(forwarding, { ...(train('python train.py') as object), 'train.py': 'print(1)\n' })).toEqual([]);
    const { 'train.sh': text, ...rest } = train('python train.py') as { [path: string]: string };
    expect(await words(forwarding, { ...rest, 'smoke.sh': text ?? '' })).toEqual([]);
  });
});

describe('flags', () => {
  test.each([
    ['--wokdir /workspace demo', '--wokdir', 'Write `--workdir`'],
    ['--mount type=bind,src=/data,dest=/data demo', 'dest=/data', 'Write `dst`'],
    ['--mount "type=bind,src=/data, dst=/data" demo', ' dst=/data', 'Delete the space before `dst`'],
    ['--mount type=bnd,src=/data,dst=/data demo', 'bnd', 'Write `bind`'],
    ['--mount type=bind,src=/data,dst=data demo', 'data', 'Write `/data`'],
    ['--shm-size 8gig demo', '8gig', 'Write a size such as `8g`'],
    ['--rm', undefined, 'Name the image after the flags'],
  ])('%s: what to write', async (line, word, advice) => {
    const [found, ...more] = await report(flags, { 'train.sh': script(`docker run ${line}`) });
    expect(found).toEqual(['flags advised', word ?? expect.anything(), expect.stringContaining(`. ${advice}`)]);
    expect(more).toEqual([]);
  });

  const train = (launch: string): Sample => ({ 'train.sh': script(launch) });

  test.each([
    ['docker run --gpus demo', ['flags']],
    ['docker run --shm-sise 8g demo', ['flags']],
    ['docker run --shm-size 8x demo', ['flags']],
    ['docker run -v a:b:c:d demo', ['flags']],
    ['docker run --mount type=bind,src=/a,dst=b demo', ['flags']],
    ['docker run demo --gpus all', ['flag-order']],
    ['docker run "--rm -it" demo', ['flags']],
    ['OPTS="--rm -it"; docker run "$OPTS" demo --gpus all', ['flags']],
    ['docker run demo --rm', ['flag-order']],
    ['docker run demo --model x', []],
    ['docker run --entrypoint train demo --name x', []],
    ['docker run -it demo python train.py', ['terminal']],
    ['docker run -i demo python train.py', []],
    ['docker run -it demo', []],
    ['docker run -it demo bash', []],
    ['docker run $(tty -s && echo -it) demo python train.py', []],
    ['A=(); [ -t 0 ] && A+=(-it)\ndocker run "${A[@]}" demo python train.py', []],
    ['podman run --gpus all --pod new:x demo python train.py', []],
  ])('%s', async (launch, expected) => {
    expect((await words(flags, train(launch))).map(([id]) => id?.split(' ')[0])).toEqual(expected);
  });

  test('several flags in quotes are one word', async () => {
    const found = await report(flags, train('docker run "--rm -it" demo'));
    expect(found).toEqual([['flags quoted', '"--rm -it"', expect.stringContaining('unknown flag: --rm -it')]]);
  });

  test('a flag after an image with an entrypoint belongs to the entrypoint', async () => {
    const sample = (entrypoint: string): Sample => ({
      Dockerfile: `FROM python:3.12\n${entrypoint}`,
      'build.sh': script('docker build -t demo "$DIR"'),
      'train.sh': script('docker run demo --name x'),
    });
    expect(await words(flags, sample('ENTRYPOINT ["python", "train.py"]\n'))).toEqual([]);
    expect(await words(flags, sample(''))).toEqual([['flag-order after', '--name']]);
  });

  test('a script for people may ask for a terminal', async () => {
    const chat = {
      'example.yaml': 'presets:\n  chat: {script: chat.sh}\n',
      'chat.sh': script('docker run -it demo python chat.py'),
    };
    expect(await words(flags, chat)).toEqual([]);
  });
});

test.each([
  ['--privileged', ['privilege privileged']],
  ['--privileged=false', []],
  ['--cap-add SYS_ADMIN', ['privilege capability']],
  ['--cap-add=cap_sys_admin', ['privilege capability']],
  ['--cap-add=SYS_PTRACE', []],
  ['-v /var/run/docker.sock:/var/run/docker.sock', ['engine-socket socket']],
  ['--network=host', ['host-network host']],
  ['--net host', ['host-network host']],
  ['--network "${NETWORK:-bridge}"', []],
  ['--pid=host --ipc=host', ['host-processes host']],
])('privilege %s', async (given, expected) => {
  const rules = [privilege, socket, network, processes];
  expect((await words(rules, script(`docker run ${given} demo`))).map(([id]) => id)).toEqual(expected);
});

describe('secrets', () => {
  // Made up, and put together here, so that no scanner takes them for real.
  const token = `hf_${'aB3dE6gH9j'.repeat(4)}`;
  const key = '0f1e2d3c4b'.repeat(4);

  test.each([
    [`export HF_TOKEN=${token}`, [['literal', token]]],
    [`docker run -e HF_TOKEN=${token} demo`, [['literal', token]]],
    [`docker build --build-arg TOKEN=${token} .`, [['literal', token]]],
    [`WANDB_API_KEY="\${WANDB_API_KEY:-${key}}"`, [['literal', key]]],
    ['docker run -e HF_TOKEN -e WANDB_API_KEY="$WANDB_API_KEY" demo', []],
    ['export OPENAI_API_KEY=dummy HF_TOKEN=hf_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', []],
    ['export API_KEY=your-api-key-1234567890abcdef', []],
    ['MODEL_TOKEN=meta-llama/Llama-3.1-8B-Instruct-2024', []],
    [`COMMIT=${key}`, []],
  ])('%s', async (line, expected) => {
    expect(await words(secrets, { 'train.sh': script(line) })).toEqual(expected);
  });

  test('the message does not repeat it', async () => {
    const [found] = await report(secrets, { Dockerfile: `FROM python:3.12\nENV HF_TOKEN=${token}\n` });
    expect(found?.[2]).toContain('(hf_a…)');
    expect(found?.[2]).not.toContain(token);
  });
});
