import argumentValues from '../../../plugins/python/rules/argument-values';
import argumentsRule from '../../../plugins/python/rules/arguments';
import ignoredOptions from '../../../plugins/python/rules/ignored-options';
import operands from '../../../plugins/python/rules/operands';
import readmeCommands from '../../../plugins/python/rules/readme-commands';
import readmeOptions from '../../../plugins/python/rules/readme-options';
import requiredArguments from '../../../plugins/python/rules/required-arguments';
import { messages, reported, script } from './reported';

const rules = [argumentsRule, argumentValues, requiredArguments, operands, readmeCommands, readmeOptions, ignoredOptions];

const options = (lines: string) => `import argparse\np = argparse.ArgumentParser()\n${lines}\nargs = p.parse_args()\n`;
const some = options(
  'p.add_argument("--batch_size", "-b", type=int, default=4)\np.add_argument("--lr", type=float)\np.add_argument("--fast", action="store_true")\np.add_argument("--size", choices=["s", "m"])',
);
const sample = (command: string, code = some, readme = '') => ({
  'train.sh': script(command),
  'train.py': code,
  ...(readme && { 'README.md': readme }),
});

test.each([
  ['python train.py --batch-size 4', ['train.sh [--batch-size] arguments misspelled']],
  ['python train.py --batch_size many', ['train.sh [many] argument-values integer']],
  ['python train.py --lr=fast', ['train.sh [--lr=fast] argument-values number']],
  ['python train.py --size=xl', ['train.sh [--size=xl] argument-values choice']],
  ['python train.py --batch_size 4 --lr 1e-4 -b 3 --size s --fast', []],
  ['python train.py --batch 4', []],
  ['python train.py --fast 3', ['train.sh [3] operands flagValue']],
  ['python train.py more --fast', ['train.sh [more] operands operand']],
  ['python train.py --lr 3 "$X" more', []],
  ['python train.py "$@"', []],
  ['python train.py --lr "$LR" --size "${SIZE:-s}"', []],
  ['torchrun --nproc_per_node 2 train.py --fats', ['train.sh [--fats] arguments misspelled']],
  ['bash -c "cd /workspace && python train.py --fats"', ['train.sh [--fats] arguments misspelled']],
])('%s', async (command, expected) => {
  expect(await reported(rules, sample(command))).toEqual(expected);
});

test('the spelling that the parser has is offered', async () => {
  expect(await messages(argumentsRule, sample('python train.py --batch-size 4'))).toEqual([
    expect.stringContaining('Did you mean `--batch_size`?'),
  ]);
});

test.each([
  ['unknown options are let through', some.replace('args = p.parse_args()', 'args, rest = p.parse_known_args()')],
  ['the code looks at sys.argv', `${some}import sys\nif sys.argv[1] == "x": pass\n`],
  ['options are made in a loop', some.replace('args =', 'for n in names: p.add_argument("--" + n)\nargs =')],
  ['another file adds options', some.replace('args =', 'add_options(p)\nargs =')],
  ['no parser is there', 'print(1)\n'],
])('%s: not judged', async (_, code) => {
  expect(await reported(rules, sample('python train.py --anything', code))).toEqual([]);
});

test('what click lets choose among', async () => {
  const code =
    'import click\n@click.command()\n@click.option("--size", type=click.Choice(["s", "m"]))\ndef main(size): pass\nmain()\n';
  expect(await reported(rules, sample('python train.py --size xl', code))).toEqual(['train.sh [xl] argument-values choice']);
  expect(await reported(rules, sample('python train.py --size m', code))).toEqual([]);
});

test('required options', async () => {
  const required = options('p.add_argument("--data", required=True)');
  expect(await reported(rules, sample('python train.py', required))).toEqual(['train.sh [train.py] required-arguments missing']);
  expect(await reported(rules, sample('python train.py --data x', required))).toEqual([]);
  expect(await reported(rules, sample('python train.py "$@"', required))).toEqual([]);
});

