import baseImage from '../../../plugins/dockerfile/rules/base-image';
import baseImageDigest from '../../../plugins/dockerfile/rules/base-image-digest';
import pinned from '../../../plugins/dockerfile/rules/pinned';
import pinnedPackages from '../../../plugins/dockerfile/rules/pinned-packages';
import unbuffered from '../../../plugins/dockerfile/rules/python-unbuffered';
import redirect from '../../../plugins/dockerfile/rules/redirect';
import syntax from '../../../plugins/dockerfile/rules/syntax';
import workdir from '../../../plugins/dockerfile/rules/workdir';
import workdirAbsolute from '../../../plugins/dockerfile/rules/workdir-absolute';
import type { Rule, Sample } from '../../../src/api';
import { findings, type SampleOptions } from '../../../src/testing';
import { report } from '../docker/report';

const words = async (rule: Rule, sample: Sample, options: SampleOptions = {}) =>
  (await report(rule, sample, options)).map(([id, word]) => [id, word]);
const run = (command: string): string => `FROM python:3.12\nWORKDIR /app\nRUN ${command}\n`;

describe('base-image', () => {
  test.each([
    ['FROM ubuntu\n', [['untagged', 'ubuntu']]],
    ['FROM ghcr.io/acme/net:latest\n', [['latest', 'ghcr.io/acme/net:latest']]],
    ['ARG BASE=ubuntu\nFROM $BASE\n', [['untagged', 'ubuntu']]],
    ['ARG TAG=latest\nFROM ubuntu:${TAG}\n', [['latest', 'latest']]],
    ['FROM localhost:5000/net\n', [['untagged', 'localhost:5000/net']]],
    [`FROM ubuntu@sha256:${'a'.repeat(64)}\n`, []],
    ['FROM ubuntu:24.04 AS latest\nFROM latest\n', []],
    ['ARG BASE\nFROM $BASE\n', []],
  ])('%j', async (dockerfile, expected) => {
    expect(await words(baseImage, dockerfile)).toEqual(expected);
  });

  test("a name without an owner that is not one of Docker's images is the team's own", async () => {
    expect(await words(baseImage, 'FROM demo-base\n')).toEqual([]);
    expect(await words(baseImage, 'FROM python\n')).toHaveLength(1);
  });

  test('an image that a script of the repository builds has no version to write', async () => {
    const base: Sample = { Dockerfile: 'FROM team/demo-base\n', 'Dockerfile.base': 'FROM ubuntu:24.04\n' };
    expect(await words(baseImage, base)).toHaveLength(1);
    const built = { 'build.sh': '#!/bin/bash\ndocker build -f Dockerfile.base -t team/demo-base .\ndocker build -t demo .\n' };
    expect(await words(baseImage, { ...(base as object), ...built })).toEqual([]);
  });

  test('a build that gives the argument', async () => {
    const build = '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build --build-arg BASE=ubuntu:24.04 .\n';
    expect(await words(baseImage, { Dockerfile: 'ARG BASE=ubuntu\nFROM $BASE\n', 'build.sh': build })).toEqual([]);
  });

  test('an option lets images move', async () => {
    const options = { allow: ['acme/*'] };
    expect(await words(baseImage, 'FROM acme/base\n', { options })).toEqual([]);
    expect(await words(baseImageDigest, 'FROM acme/base:1\n', { options })).toEqual([]);
  });
});

test.each([
  ['FROM ubuntu:24.04\n', ['ubuntu:24.04']],
  ['FROM ubuntu\n', []],
  ['FROM ubuntu:latest\n', []],
  [`FROM ubuntu:24.04@sha256:${'a'.repeat(64)}\n`, []],
])('base-image-digest: %j', async (dockerfile, expected) => {
  expect((await words(baseImageDigest, dockerfile)).map(([, word]) => word)).toEqual(expected);
});

