import environmentForwarded from '../../../plugins/python/rules/environment-forwarded';
import environmentNumbers from '../../../plugins/python/rules/environment-numbers';
import environmentRequired from '../../../plugins/python/rules/environment-required';
import { build, messages, reported, script } from './reported';

const rules = [environmentForwarded, environmentRequired, environmentNumbers];

const reads = (name: string, fallback = ', "4"') => `import os\nvalue = int(os.environ.get("${name}"${fallback}))\n`;
const readme = '| Variable | Meaning |\n| --- | --- |\n| `DEPTH` | layers |\n';

test('a variable that the README says to set is demanded at the image', async () => {
  const sample = { 'train.sh': script('python train.py'), 'train.py': reads('DEPTH'), 'README.md': readme };
  expect(await reported(rules, sample)).toEqual(['train.sh [demo] environment-forwarded readme']);
  expect(await messages(environmentForwarded, sample)).toEqual([expect.stringContaining('(default "4")')]);
});

test('a comment in the script counts as well', async () => {
  const sample = {
    'train.sh': script('python train.py').replace('HERE=', '# DEPTH=8 ./train.sh\nHERE='),
    'train.py': reads('DEPTH'),
  };
  expect(await reported(rules, sample)).toEqual(['train.sh [demo] environment-forwarded comment']);
});

test('reads of imported files count, those behind a condition do not', async () => {
  const base = { 'train.sh': script('python train.py'), 'settings.py': reads('DEPTH'), 'README.md': readme };
  expect(await reported(rules, { ...base, 'train.py': 'import settings\n' })).toHaveLength(1);
  expect(await reported(rules, { ...base, 'train.py': 'def f():\n    import settings\n' })).toEqual([]);
});

test.each([
  ['handed on where it is set', '${DEPTH:+-e DEPTH="$DEPTH"}', reads('DEPTH')],
  ['handed on as an argument', '', reads('DEPTH')],
  ['in a file of variables', '--env-file settings.env', reads('DEPTH')],
  ['set by the code', '', `import os\nos.environ["DEPTH"] = "3"\n${reads('DEPTH')}`],
  ['read from a file by the code', '', `from dotenv import load_dotenv\nload_dotenv()\n${reads('DEPTH')}`],
])('%s: nothing is reported', async (what, flags, code) => {
  const command = what.includes('argument') ? 'python train.py --depth "${DEPTH:-4}"' : 'python train.py';
  expect(await reported(rules, { 'train.sh': script(command, flags), 'train.py': code, 'README.md': readme })).toEqual([]);
});

test('nobody says to set it: nothing is reported', async () => {
  expect(await reported(rules, { 'train.sh': script('python train.py'), 'train.py': reads('SECRET_KNOB') })).toEqual([]);
});

test('without a required variable the program stops', async () => {
  const sample = { 'train.sh': script('python train.py'), 'train.py': 'import os\nroot = os.environ["DATA"]\n' };
  expect(await reported(rules, sample)).toEqual(['train.sh [demo] environment-required missing']);
  expect(
    await reported(rules, {
      ...sample,
      'train.py': 'import os\ntry:\n    root = os.environ["DATA"]\nexcept KeyError:\n    root = "."\n',
    }),
  ).toEqual([]);
  expect(await reported(rules, { ...sample, 'train.py': 'import os\ndef main():\n    return os.environ["DATA"]\n' })).toEqual([]);
});

test.each([
  'root = os.environ["DATA"] if "DATA" in os.environ else "."',
  'local = "DATA" in os.environ and os.path.isdir(os.environ["DATA"])',
  'given = bool(os.getenv("DATA"))\nif given:\n    root = os.environ["DATA"]',
])('the code asks for the variable first, as in %j: nothing is reported', async (code) => {
  expect(await reported(rules, { 'train.sh': script('python train.py'), 'train.py': `import os\n${code}\n` })).toEqual([]);
});