describe('what the README passes', () => {
  const readme = (command: string) => `# Demo\n\n\`\`\`bash\n# comment --wrong\n${command}\n\`\`\`\n\nInline --wrong.\n`;
  test.each([
    ['./train.sh --epochs 3', 'python train.py "$@"', ['README.md [--epochs] readme-commands unknown']],
    [
      'bash examples/demo/train.sh \\\n  --fast \\\n  --epochs 3',
      'python train.py "$@"',
      ['README.md [--epochs] readme-commands unknown'],
    ],
    ['python train.py --epochs 3', 'python train.py', ['README.md [--epochs] arguments unknown']],
    ['./train.sh --fast', 'python train.py "$@"', []],
    ['./train.sh --epochs 3', 'python train.py', []],
    ['bash examples/other/train.sh --epochs 3', 'python train.py "$@"', []],
    ['docker run demo other.py --epochs 3', 'python train.py "$@"', []],
  ])('%s', async (text, command, expected) => {
    expect(await reported(rules, sample(command, some, readme(text)))).toEqual(expected);
  });

  test.each([
    ['cvl run demo train --epochs 3', ['README.md [--epochs] readme-commands unknown']],
    ['cvl run demo train -- --epochs 3', ['README.md [--epochs] readme-commands unknown']],
    ['cvl run --no-live demo train --epochs 3', []],
    ['cvl run other train --epochs 3', []],
    ['cvl run demo predict --epochs 3', []],
  ])('%s', async (text, expected) => {
    const presets = { 'example.yaml': 'name: demo\npresets:\n  train: {script: train.sh}\n  predict: {script: predict.sh}\n' };
    expect(await reported(rules, { ...presets, ...sample('python train.py "$@"', some, readme(text)) })).toEqual(expected);
  });
});

test('a program with operands, or with options of several values, takes words', async () => {
  const operand = options('p.add_argument("data")\np.add_argument("--fast", action="store_true")');
  expect(await reported(rules, sample('python train.py --fast images', operand))).toEqual([]);
  const several = options('p.add_argument("--sizes", nargs="+")\np.add_argument("--fast", action="store_true")');
  expect(await reported(rules, sample('python train.py --sizes 1 2 3 --fast', several))).toEqual([]);
});

describe('options that the README lists', () => {
  const listed = (text: string, code = some) =>
    reported(rules, { ...sample('python train.py "$@"', code, `# Demo\n\n${text}\n`) });

  test.each([
    [
      'a table',
      '| Option | Meaning |\n| --- | --- |\n| `--lr` | how often |\n| `--fast`, `-f` | fast |\n| `--epochs` | … |',
      ['README.md [--epochs] readme-options unknown'],
    ],
    [
      'options of a launcher',
      '```bash\naccelerate launch --multi_gpu train.py --fast\n```\n\n- `--multi_gpu`: all\n- `--fast`: fast\n- `--lr`: rate\n',
      [],
    ],
    ['a list', '- `--fast`: fast\n- **`--lr N`**: how often\n- `--epochs`: …', ['README.md [--epochs] readme-options unknown']],
    ['a list of another program', '- `--fast`: fast\n- `--gpus`: of docker\n- `--rm`: of docker', []],
    ['one option alone', '- `--epochs`: …', []],
    ['a list in a block of code', '```\n- `--fast`\n- `--lr`\n- `--epochs`\n```', []],
  ])('%s', async (_, text, expected) => {
    expect(await listed(text)).toEqual(expected);
  });

  test('that a script of the example knows are its own', async () => {
    const text = '# Demo\n\n- `--fast`: fast\n- `--lr`: how often\n- `--build`: build first\n';
    const own = sample('python train.py "$@"', some, text);
    expect(await reported(rules, { ...own, 'train.sh': `${own['train.sh']}# --build\n` })).toEqual([]);
  });
});

describe('options for a program that does not read its command line', () => {
  test('--help is not reported', async () => {
    expect(await reported(rules, sample('python train.py "$@"', 'print(1)\n', readme.replace('--epochs 3', '--help')))).toEqual(
      [],
    );
  });

  const readme = '# Demo\n\n```bash\n./train.sh --epochs 3\n```\n';

  test('have no effect', async () => {
    const code = 'import os\nepochs = int(os.environ.get("EPOCHS", "1"))\n';
    const started = (program: string) => sample('python train.py "$@"', program, readme);
    expect(await reported(rules, started(code))).toEqual(['README.md [--epochs] ignored-options variable']);
    expect(await messages(ignoredOptions, started(code))).toEqual([expect.stringContaining('EPOCHS')]);
    expect(await reported(rules, started('print(1)\n'))).toEqual(['README.md [--epochs] ignored-options ignored']);
  });

  test.each([
    'import sys\nfrom run import main\nmain(sys.argv)\n',
    'from hydra import main\n',
    'from trl import TrlParser\n',
    'import tensorflow as tf\nflags = tf.flags\n',
  ])('unless something may: %j', async (code) => {
    expect(await reported(rules, sample('python train.py "$@"', code, readme))).toEqual([]);
  });
});