describe('redirect', () => {
  test.each([
    ['pip install torch>=2.1 timm', ['torch>=2.1']],
    ['pip install "a" b[x]>=1,<2 c==1', ['b[x]>=1,<2']],
    ['uv pip install numpy<2', ['numpy<2']],
    ['pip install \\\n    # why\n    a>=1 \\\n    b', ['a>=1']],
    ['set -e; if true; then pip install a>=1; fi', ['a>=1']],
    ['pip install "torch>=2.1" \'a<2\' a\\>1', []],
    ['pip install torch >/tmp/log 2>&1', []],
    ['pip install torch 2>/dev/null >>log </dev/null', []],
    ['echo a>b', []],
    ['apt-get install -y git>/dev/null', []],
  ])('%s', async (command, expected) => {
    expect((await words(redirect, run(command))).map(([, word]) => word)).toEqual(expected);
  });

  test('the fix quotes', async () => {
    const [found] = await findings(redirect, run('pip install torch>=2.1'));
    expect(found?.fix).toEqual([expect.objectContaining({ text: "'torch>=2.1'" })]);
  });
});

describe('pinned', () => {
  test.each([
    ['git clone https://e.org/a.git', [['clone', 'https://e.org/a.git']]],
    ['git clone --depth 1 --recursive https://e.org/a /opt/a && cd /opt/a && pip install .', [['shallow', 'https://e.org/a']]],
    ['git clone -b main https://e.org/a', [['branch', 'main']]],
    ['git clone --branch=v1.2 https://e.org/a', []],
    ['git clone https://e.org/a\nRUN cd a && git checkout 1a2b3c4', []],
    ['git clone https://e.org/a && git -C a reset --hard 1a2b3c4', []],
    ['git clone https://e.org/a && git -C a submodule update', [['clone', 'https://e.org/a']]],
    ['git clone /src/a', []],
    ['pip install git+https://e.org/a.git', [['install', 'git+https://e.org/a.git']]],
    ['pip install "a[x] @ git+https://e.org/a@main"', [['branch', '"a[x] @ git+https://e.org/a@main"']]],
    ['pip install git+https://e.org/a.git@v1.0 git+ssh://git@e.org/b@1a2b3c4', []],
    ['echo git clone https://e.org/a', []],
  ])('%s', async (command, expected) => {
    expect(await words(pinned, run(command))).toEqual(expected);
  });

  test('a branch given by an argument is followed to its default', async () => {
    const dockerfile = 'FROM python:3.12\nARG REF=v1\nRUN git clone -b "$REF" https://e.org/a\n';
    expect(await words(pinned, dockerfile)).toEqual([]);
    expect(await words(pinned, dockerfile.replace('v1', 'master'))).toEqual([['branch', '"$REF"']]);
  });
});

describe('pinned-packages', () => {
  test.each([
    ['pip install torch timm==1.0', [['package', 'torch']]],
    ['pip install -U pip setuptools', []],
    ['pip install -e checkout ./a-1.0-py3-none-any.whl b-1.0.tar.gz', []],
    ['pip install torch>=2.1', []],
  ])('%s', async (command, expected) => {
    expect(await words(pinnedPackages, run(command))).toEqual(expected);
  });

  test('a package that the base image brings needs no version', async () => {
    expect(await words(pinnedPackages, 'FROM pytorch/pytorch:2.9.1\nRUN pip install torch numpy\n')).toEqual([]);
  });

  test('one finding for each requirements file', async () => {
    const sample = {
      Dockerfile: 'FROM python:3.12\nCOPY *.txt ./\nRUN pip install -r a.txt -r b.txt && pip install -r a.txt\n',
      'a.txt': 'torch\ntimm\n',
      'b.txt': 'tqdm==4.67.1\nnumpy\n',
    };
    expect(await words(pinnedPackages, sample)).toEqual([
      ['package', 'torch'],
      ['package', 'numpy'],
    ]);
  });
});

