import importedNames from '../../../plugins/python/rules/imported-names';
import imports from '../../../plugins/python/rules/imports';
import installed from '../../../plugins/python/rules/installed';
import searchPath from '../../../plugins/python/rules/search-path';
import { build, messages, reported, script } from './reported';

const rules = [imports, importedNames, searchPath, installed];

const image = (run: string, base = 'pytorch/pytorch:2.3.0') => ({ Dockerfile: `FROM ${base}\n${run}\n`, 'build.sh': build });
const package_ = { '/cvlization/__init__.py': '', '/cvlization/net.py': '' };

test("the repository's package is found where PYTHONPATH names its mount", async () => {
  const base = { 'train.py': 'import cvlization.net\n', ...package_, ...image('RUN pip install wandb') };
  expect(await reported(rules, { ...base, 'train.sh': script('python train.py', '-e PYTHONPATH=/repo') })).toEqual([]);
  expect(await reported(rules, { ...base, 'train.sh': script('python train.py') })).toEqual([
    'train.sh [demo] search-path unset',
  ]);
  const other = { ...base, 'train.sh': script('python train.py', '-e PYTHONPATH=/workspace') };
  expect(await reported(rules, other)).toEqual(['train.sh [PYTHONPATH=/workspace] search-path otherFolders']);
  expect(await messages(searchPath, other)).toEqual([expect.stringContaining('/workspace (examples/demo)')]);
});

test('a submodule that is missing, and a relative import of a program', async () => {
  expect(
    await reported(rules, {
      'train.sh': script('python train.py', '-e PYTHONPATH=/repo'),
      'train.py': 'from cvlization.gone import x\nfrom .near import y\n',
      ...package_,
    }),
  ).toEqual(['train.py [cvlization.gone] imports missing', 'train.py [.near] imports relative']);
});

test.each([
  ['guarded', 'try:\n    import cv2\nexcept ImportError:\n    cv2 = None\n', []],
  ['in a function', 'def f():\n    import cv2\n', []],
  ['for types only', 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import cv2\n', []],
  ['of the library', 'import json, asyncio, tomllib, distutils\n', []],
  ['of the base image', 'import torch, numpy, PIL, yaml\n', []],
  ['at the margin', 'import cv2\n', ['train.py [cv2] installed missing']],
])('an import %s', async (_, code, expected) => {
  expect(
    await reported(rules, { 'train.sh': script('python train.py'), 'train.py': code, ...image('RUN pip install wandb') }),
  ).toEqual(expected);
});

test.each([
  ['by name', 'RUN pip install opencv-python==4.9'],
  ['by uv', 'RUN uv pip install --system opencv-contrib-python-headless'],
  ['with what brings it', 'RUN pip install ultralytics'],
  ['by apt', 'RUN apt-get install -y python3-opencv'],
  ['from a file', 'COPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt'],
  ['from a file that includes another', 'COPY more.txt requirements.txt ./\nRUN pip install -r more.txt'],
  ['with a project', 'COPY . /src\nRUN pip install /src'],
  ['somewhere in a script', 'COPY install.sh /tmp/\nRUN bash /tmp/install.sh'],
  ['perhaps, from a repository', 'RUN pip install git+https://example.com/tool.git@1f2e3d4'],
  ['perhaps, by a variable', 'ARG PKG\nRUN pip install $PKG'],
])('installed %s: nothing is reported', async (_, run) => {
  const files = {
    'requirements.txt': 'opencv-python-headless\n',
    'more.txt': '-r requirements.txt\n',
    'install.sh': 'true\n',
    'setup.py': 'from setuptools import setup\nsetup(name="x", install_requires=["opencv-python"])\n',
  };
  expect(
    await reported(rules, { 'train.sh': script('python train.py'), 'train.py': 'import cv2\n', ...files, ...image(run) }),
  ).toEqual([]);
});

test('an unknown base image, or no Dockerfile, says nothing of what is installed', async () => {
  const base = { 'train.sh': script('python train.py'), 'train.py': 'import cv2\n' };
  expect(await reported(rules, base)).toEqual([]);
  expect(await reported(rules, { ...base, ...image('RUN true', 'company/base:1') })).toEqual([]);
});

test('a module that is elsewhere in the example', async () => {
  const started = { 'train.sh': script('python train.py'), ...image('RUN true') };
  const helper = { ...started, 'train.py': 'import helper\n', 'src/helper.py': '' };
  expect(await reported(rules, helper)).toEqual(['train.py [helper] search-path elsewhere']);
  expect(await messages(searchPath, helper)).toEqual([expect.stringContaining('src/helper.py')]);
  const itself = { ...started, 'train.py': 'import demo\n', '__init__.py': '' };
  expect(await reported(rules, itself)).toEqual(['train.py [demo] search-path elsewhere']);
  expect(await messages(searchPath, itself)).toEqual([expect.stringContaining('examples/demo')]);
});

test('a module that a .gitignore keeps out of the repository', async () => {
  const sample = {
    'train.sh': script('python train.py'),
    'train.py': 'import net\n',
    'net/__init__.py': 'from .models import vit\n',
    '.gitignore': '*.log\nmodels/\n',
  };
  expect(await reported(rules, sample)).toEqual(['net/__init__.py [.models] imports hidden']);
});

describe('a module of the example', () => {
  const started = { 'train.sh': script('python train.py'), ...image('RUN pip install wandb') };
  const net = 'class Detector:\n    pass\n';

  test.each([
    ['that is misspelt', 'from modle import Detector\n', 'model.py', net, ['train.py [modle] imports misspelled']],
    ['that was renamed', 'from model import Detector\n', 'detector.py', net, ['train.py [model] imports misspelled']],
    ['without the name', 'from model import Detektor\n', 'model.py', net, ['train.py [Detektor] imported-names misspelled']],
    ['with the name', 'from model import Detector\n', 'model.py', net, []],
    ['that speaks of the name', 'from model import Net\n', 'model.py', `${net}# Net\n`, []],
    ['that takes all of another', 'from model import Net\n', 'model.py', 'from other import *\n', []],
    ['that makes names', 'from model import Net\n', 'model.py', 'globals().update(a=1)\n', []],
  ])('%s', async (_, code, file, text, expected) => {
    expect(await reported(rules, { ...started, 'train.py': code, [file]: text, 'other.py': 'x = 1\n' })).toEqual(expected);
  });
});

test('a root that is mounted from the wrong folder is left to docker/mount-source', async () => {
  const run = (root: string) =>
    `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/workspace" -w /workspace -v "${root}:/cvlization_repo:ro" -e PYTHONPATH=/cvlization_repo demo python train.py\n`;
  const files = { 'train.py': 'import cvlization.net\n', ...package_, ...image('RUN pip install wandb') };
  expect(await reported(rules, { ...files, 'train.sh': run('$DIR/..') })).toEqual([]);
  expect(await reported(rules, { ...files, 'train.sh': run('$DIR/../..') })).toEqual([]);
});
