import rule from '../../../plugins/python/rules/arguments';
import { messages, script, told } from './told';

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
  ['python train.py --batch-size 4', ['train.sh [--batch-size] unknown']],
  ['python train.py --batch_size many', ['train.sh [many] number']],
  ['python train.py --lr=fast', ['train.sh [--lr=fast] number']],
  ['python train.py --size=xl', ['train.sh [--size=xl] choice']],
  ['python train.py --batch_size 4 --lr 1e-4 -b 3 --size s --fast', []],
  ['python train.py --batch 4', []],
  ['python train.py --fast 3', ['train.sh [3] extra']],
  ['python train.py more --fast', ['train.sh [more] extra']],
  ['python train.py --lr 3 "$X" more', []],
  ['python train.py "$@"', []],
  ['python train.py --lr "$LR" --size "${SIZE:-s}"', []],
  ['torchrun --nproc_per_node 2 train.py --fats', ['train.sh [--fats] unknown']],
  ['bash -c "cd /workspace && python train.py --fats"', ['train.sh [--fats] unknown']],
])('%s', async (command, expected) => {
  expect(await told(rule, sample(command))).toEqual(expected);
});

test('the spelling that the parser has is offered', async () => {
  expect(await messages(rule, sample('python train.py --batch-size 4'))).toEqual([
    'train.py has no option --batch-size, so it stops with a usage message; did you mean --batch_size?',
  ]);
});

test.each([
  ['unknown options are let through', some.replace('args = p.parse_args()', 'args, rest = p.parse_known_args()')],
  ['the code looks at sys.argv', `${some}import sys\nif sys.argv[1] == "x": pass\n`],
  ['options are made in a loop', some.replace('args =', 'for n in names: p.add_argument("--" + n)\nargs =')],
  ['another file adds options', some.replace('args =', 'add_options(p)\nargs =')],
  ['no parser is there', 'print(1)\n'],
])('%s: not judged', async (_, code) => {
  expect(await told(rule, sample('python train.py --anything', code))).toEqual([]);
});

test('what click lets choose among', async () => {
  const code =
    'import click\n@click.command()\n@click.option("--size", type=click.Choice(["s", "m"]))\ndef main(size): pass\nmain()\n';
  expect(await told(rule, sample('python train.py --size xl', code))).toEqual(['train.sh [xl] choice']);
  expect(await told(rule, sample('python train.py --size m', code))).toEqual([]);
});

test('required options', async () => {
  const required = options('p.add_argument("--data", required=True)');
  expect(await told(rule, sample('python train.py', required))).toEqual(['train.sh [train.py] missing']);
  expect(await told(rule, sample('python train.py --data x', required))).toEqual([]);
  expect(await told(rule, sample('python train.py "$@"', required))).toEqual([]);
});

describe('what the README passes', () => {
  const readme = (command: string) => `# Demo\n\n\`\`\`bash\n# comment --wrong\n${command}\n\`\`\`\n\nInline --wrong.\n`;
  test.each([
    ['./train.sh --epochs 3', 'python train.py "$@"', ['README.md [--epochs] promised']],
    ['bash examples/demo/train.sh \\\n  --fast \\\n  --epochs 3', 'python train.py "$@"', ['README.md [--epochs] promised']],
    ['python train.py --epochs 3', 'python train.py', ['README.md [--epochs] promised']],
    ['./train.sh --fast', 'python train.py "$@"', []],
    ['./train.sh --epochs 3', 'python train.py', []],
    ['bash examples/other/train.sh --epochs 3', 'python train.py "$@"', []],
    ['docker run demo other.py --epochs 3', 'python train.py "$@"', []],
  ])('%s', async (text, command, expected) => {
    expect(await told(rule, sample(command, some, readme(text)))).toEqual(expected);
  });

  test.each([
    ['cvl run demo train --epochs 3', ['README.md [--epochs] promised']],
    ['cvl run demo train -- --epochs 3', ['README.md [--epochs] promised']],
    ['cvl run --no-live demo train --epochs 3', []],
    ['cvl run other train --epochs 3', []],
    ['cvl run demo predict --epochs 3', []],
  ])('%s', async (text, expected) => {
    const presets = { 'example.yaml': 'name: demo\npresets:\n  train: {script: train.sh}\n  predict: {script: predict.sh}\n' };
    expect(await told(rule, { ...presets, ...sample('python train.py "$@"', some, readme(text)) })).toEqual(expected);
  });
});

test('a program with operands, or with options of several values, takes words', async () => {
  const operand = options('p.add_argument("data")\np.add_argument("--fast", action="store_true")');
  expect(await told(rule, sample('python train.py --fast images', operand))).toEqual([]);
  const several = options('p.add_argument("--sizes", nargs="+")\np.add_argument("--fast", action="store_true")');
  expect(await told(rule, sample('python train.py --sizes 1 2 3 --fast', several))).toEqual([]);
});

describe('options that the README lists', () => {
  const listed = (text: string, code = some) => told(rule, { ...sample('python train.py "$@"', code, `# Demo\n\n${text}\n`) });

  test.each([
    [
      'a table',
      '| Option | Meaning |\n| --- | --- |\n| `--lr` | how often |\n| `--fast`, `-f` | fast |\n| `--epochs` | … |',
      ['README.md [--epochs] listed'],
    ],
    [
      'options of a launcher',
      '```bash\naccelerate launch --multi_gpu train.py --fast\n```\n\n- `--multi_gpu`: all\n- `--fast`: fast\n- `--lr`: rate\n',
      [],
    ],
    ['a list', '- `--fast`: fast\n- **`--lr N`**: how often\n- `--epochs`: …', ['README.md [--epochs] listed']],
    ['a list of another program', '- `--fast`: fast\n- `--gpus`: of docker\n- `--rm`: of docker', []],
    ['one option alone', '- `--epochs`: …', []],
    ['a list in a block of code', '```\n- `--fast`\n- `--lr`\n- `--epochs`\n```', []],
  ])('%s', async (_, text, expected) => {
    expect(await listed(text)).toEqual(expected);
  });

  test('that a script of the example knows are its own', async () => {
    const text = '# Demo\n\n- `--fast`: fast\n- `--lr`: how often\n- `--build`: build first\n';
    const own = sample('python train.py "$@"', some, text);
    expect(await told(rule, { ...own, 'train.sh': `${own['train.sh']}# --build\n` })).toEqual([]);
  });
});

describe('options for a program that does not look at its command line', () => {
  test('--help is nothing that has an effect', async () => {
    expect(await told(rule, sample('python train.py "$@"', 'print(1)\n', readme.replace('--epochs 3', '--help')))).toEqual([]);
  });

  const readme = '# Demo\n\n```bash\n./train.sh --epochs 3\n```\n';

  test('have no effect', async () => {
    const code = 'import os\nepochs = int(os.environ.get("EPOCHS", "1"))\n';
    expect(await messages(rule, sample('python train.py "$@"', code, readme))).toEqual([
      'the README passes --epochs to train.py, which does not look at its command line, so it has no effect; it reads the variable EPOCHS',
    ]);
  });

  test.each([
    'import sys\nfrom run import main\nmain(sys.argv)\n',
    'from hydra import main\n',
    'from trl import TrlParser\n',
    'import tensorflow as tf\nflags = tf.flags\n',
  ])('unless something may: %j', async (code) => {
    expect(await told(rule, sample('python train.py "$@"', code, readme))).toEqual([]);
  });
});
