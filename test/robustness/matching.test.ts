import { ignoreRules } from '../../src/model/ignore-rules';
import { matchesPieces } from '../../src/text/wildcard';
import { exampleWith, type Files, lintFiles } from './subject';

const numbers = (size: number): number[] => Array.from({ length: size }, (_, index) => index);
const script = (body: string): string => `#!/usr/bin/env bash\nset -euo pipefail\n${body}`;
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');

/** A name with unknown parts between its known ones. */
const open = (size: number, letter = 'a'): string =>
  numbers(size)
    .map((n) => `${letter}\${V${n}}`)
    .join('');

const cases: { readonly [name: string]: Files } = {
  'a tag of many variables': {
    'train.sh': script(`docker build -t "${open(8)}a$H" .\ndocker run ${'a'.repeat(80)}! x\ndocker run ${'a'.repeat(80)} x\n`),
  },
  'many tags of many variables': {
    'train.sh': script(
      numbers(50)
        .map(
          (n) =>
            `docker build -t "${open(30)}b${n}" .\ndocker tag "${open(20)}" "${open(25)}c"\ndocker run ${'a'.repeat(200)}x${n}`,
        )
        .join('\n'),
    ),
  },
  'mount targets of many variables': {
    'train.sh': script(
      `docker run ${numbers(20)
        .map(() => `-v "/data:/${open(20)}b"`)
        .join(' ')} -w /${'a'.repeat(200)} demo\n`,
    ),
  },
  'a COPY of many stars': {
    'train.sh': script('docker build -t demo .\ndocker run demo python /x/train.py\n'),
    Dockerfile: `FROM python:3.12\nCOPY *a*a*a*a*a*a*a*a*a*b /x\nCOPY ${'*a'.repeat(60)}b /y/\nCOPY ${'[a-z]*'.repeat(40)}b /z/\n`,
    ['a'.repeat(80)]: '',
    ['a'.repeat(200)]: '',
  },
  'a .dockerignore of many stars': {
    'train.sh': script('docker build -t demo .\n'),
    Dockerfile: `FROM python:3.12\nCOPY ${'a'.repeat(80)} /x\nCOPY . /y\n`,
    '.dockerignore': `${'*a'.repeat(40)}b\n${'**/'.repeat(40)}b\n${'**a'.repeat(40)}b\n`,
    ['a'.repeat(80)]: '',
    [`${'a/'.repeat(60)}x`]: '',
  },
  'a .gitignore of many stars': {
    'train.sh': script('docker run demo\n'),
    '.gitignore': `${'*a'.repeat(40)}b\n${'**/'.repeat(40)}b\n/${'*/'.repeat(40)}b\n${'?*'.repeat(60)}b\n${'[a-b]*'.repeat(40)}c\n`,
    ['a'.repeat(200)]: '',
    [`${'a/'.repeat(60)}x`]: '',
    'logs/train.log': 'step 1 loss: 0.5\n',
  },
  'extended globs in extended globs': {
    'train.sh': script(
      `shopt -s extglob\nX=${'a'.repeat(1600)}\n[[ $X == !(*!(*!(*x))) ]] && Y=1\n[[ $X == +(+(+(a)))b ]] && Y=2\n[[ $X == *(*(*(*(a|aa))))b ]] && Y=3\ndocker run "$X"\n`,
    ),
  },
  'extended globs that cut and replace': {
    'train.sh': script(
      `shopt -s extglob\nX=${'a'.repeat(1600)}\necho "\${X##!(*!(*b))}" "\${X%%+(+(a))b}" "\${X//!(*!(*x))/y}" "\${X/#*(*a*a*a*a*)b/}"\ndocker run "$X"\n`,
    ),
  },
  'extended globs in case': {
    'train.sh': script(
      `X=${'ab'.repeat(800)}\ncase $X in\n${numbers(40)
        .map((n) => `!(*!(*${n}*))) Y=${n} ;;`)
        .join('\n')}\nesac\ndocker run "$Y"\n`,
    ),
  },
  'expressions that explode elsewhere': {
    'train.sh': script(
      `X=${'a'.repeat(2000)}\n[[ $X =~ ^(a+)+$ ]]; [[ \${X}b =~ ^(a|aa)+$ ]]; [[ $X =~ (((a*)*)*)*b ]]\nfor i in {1..60}; do [[ $X =~ ^(a+)+c$ ]]; done\ndocker run demo\n`,
    ),
  },
  'path names of many stars': {
    'train.sh': script(`docker run ${'*a'.repeat(40)}b ${'?*'.repeat(40)}c ./*/*/*/*\n`),
    ['a'.repeat(200)]: '',
  },
};

