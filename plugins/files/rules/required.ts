import table from '../../../rules/tables/files.yaml';
import { defineRule } from '../../../src/api';
import { type Demands, demandsSchema, unmetDemands } from '../demands';

interface Options {
  readonly files: Demands;
}

export default defineRule<'example', Options>({
  name: 'required',
  scope: 'example',
  docs: {
    summary: 'An example has the files that its kind cannot do without',
    why: 'Without a container definition, a build script and the script of its main command, nobody but the author can run an example.',
    bad: {
      'example.yaml': 'presets:\n  train: {script: train.sh}\n',
      'train.sh': '#!/bin/bash\ndocker run demo\n',
      'train.py': '',
    },
    good: {
      'example.yaml': 'presets:\n  build: {script: build.sh}\n  train: {script: train.sh}\n',
      Dockerfile: 'FROM python:3.12\n',
      'build.sh': '#!/bin/bash\ndocker build -t demo .\n',
      'train.sh': '#!/bin/bash\ndocker run demo\n',
      'train.py': '',
    },
    references: ['Training Pipeline Verification, “Quick health check”'],
  },
  options: { schema: demandsSchema, defaults: { files: (table as { readonly required: Demands }).required } },
  messages: { missing: '{{file}} is missing: {{purpose}} that {{kind}} cannot be run without; add it' },
  *check(example, { options }) {
    for (const { file, purpose } of unmetDemands(example, options.files)) {
      const data = { file, purpose, kind: kindInWords(example.kind) };
      yield { message: 'missing', data, at: { file: example.path } };
    }
  },
});

const kindInWords = (kind: string): string => (kind === 'inference' ? 'an inference example' : `a ${kind} example`);
