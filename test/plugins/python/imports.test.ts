import rule from '../../../plugins/python/rules/imports';
import { build, messages, script, told } from './told';

const image = (run: string, base = 'pytorch/pytorch:2.3.0') => ({ Dockerfile: `FROM ${base}\n${run}\n`, 'build.sh': build });
const package_ = { '/cvlization/__init__.py': '', '/cvlization/net.py': '' };

test('the repository’s package is found where PYTHONPATH names its mount', async () => {
  const base = { 'train.py': 'import cvlization.net\n', ...package_, ...image('RUN pip install wandb') };
  expect(await told(rule, { ...base, 'train.sh': script('python train.py', '-e PYTHONPATH=/repo') })).toEqual([]);
  expect(await told(rule, { ...base, 'train.sh': script('python train.py') })).toEqual(['train.sh [demo] package']);
  expect(await messages(rule, { ...base, 'train.sh': script('python train.py', '-e PYTHONPATH=/workspace') })).toEqual([
    'train.py imports cvlization, the package in the repository’s root, but this container does not find it: in its PYTHONPATH, /workspace is examples/demo; mount the root, and name the mount in PYTHONPATH',
  ]);
});

test('a submodule that is missing, and a relative import of a program', async () => {
  expect(
    await told(rule, {
      'train.sh': script('python train.py', '-e PYTHONPATH=/repo'),
      'train.py': 'from cvlization.gone import x\nfrom .near import y\n',
      ...package_,
    }),
  ).toEqual(['train.py [cvlization.gone] local', 'train.py [.near] local']);
});

test.each([
  ['guarded', 'try:\n    import cv2\nexcept ImportError:\n    cv2 = None\n', []],
  ['in a function', 'def f():\n    import cv2\n', []],
  ['for types only', 'from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import cv2\n', []],
  ['of the library', 'import json, asyncio, tomllib, distutils\n', []],
  ['of the base image', 'import torch, numpy, PIL, yaml\n', []],
  ['at the margin', 'import cv2\n', ['train.py [cv2] uninstalled']],
])('an import %s', async (_, code, expected) => {
  expect(
    await told(rule, { 'train.sh': script('python train.py'), 'train.py': code, ...image('RUN pip install wandb') }),
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
])('installed %s: nothing to say', async (_, run) => {
  const files = {
    'requirements.txt': 'opencv-python-headless\n',
    'more.txt': '-r requirements.txt\n',
    'install.sh': 'true\n',
    'setup.py': 'from setuptools import setup\nsetup(name="x", install_requires=["opencv-python"])\n',
  };
  expect(
    await told(rule, { 'train.sh': script('python train.py'), 'train.py': 'import cv2\n', ...files, ...image(run) }),
  ).toEqual([]);
});

test('an unknown base image, or no Dockerfile, says nothing of what is installed', async () => {
  const base = { 'train.sh': script('python train.py'), 'train.py': 'import cv2\n' };
  expect(await told(rule, base)).toEqual([]);
  expect(await told(rule, { ...base, ...image('RUN true', 'company/base:1') })).toEqual([]);
});

test('a module that lies elsewhere in the example', async () => {
  expect(
    await messages(rule, {
      'train.sh': script('python train.py'),
      'train.py': 'import helper\n',
      'src/helper.py': '',
      ...image('RUN true'),
    }),
  ).toEqual([
    'helper lies at src/helper.py, where the container of train.sh does not look for it; add the folder that holds it to PYTHONPATH, or start from there',
  ]);
  expect(
    await messages(rule, {
      'train.sh': script('python train.py'),
      'train.py': 'import demo\n',
      '__init__.py': '',
      ...image('RUN true'),
    }),
  ).toEqual([expect.stringMatching(/^demo lies at examples\/demo, where/)]);
});

test('a module that a .gitignore keeps out of the repository', async () => {
  const sample = {
    'train.sh': script('python train.py'),
    'train.py': 'import net\n',
    'net/__init__.py': 'from .models import vit\n',
    '.gitignore': '*.log\nmodels/\n',
  };
  expect(await messages(rule, sample)).toEqual([
    expect.stringMatching(
      /^\.models is not where this file looks for it, so the import fails; it is not in the repository, because a \.gitignore hides/,
    ),
  ]);
});

describe('a module of the example', () => {
  const started = { 'train.sh': script('python train.py'), ...image('RUN pip install wandb') };
  const net = 'class Detector:\n    pass\n';

  test.each([
    ['that is misspelt', 'from modle import Detector\n', 'model.py', net, ['train.py [modle] misspelt']],
    ['that was renamed', 'from model import Detector\n', 'detector.py', net, ['train.py [model] misspelt']],
    ['without the name', 'from model import Detektor\n', 'model.py', net, ['train.py [Detektor] name']],
    ['with the name', 'from model import Detector\n', 'model.py', net, []],
    ['that speaks of the name', 'from model import Net\n', 'model.py', `${net}# Net\n`, []],
    ['that takes all of another', 'from model import Net\n', 'model.py', 'from other import *\n', []],
    ['that makes names', 'from model import Net\n', 'model.py', 'globals().update(a=1)\n', []],
  ])('%s', async (_, code, file, text, expected) => {
    expect(await told(rule, { ...started, 'train.py': code, [file]: text, 'other.py': 'x = 1\n' })).toEqual(expected);
  });
});

test('a root that is mounted from the wrong folder is left to docker/mount-source', async () => {
  const run = (root: string) =>
    `#!/bin/bash\nDIR="$(cd "$(dirname "$0")" && pwd)"\ndocker run -v "$DIR:/workspace" -w /workspace -v "${root}:/cvlization_repo:ro" -e PYTHONPATH=/cvlization_repo demo python train.py\n`;
  const files = { 'train.py': 'import cvlization.net\n', ...package_, ...image('RUN pip install wandb') };
  expect(await told(rule, { ...files, 'train.sh': run('$DIR/..') })).toEqual([]);
  expect(await told(rule, { ...files, 'train.sh': run('$DIR/../..') })).toEqual([]);
});
