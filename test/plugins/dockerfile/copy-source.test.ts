import copyIgnored from '../../../plugins/dockerfile/rules/copy-ignored';
import copySource from '../../../plugins/dockerfile/rules/copy-source';
import copyTracked from '../../../plugins/dockerfile/rules/copy-tracked';
import requirementsCopied from '../../../plugins/dockerfile/rules/requirements-copied';
import type { Sample } from '../../../src/api';
import { lintSample } from '../../../src/testing';
import { report } from '../docker/report';

const copy = (source: string): string => `FROM python:3.12\nCOPY ${source} /app/\n`;
const build = (command: string): string => `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\n${command}\n`;

/** Findings of all rules about what is copied, as message id and the text that they point at. */
async function faults(sample: Sample) {
  const found = await Promise.all([copySource, copyTracked, copyIgnored].map((rule) => report(rule, sample)));
  return found.flat().map(([id, word]) => [id, word]);
}

test('a file that is nowhere', async () => {
  expect(await faults(copy('requirements.txt'))).toEqual([['missing', 'requirements.txt']]);
});

test('the context is that of the build, wherever the Dockerfile is', async () => {
  const sample = (command: string): Sample => ({ Dockerfile: copy('train.py'), 'build.sh': build(command), 'train.py': '' });
  expect(await faults(sample('docker build -t demo "$DIR"'))).toEqual([]);
  expect(await faults(sample('cd "$DIR" && docker build -t demo .'))).toEqual([]);
  expect(await faults(sample('docker build -t demo -f "$DIR/Dockerfile" "$DIR/../.."'))).toEqual([['beside', 'train.py']]);
});

test('a context that is not known is not judged', async () => {
  const other: Sample = {
    Dockerfile: copy('x.txt'),
    'build.sh': build('docker build -t demo -f "$DIR/Dockerfile" "$(mktemp -d)"'),
  };
  expect(await faults(other)).toEqual([]);
});

test('one of several contexts that has the file is enough', async () => {
  const sample: Sample = {
    Dockerfile: copy('examples/demo/train.py'),
    'build.sh': build('docker build "$DIR"\ndocker build -f "$DIR/Dockerfile" "$DIR/../.."'),
    'train.py': '',
  };
  expect(await faults(sample)).toEqual([]);
});

test('a file that the building script makes', async () => {
  const lines = 'cp -r "$DIR/../../library" "$DIR/library"\ndocker build -t demo "$DIR"';
  expect(await faults({ Dockerfile: copy('library'), 'build.sh': build(lines) })).toEqual([]);
  const named = 'docker build -t library-demo "$DIR" # library';
  expect(await faults({ Dockerfile: copy('other-library'), 'build.sh': build(named) })).toHaveLength(1);
});

test('the pattern of .gitignore is shown, with the file there or not', async () => {
  const sample: Sample = { Dockerfile: copy('requirements.txt'), '.gitignore': '# outputs\n*.txt\n' };
  const present: Sample = { ...(sample as object), 'requirements.txt': { text: 'torch\n', tracked: false } };
  for (const each of [sample, present]) {
    const { findings } = await lintSample(copyTracked, each);
    expect(findings.map(({ messageId, related }) => [messageId, related.map(({ at }) => at)])).toMatchObject([
      ['hidden', [{ file: 'examples/demo/.gitignore', start: 10, end: 15, anchor: '*.txt' }]],
    ]);
  }
});

test('a file that was not added to git yet', async () => {
  expect(await faults({ Dockerfile: copy('a.py'), 'a.py': { text: '', tracked: false } })).toEqual([['untracked', 'a.py']]);
});

test.each([
  ['*.py', [['excluded', 'src']]],
  ['src', [['excluded', 'src']]],
  ['src\n!src/net.py', []],
  ['**/*.txt', []],
])('.dockerignore %j', async (patterns, expected) => {
  const sample: Sample = { Dockerfile: copy('src'), 'src/net.py': '', '.dockerignore': `${patterns}\n` };
  expect(await faults(sample)).toEqual(patterns === '*.py' ? [] : expected);
});

test.each(['--from=builder /opt /opt', '*.whl', '${FILES}', 'https://example.com/x', '<<EOF'])(
  '%s is not looked for',
  async (source) => {
    const dockerfile = `FROM python:3.12 AS builder\nFROM python:3.12\nADD ${source} /x/\n${source === '<<EOF' ? 'text\nEOF\n' : ''}`;
    expect(await faults(dockerfile.replace('ADD --from', 'COPY --from'))).toEqual([]);
  },
);

