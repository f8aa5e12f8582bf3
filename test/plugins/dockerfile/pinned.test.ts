import pinned from '../../../plugins/dockerfile/rules/pinned';
import pinnedPackages from '../../../plugins/dockerfile/rules/pinned-packages';
import { run, words } from './sample';

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
