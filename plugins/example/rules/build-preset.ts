import { defineRule } from '../../../src/api';
import { isMapping } from '../preset-shape';

interface Options {
  readonly names: readonly string[];
}

export default defineRule<'metadata', Options>({
  name: 'build-preset',
  scope: 'metadata',
  docs: {
    summary: 'An example with an image to build has a build preset',
    why: 'A runner that finds no image offers to run the `build` preset; without one, a newcomer has to find out how the image is made.',
    bad: {
      'example.yaml': 'presets:\n  train: {script: train.sh}\n',
      'build.sh': '#!/bin/bash\ndocker build -t demo .\n',
      Dockerfile: 'FROM python:3.12\n',
    },
    good: [
      {
        'example.yaml': 'presets:\n  build: {script: build.sh}\n',
        'build.sh': '#!/bin/bash\ndocker build -t demo .\n',
        Dockerfile: 'FROM python:3.12\n',
      },
      { 'example.yaml': 'presets:\n  train: {script: train.sh, docker: false}\n', 'train.sh': '#!/bin/bash\npython train.py\n' },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        names: {
          type: 'array',
          items: { type: 'string' },
          minItems: 1,
          description: 'preset names that build, `*` at the end for any rest',
        },
      },
    },
    defaults: { names: ['build', 'build-*'] },
  },
  messages: {
    unnamed:
      '{{file}} is there, but no preset builds the image, so a runner cannot offer it; add `{{name}}: {script: build.sh, description: Build the Docker image}`',
  },
  *check(metadata, { options }) {
    const { data, example, yaml, usesCog } = metadata;
    const hasPresets = example.presets.length > 0 || isMapping(data?.['presets']);
    if (!hasPresets || usesCog || example.presetsMatching(options.names).length > 0) return;
    const file = ['build.sh', 'Dockerfile'].find((name) => example.has(name));
    if (file)
      yield {
        message: 'unnamed',
        data: { file, name: options.names[0] },
        at: yaml.keySpan(['presets']) ?? yaml.nearestSpan(['presets']),
      };
  },
});