test('a submodule is not looked into', async () => {
  expect(await faults({ Dockerfile: copy('upstream/setup.py'), upstream: { gitlink: true } })).toEqual([]);
});

test('a folder that .gitignore hides', async () => {
  const sample: Sample = {
    Dockerfile: 'FROM python:3.12\nCOPY configs configs\n',
    '.gitignore': 'configs/\n',
    'configs/default.yaml': { text: 'a: 1\n', tracked: false },
  };
  expect(await faults(sample)).toEqual([['hidden', 'configs']]);
});

describe('requirements that are installed in the image', () => {
  const image = (...lines: string[]): Sample => ({
    Dockerfile: ['FROM python:3.12', ...lines, ''].join('\n'),
    'requirements.txt': 'torch==2.5.1\n',
    'train.py': '',
    'src/a.py': '',
  });

  test.each([
    [
      'from a file that nothing copies',
      ['COPY train.py .', 'RUN pip install -r requirements.txt'],
      [['uncopied', 'requirements.txt']],
    ],
    [
      'before the file is copied',
      ['RUN pip install -r requirements.txt', 'COPY requirements.txt .'],
      [['uncopied', 'requirements.txt']],
    ],
    ['after it is copied', ['COPY requirements.txt .', 'RUN pip install -r requirements.txt'], []],
    ['after all is copied', ['COPY . .', 'RUN pip install -r requirements.txt'], []],
    ['after a folder is copied', ['COPY src/ .', 'RUN pip install -r requirements.txt'], []],
    ['of a clone', ['RUN git clone https://example.com/a.git && cd a && pip install -r requirements.txt'], []],
    ['that the build writes', ['RUN echo torch > requirements.txt && pip install -r requirements.txt'], []],
    ['from a mount of the build', ['RUN --mount=type=bind,target=/src pip install -r /src/requirements.txt'], []],
  ])('%s', async (_, lines, expected) => {
    expect((await report(requirementsCopied, image(...lines))).map(([id, word]) => [id, word])).toEqual(expected);
  });
});

describe('a file that is made before the build', () => {
  test.each([
    ['Makefile', 'image:\n\tmkdir -p staging\n\tcp ../*.py staging/\n', 'staging'],
    ['Makefile', 'image:\n\tcp -r ../src staging/\n', 'staging/src/net.py'],
    ['README.md', '```\ngit clone https://e.org/net.git\ndocker build .\n```\n', 'net'],
    ['/README.md', 'Download `weights.pt` first.\n', 'weights.pt'],
    ['prepare.ipynb', '"torch.save(net, \\"net.pt\\")"\n', 'net.pt'],
    ['config.py', "shutil.copy('/proc/version', 'version.txt')\n", 'version.txt'],
    ['pom.xml', '<project/>\n', 'target/app.jar'],
  ])('as %s says', async (file, text, source) => {
    expect(await faults({ Dockerfile: copy(source), [file]: text })).toEqual([]);
    expect(await faults({ Dockerfile: copy(source), '.gitignore': `/${source}\n`, [file]: text })).toEqual([]);
  });

  test.each([
    ['README.md', 'Install what `requirements.txt` lists.\n', 'requirements.txt'],
    ['net.py', 'net = load("net.pt")\n', 'net.pt'],
    ['/other/Makefile', 'a:\n\tmkdir staging\n', 'staging'],
  ])('but not as %s says', async (file, text, source) => {
    expect(await faults({ Dockerfile: copy(source), [file]: text })).toHaveLength(1);
  });
});

test('a name that the build gives is not the default', async () => {
  const Dockerfile = 'FROM python:3.12\nARG MODEL=net.onnx\nCOPY ${MODEL} /models/\n';
  expect(await faults({ Dockerfile, 'build.sh': build('docker build -t demo "$DIR"') })).toHaveLength(1);
  expect(await faults({ Dockerfile })).toEqual([]);
  expect(await faults({ Dockerfile, 'build.sh': build('docker build --build-arg MODEL="$1" -t demo "$DIR"') })).toEqual([]);
});

test('a table of the team says what may make a file', async () => {
  const sample = { Dockerfile: copy('staging'), BUILD: 'copy_files(out = "staging")\n' };
  const makers = { scripts: ['BUILD'], documents: [], words: ['copy'], products: [] };
  expect(await report(copySource, sample)).toHaveLength(1);
  expect(await report(copySource, sample, { tables: { 'file-makers': makers } })).toEqual([]);
});
