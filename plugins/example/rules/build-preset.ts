import { defineRule, suggestedEntry } from '../../../src/api';
import { isMapping } from '../mapping';

interface Options {
  readonly names: readonly string[];
  readonly files: readonly string[];
}

export default defineRule<'metadata', Options>({
  name: 'build-preset',
  scope: 'metadata',
  docs: {
    summary: 'An example with an image to build has a build preset',
    why: 'A runner that finds no image offers to run the `build` preset. Without one, newcomers have to find out how to build the image.',
    bad: [
      {
        wrong: 'No preset runs build.sh.',
        sample: {
          'example.yaml': 'presets:\n  train: {script: train.sh}\n',
          'build.sh': '#!/bin/bash\ndocker build -t demo .\n',
          Dockerfile: 'FROM python:3.12\n',
        },
      },
    ],
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
          description: 'names of presets that build, such as `build-*`; the first one is suggested',
        },
        files: { type: 'array', items: { type: 'string' }, description: 'files that show that there is an image to build' },
      },
    },
    tables: { names: 'metadata.builds.presets', files: 'metadata.builds.files' },
  },
  messages: {
    unnamed:
      "There is a `{{file}}`, but no preset builds the image, so runners can't offer to build it. Add `{{name}}: {script: build.sh, description: Build the Docker image}`.",
  },
  fixable: 'unsafe',
  *check({ data, example, yaml, usesCog }, { options: { names, files } }) {
    const hasPresets = example.presets.length > 0 || isMapping(data?.['presets']);
    if (!hasPresets || usesCog || example.presetsMatching(names).length > 0) return;
    const file = files.find((name) => example.has(name));
    if (!file) return;
    const at = yaml.keySpan(['presets']) ?? yaml.nearestSpan(['presets']);
    const entry = `${names[0]}: {script: ${file}, description: Build the Docker image}`;
    yield { message: 'unnamed', data: { file, name: names[0] }, at, ...suggestedEntry(yaml, ['presets'], entry) };
  },
});
