import baseImage from '../../../plugins/dockerfile/rules/base-image';
import pinned from '../../../plugins/dockerfile/rules/pinned';
import unbuffered from '../../../plugins/dockerfile/rules/python-unbuffered';
import redirect from '../../../plugins/dockerfile/rules/redirect';
import syntax from '../../../plugins/dockerfile/rules/syntax';
import workdir from '../../../plugins/dockerfile/rules/workdir';
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

  test('a name without an owner that is none of Docker’s images is the team’s own', async () => {
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

  test('options ask for digests and let images move', async () => {
    expect(await words(baseImage, 'FROM ubuntu:24.04\n', { options: { digest: true } })).toEqual([
      ['undigested', 'ubuntu:24.04'],
    ]);
    expect(await words(baseImage, 'FROM acme/base\n', { options: { allow: ['acme/*'] } })).toEqual([]);
  });
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
    ['git clone --depth 1 --recursive https://e.org/a /opt/a && cd /opt/a && pip install .', [['clone', 'https://e.org/a']]],
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

  test('packages by option', async () => {
    expect(await words(pinned, run('pip install torch timm==1.0'), { options: { packages: true } })).toEqual([
      ['package', 'torch'],
    ]);
    expect(await words(pinned, run('pip install -e checkout ./a-1.0-py3-none-any.whl b-1.0.tar.gz'))).toEqual([]);
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
    const [found] = await report(workdir, 'FROM python:3.12\nWORKDIR /app\nRUN cd a && make && cd b/c\nRUN make\n');
    expect(found?.[2]).toContain('write `WORKDIR /app/a/b/c`');
  });

  test('a folder that is set next, or nothing more to build', async () => {
    expect(await words(workdir, `${run('cd /opt/a')}ENV A=1\nWORKDIR /opt/b\nRUN make\n`)).toEqual([]);
    expect(await words(workdir, run('cd /opt/a'))).toEqual([]);
    expect(await words(workdir, `${run('cd /opt/a')}WORKDIR b\n`)).toHaveLength(1);
  });
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

test('a template of a Dockerfile is none', async () => {
  expect(
    await words(syntax, { 'Dockerfile.jinja': 'FROM python:{{ TAG }} slim\n', 'Dockerfile.cpu': 'FROM a b\n' }),
  ).toHaveLength(1);
});