test('a value that the code cannot convert is pointed at', async () => {
  const sample = {
    'train.sh': script('python train.py', '-e DEPTH=deep -e LR=1e-4'),
    'train.py': `${reads('DEPTH')}${reads('LR').replace('int', 'float')}`,
  };
  expect(await reported(rules, sample)).toEqual(['train.sh [deep] environment-numbers integer']);
  expect(await reported(rules, { ...sample, 'train.py': 'import os\nvalue = int(os.environ.get("DEPTH") or 4)\n' })).toEqual([]);
});

test('help and other images are no programs of ours', async () => {
  expect(
    await reported(rules, { 'train.sh': script('python train.py --help'), 'train.py': reads('DEPTH'), 'README.md': readme }),
  ).toEqual([]);
});

test("a name that isn't valid for a variable breaks nothing", async () => {
  expect(
    await reported(rules, {
      'train.sh': script('python train.py'),
      'train.py': 'import os\nos.getenv("A(B[")\nos.environ["C("]\n',
    }),
  ).toEqual(['train.sh [demo] environment-required missing']);
});

test.each([
  ['DEPTH="${DEPTH:-4}"', ['train.sh [demo] environment-forwarded readme']],
  ['export DEPTH=8', ['train.sh [demo] environment-forwarded readme']],
  ['DEPTH="${DEPTH:-4}"\necho "depth $DEPTH"', ['train.sh [demo] environment-forwarded readme']],
  ['DEPTH="${DEPTH:-4}"\nsed -i "s/4/$DEPTH/" config.yaml', []],
])('a script that says %j keeps the value to itself, or not', async (line, expected) => {
  const sample = { 'train.sh': script('python train.py', '', line), 'train.py': reads('DEPTH'), 'README.md': readme };
  expect(await reported(rules, sample)).toEqual(expected);
});

describe('types agree', () => {
  const code = 'import os\ndepth = int(os.environ.get("DEPTH", "3"))\n';
  const sample = (readme: string, more: { [path: string]: string } = {}) => ({
    'train.sh': script('python train.py', '${DEPTH:+-e DEPTH="$DEPTH"}'),
    'train.py': code,
    'README.md': `# Demo\n\n\`\`\`bash\n${readme}\n\`\`\`\n`,
    ...more,
  });

  test.each([
    ['DEPTH=deep ./train.sh', ['README.md [deep] environment-numbers integer']],
    ['export DEPTH="1.5"', ['README.md [1.5] environment-numbers integer']],
    ['DEPTH=8 ./train.sh', []],
    ['DEPTH="$N" ./train.sh', []],
    ['DEPTH=<number> ./train.sh', []],
    ['OTHER_DEPTH=deep ./train.sh', []],
  ])('with what the README shows: %s', async (readme, expected) => {
    expect(await reported(rules, sample(readme))).toEqual(expected);
  });

  test('with what the image sets', async () => {
    const image = (value: string) => ({ Dockerfile: `FROM python:3.11\nENV DEPTH=${value}\n`, 'build.sh': build });
    expect(await reported(rules, { ...sample(''), ...image('deep'), 'train.sh': script('python train.py') })).toEqual([
      'Dockerfile [deep] environment-numbers integer',
    ]);
    expect(await reported(rules, { ...sample(''), ...image('4'), 'train.sh': script('python train.py') })).toEqual([]);
  });
});

test.each([
  ['Set `DEPTH` to go deeper.', 1],
  ['The size can be configured via `DEPTH`.', 1],
  ['The code calls it `DEPTH`.', 0],
  ['Set it to go deeper; DEPTH is a constant.', 0],
])('prose of the README: %s', async (prose, found) => {
  const sample = { 'train.sh': script('python train.py'), 'train.py': reads('DEPTH'), 'README.md': `# Demo\n\n${prose}\n` };
  expect(await reported(rules, sample)).toHaveLength(found);
});
