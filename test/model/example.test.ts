import { memoryTree } from '../../src/model/memory';
import { createRepository } from '../../src/model/repository';
import type { Example } from '../../src/model/targets';

function exampleOf(metadata: string, files: { readonly [path: string]: string } = {}): Example {
  const inDemo = Object.entries(files).map(([path, text]) => [`demo/${path}`, text]);
  const repository = createRepository(memoryTree({ 'demo/example.yaml': metadata, ...Object.fromEntries(inDemo) }), {
    examples: {
      metadata: ['example.yaml'],
      markers: [],
      kinds: [
        { kind: 'training', presets: ['train*'], files: [] },
        { kind: 'inference', presets: [], files: ['predict.py'] },
      ],
    },
    ignores: () => false,
  });
  return repository.examples[0] as Example;
}

test.each([
  ['tasks: [detection, ocr]\ncapability: perception/ocr\n', ['detection', 'ocr', 'perception/ocr']],
  ['tasks: detection, ocr\n', ['detection', 'ocr']],
  ['tasks: detection\n', ['detection']],
  ['capability: perception/ocr\n', ['perception/ocr']],
  ['tasks: [1, {a: b}]\ncapability: 3\n', []],
  ['tasks: [detection\n', []],
])('the tasks of %j', (metadata, tasks) => {
  expect(exampleOf(metadata).tasks).toEqual(tasks);
});

test.each([
  ['presets: {train-full: go.sh}\n', 'training'],
  ['presets: [train]\n', 'training'],
  ['presets: [{name: train, script: go.sh}]\n', 'training'],
  ['presets: {run: go.sh}\n', 'inference'],
])('the kind of %j', (metadata, kind) => {
  expect(exampleOf(metadata, { 'predict.py': '' }).kind).toBe(kind);
});

test('presets by their names and by the script that they start', () => {
  const example = exampleOf('presets: {train: go.sh, quick: {script: go.sh --quick}, build: build.sh}\n', {
    'go.sh': '#!/bin/bash\n',
    'build.sh': '#!/bin/bash\n',
  });
  const names = (presets: Example['presets']): string[] => presets.map(({ name }) => name);
  expect(names(example.presetsMatching(['train*', 'quick']))).toEqual(['train', 'quick']);
  expect(example.scripts.map((script) => names(example.presetsOf(script)))).toEqual([['build'], ['train', 'quick']]);
});

test("the image of a launch is joined to its builds, the example's own first", () => {
  const repository = createRepository(
    memoryTree({
      'a/build.sh': 'docker build -t demo "$(dirname "$0")"\n',
      'a/Dockerfile': 'FROM python:3.11\n',
      'b/example.yaml': 'name: b\n',
      'b/build.sh': 'cd "$(dirname "$0")"\ndocker build -t demo .\n',
      'b/Dockerfile': 'FROM python:3.12\nWORKDIR /work\nCOPY train.py .\n',
      'b/train.py': 'import helper\n',
      'b/helper.py': '',
      'b/train.sh': 'docker run demo python train.py\ndocker run ghcr.io/x/y:1 python train.py --help\n',
    }),
    { examples: { metadata: ['example.yaml'], markers: [], kinds: [] }, ignores: () => false },
  );
  const [example] = repository.examples;
  const [launch, foreign] = example?.launches ?? [];
  expect(launch?.image.builds.map(({ dockerfile }) => dockerfile)).toEqual(['b/Dockerfile', 'a/Dockerfile']);
  expect(launch?.image).toMatchObject({ reference: { familiar: 'demo' }, context: 'b', dockerfile: { path: 'b/Dockerfile' } });
  expect(launch?.container.locate('train.py')).toEqual({ kind: 'copied', path: 'b/train.py' });
  expect(foreign?.image).toEqual({
    reference: expect.objectContaining({ registry: 'ghcr.io' }),
    builds: [],
    dockerfile: undefined,
    context: undefined,
    view: undefined,
  });
  expect(example?.programs.map(({ entry, unconditional }) => [entry.path, unconditional.map(({ path }) => path)])).toEqual([
    ['b/train.py', ['b/train.py', 'b/helper.py']],
  ]);
});

test('a folder without metadata is an example by the files that it holds together, of the kind of the first marker', () => {
  const whole = { Dockerfile: '', 'build.sh': '', 'train.py': '', 'predict.py': '' };
  const at = (folder: string, files: { readonly [path: string]: string }) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
  const repository = createRepository(
    memoryTree({
      ...at('a', whole),
      ...at('b', { 'build.sh': '', 'train.py': '' }),
      ...at('c', { ...whole, 'example.yaml': 'name: c\n' }),
      ...at('c/docker', whole),
      ...at('d', { Dockerfile: '', 'build.sh': '', 'predict.py': '' }),
    }),
    {
      examples: {
        metadata: ['example.yaml'],
        markers: [
          { files: '**/train.py', beside: ['Dockerfile', 'build.sh'], kind: 'training' },
          { files: '**/predict.py', beside: ['Dockerfile', 'build.sh'], kind: 'inference' },
        ],
        kinds: [{ kind: 'service', presets: [], files: ['Dockerfile'] }],
      },
      ignores: () => false,
    },
  );
  expect(repository.examples.map(({ folder, kind }) => [folder, kind])).toEqual([
    ['a', 'training'],
    ['c', 'service'],
    ['d', 'inference'],
  ]);
});

test("a configuration of Hydra isn't an example", () => {
  const hydra = '# @package _global_\ndefaults:\n  - override /model: net\n';
  const repository = createRepository(
    memoryTree({
      'configs/experiment/example.yaml': hydra,
      'configs/demo/example.yaml': 'name: demo\n',
      'demo/example.yaml': hydra,
    }),
    { examples: { metadata: ['example.yaml'], markers: [], kinds: [] }, ignores: () => false },
  );
  expect(repository.examples.map(({ folder }) => folder)).toEqual(['configs/demo', 'demo']);
});
