import forwarding from '../../../plugins/docker/rules/arguments';
import flags from '../../../plugins/docker/rules/flags';
import privilege from '../../../plugins/docker/rules/privilege';
import secrets from '../../../plugins/docker/rules/secrets';
import type { Rule, Sample } from '../../../src/api';
import { report, script } from './report';

const words = async (rule: Rule, sample: Sample) => (await report(rule, sample)).map(([id, word]) => [id, word]);

describe('arguments', () => {
  const parser = 'import argparse\np = argparse.ArgumentParser()\np.add_argument("--epochs")\np.parse_args()\n';
  const train = (command: string, before = ''): Sample => ({
    'train.sh': script(before, `docker run --rm -v "$DIR:/workspace" -w /workspace demo ${command}`),
    'train.py': parser,
  });

  test.each([
    ['python train.py', '', [['dropped', 'train.py']]],
    ['python train.py --epochs 1', '', [['dropped', '1']]],
    ['python train.py $@', '', [['split', '$@']]],
    ['python train.py ${@}', '', [['split', '${@}']]],
    ['python train.py $*', '', [['joined', '$*']]],
    ['python train.py "$*"', '', [['joined', '"$*"']]],
    ['bash -c "python train.py $@"', '', [['lost', '$@']]],
    ['python train.py "$1"', '', [['first', '"$1"']]],
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

  test('only where the program takes options, and the script is a preset’s', async () => {
    expect(await words(forwarding, { ...(train('python train.py') as object), 'train.py': 'print(1)\n' })).toEqual([]);
    const { 'train.sh': text, ...rest } = train('python train.py') as { [path: string]: string };
    expect(await words(forwarding, { ...rest, 'smoke.sh': text ?? '' })).toEqual([]);
  });
});

describe('flags', () => {
  test.each([
    ['--wokdir /workspace demo', '--wokdir', 'write `--workdir`'],
    ['--mount type=bind,src=/data,dest=/data demo', 'dest=/data', 'write `dst`'],
    ['--mount "type=bind,src=/data, dst=/data" demo', ' dst=/data', 'leave out the blank before `dst`'],
    ['--mount type=bnd,src=/data,dst=/data demo', 'bnd', 'write `bind`'],
    ['--mount type=bind,src=/data,dst=data demo', 'data', 'write `/data`'],
    ['--shm-size 8gig demo', '8gig', 'write a size such as `8g`'],
    ['--rm', undefined, 'name the image after the flags'],
  ])('%s: what to write', async (line, word, advice) => {
    const [found, ...more] = await report(flags, { 'train.sh': script(`docker run ${line}`) });
    expect(found).toEqual(['refused', word ?? expect.anything(), expect.stringContaining(`; ${advice}`)]);
    expect(more).toEqual([]);
  });

  const train = (launch: string): Sample => ({ 'train.sh': script(launch) });

  test.each([
    ['docker run --gpus demo', []],
    ['docker run --shm-sise 8g demo', ['refused']],
    ['docker run --shm-size 8x demo', ['refused']],
    ['docker run -v a:b:c:d demo', ['refused']],
    ['docker run --mount type=bind,src=/a,dst=b demo', ['refused']],
    ['docker run demo --gpus all', ['command']],
    ['docker run "--rm -it" demo', ['refused']],
    ['OPTS="--rm -it"; docker run "$OPTS" demo --gpus all', ['refused']],
    ['docker run demo --rm', ['command']],
    ['docker run demo --model x', []],
    ['docker run --entrypoint train demo --name x', []],
    ['docker run -it demo python train.py', ['tty']],
    ['docker run -i demo python train.py', []],
    ['docker run -it demo', []],
    ['docker run -it demo bash', []],
    ['docker run $(tty -s && echo -it) demo python train.py', []],
    ['A=(); [ -t 0 ] && A+=(-it)\ndocker run "${A[@]}" demo python train.py', []],
    ['podman run --gpus all --pod new:x demo python train.py', []],
  ])('%s', async (launch, expected) => {
    expect(
      (await words(flags, train(launch))).map(([id]) => id).filter((id) => id !== 'refused' || expected.includes('refused')),
    ).toEqual(expected);
  });

  test('several flags in quotes are one word', async () => {
    const [found] = await report(flags, train('docker run "--rm -it" demo'));
    expect(found?.[2]).toContain('unknown flag: --rm -it; quotes make one word of several here');
  });

  test('a flag after an image with an entrypoint is the entrypoint’s', async () => {
    const sample = (entrypoint: string): Sample => ({
      Dockerfile: `FROM python:3.12\n${entrypoint}`,
      'build.sh': script('docker build -t demo "$DIR"'),
      'train.sh': script('docker run demo --name x'),
    });
    expect(await words(flags, sample('ENTRYPOINT ["python", "train.py"]\n'))).toEqual([]);
    expect(await words(flags, sample(''))).toEqual([['command', '--name']]);
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
  ['--privileged', ['privileged']],
  ['--privileged=false', []],
  ['--cap-add SYS_ADMIN', ['capability']],
  ['--cap-add=SYS_PTRACE', []],
  ['-v /var/run/docker.sock:/var/run/docker.sock', ['socket']],
  ['--network=host', ['network']],
  ['--net host', ['network']],
  ['--network "${NETWORK:-bridge}"', []],
  ['--pid=host --ipc=host', ['pid']],
])('privilege %s', async (given, expected) => {
  expect((await words(privilege, script(`docker run ${given} demo`))).map(([id]) => id)).toEqual(expected);
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