describe('workdir', () => {
  test.each([
    ['cd /opt/a', [['lost', 'cd /opt/a']]],
    ['git clone https://e.org/a && \\\n    cd a', [['lost', 'cd a']]],
    ['make && cd /app', []],
    ['git clone https://e.org/a && cd a && make && cd ..', []],
    ['cd /opt/a && make && cd -', []],
    ['cd /opt/a && make', []],
    ['(cd /opt/a && make)', []],
  ])('%s', async (command, expected) => {
    expect(await words(workdir, `${run(command)}RUN pip install .\n`)).toEqual(expected);
  });

  test('the folder that all `cd` lead to is the one to write', async () => {
    const image = 'FROM python:3.12\nWORKDIR /app\n';
    const [found] = await report(workdir, `${image}RUN cd a && make && cd b/c\nRUN make\n`);
    expect(found?.[2]).toContain('`WORKDIR /app/a/b/c`');
    expect(await words(workdir, `${image}RUN cd ~/a && cd b\nRUN make\n`)).toEqual([['unknown', 'cd b']]);
  });

  test('a folder that is set next, or nothing more to build', async () => {
    expect(await words(workdir, `${run('cd /opt/a')}ENV A=1\nWORKDIR /opt/b\nRUN make\n`)).toEqual([]);
    expect(await words(workdir, run('cd /opt/a'))).toEqual([]);
    expect(await words(workdir, `${run('cd /opt/a')}WORKDIR b\n`)).toHaveLength(1);
  });
});

test.each([
  ['WORKDIR app\n', ['app']],
  ['WORKDIR ./app\nWORKDIR tests\n', ['./app']],
  ['WORKDIR /app\nWORKDIR tests\n', []],
])('workdir-absolute: %j', async (lines, expected) => {
  const found = await words(workdirAbsolute, `FROM python:3.12\n${lines}`);
  expect(found.map(([id, word]) => [id, word?.replace('WORKDIR ', '')])).toEqual(expected.map((word) => ['relative', word]));
});

describe('python-unbuffered', () => {
  const image = 'FROM python:3.12\nCMD ["python", "predict.py"]\n';

  test('launches that bring their own command do not need it', async () => {
    const launch = (command: string): Sample => ({ Dockerfile: image, 'predict.sh': `#!/bin/bash\n${command}\n` });
    expect(await words(unbuffered, launch('docker run --rm demo'))).toHaveLength(1);
    expect(await words(unbuffered, launch('docker run --rm demo python predict.py'))).toEqual([]);
    expect(await words(unbuffered, launch('docker run --rm -e PYTHONUNBUFFERED=1 demo'))).toEqual([]);
  });

  test.each([
    'FROM acme/unknown:1\nCMD ["python", "predict.py"]\n',
    'FROM python:3.12\nCMD ["python"]\n',
    'FROM python:3.12\nCMD ["python", "predict.py", "--help"]\n',
    'FROM python:3.12 AS base\nENV PYTHONUNBUFFERED 1\nFROM base\nCMD python predict.py\n',
  ])('%j', async (dockerfile) => {
    expect(await words(unbuffered, dockerfile)).toEqual([]);
  });
});

test('a fragment that no script builds has no FROM', async () => {
  const fragment = { 'Dockerfile.base': 'RUN pip install torch\n' };
  expect(await words(syntax, fragment)).toEqual([]);
  expect(await words(syntax, { Dockerfile: 'RUN pip install torch\n' })).toHaveLength(1);
  const built = { ...fragment, 'build.sh': '#!/bin/bash\ncd "$(dirname "$0")"\ndocker build -f Dockerfile.base .\n' };
  expect(await words(syntax, built)).toHaveLength(1);
});

test('a template of a Dockerfile is not a Dockerfile', async () => {
  expect(
    await words(syntax, { 'Dockerfile.jinja': 'FROM python:{{ TAG }} slim\n', 'Dockerfile.cpu': 'FROM a b\n' }),
  ).toHaveLength(1);
});
