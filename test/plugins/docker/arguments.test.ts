import quoting from '../../../plugins/docker/rules/argument-quoting';
import dropped from '../../../plugins/docker/rules/arguments';
import type { Sample } from '../../../src/api';
import { script, words } from './report';

const forwarding = [dropped, quoting];

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