describe('no pattern in a repository takes long', () => {
  test.each(Object.keys(cases))('%s', async (name) => {
    expect((await lintFiles(exampleWith(cases[name]!))).crashed).toBe(false);
  });
});

describe('what is special in a pattern is only text in a name', () => {
  const names = ['*', '(', '[', '+', '?', 'KE(Y', 'a|b', 'a{2}', '\\', '^$', '.*', 'a(?<b', 'C++'];

  test.each(names)('%s', async (name) => {
    const quoted = `'${name}'`;
    const files: Files = {
      'train.sh': script(
        `cd "$(dirname "$0")"\nsource ${quoted}.sh\ndocker build -t ${quoted} .\ndocker run --rm -e WANDB_API_${quoted}=1 -v "$(pwd):/app" -v ${quoted}:/${name} -w /app ${quoted} python train.py --a ${quoted}\ntest -f ${quoted} || echo "\${${name}}"\n`,
      ),
      'train.py': `from helpers import ${name}\nimport helpers.${name}\nimport os\nos.environ[${JSON.stringify(name)}]\nfor ${name} in loader:\n    pass\nopen(${JSON.stringify(`outputs/${name}`)}, "w")\n`,
      'helper.py': 'a = 1\n',
      Dockerfile: `FROM python:3.12\nCOPY ${name} /app/\nCOPY [${JSON.stringify(name)}, "/b/"]\nENV A${name}=1\n`,
      '.gitignore': `${name}\n`,
      '.dockerignore': `${name}\n`,
      'README.md': `\`${name}\` [a](${name})\n`,
      'example.yaml': `name: ${JSON.stringify(name)}\npresets:\n  ${JSON.stringify(name)}: {script: ${JSON.stringify(name)}}\ntags: [${JSON.stringify(name)}]\n`,
    };
    const { findings } = await lintFiles({ ...exampleWith(files), [`examples/demo/${name.replaceAll('\\', '')}x`]: 'a' });
    expect(findings.filter(({ rule }) => rule === 'internal/rule-crashed').map(({ message }) => message)).toEqual([]);
  });

  test('an import of everything from a file that is not there', async () => {
    const files = { 'train.sh': script('cd "$(dirname "$0")"\ndocker run -v "$(pwd):/app" -w /app demo python train.py\n') };
    const { crashed } = await lintFiles(exampleWith({ ...files, 'train.py': 'from helpers import *\n', 'helper.py': 'a = 1\n' }));
    expect(crashed).toBe(false);
  });
});

test('pieces match in order, with anything between them', () => {
  expect(matchesPieces(['a', 'b'], 'ab')).toBe(true);
  expect(matchesPieces(['a', 'b'], 'axxb')).toBe(true);
  expect(matchesPieces(['ab', 'ba'], 'aba')).toBe(false);
  expect(matchesPieces(['', 'b', ''], 'abc')).toBe(true);
  expect(matchesPieces(['a', 'b', 'b'], 'ab')).toBe(false);
  expect(matchesPieces(['abc'], 'abc')).toBe(true);
  expect(matchesPieces(['abc'], 'abcd')).toBe(false);
});

test('the patterns of .gitignore, as git reads them', () => {
  const ignored = (patterns: string, path: string): boolean => ignoreRules(patterns).test(path).ignored;
  expect(ignored('*.py[co]', 'a/b.pyc')).toBe(true);
  expect(ignored('/a', 'b/a')).toBe(false);
  expect(ignored('a/', 'a')).toBe(false);
  expect(ignored('a/', 'b/a/c')).toBe(true);
  expect(ignored('a/**', 'a/b')).toBe(true);
  expect(ignored('a/**', 'a/')).toBe(false);
  expect(ignored('a/**/b', 'a/b')).toBe(true);
  expect(ignored('a/**/b', 'a/x/y/b')).toBe(true);
  expect(ignored('**/b', 'b')).toBe(true);
  expect(ignored('a/*\n!a/b', 'a/b')).toBe(false);
  expect(ignored('a\n!a/b', 'a/b')).toBe(true);
  expect(ignored('\\#a', '#a')).toBe(true);
  expect(ignored('\\!a  ', '!a')).toBe(true);
  expect(ignored('[[:digit:]]', '1')).toBe(true);
  expect(ignored('a?c', 'a/c')).toBe(false);
  for (const letter of letters) expect(ignored('[!m]', letter)).toBe(letter !== 'm');
});
