import { causes, defineRule, joinPath } from '../../../src/api';
import { type Demands, demandsSchema, unmetDemands } from '../demands';

interface Options {
  readonly files: Demands;
}

export default defineRule<'example', Options>({
  name: 'required',
  scope: 'example',
  docs: {
    summary: "An example has the files that its kind can't run without",
    why: 'Without a container definition, a build script, and the script of its main command, only the author can run an example.',
    bad: [
      {
        wrong: 'There is no Dockerfile and no build.sh.',
        sample: {
          'example.yaml': 'presets:\n  train: {script: train.sh}\n',
          'train.sh': '#!/bin/bash\ndocker run demo\n',
          'train.py': '',
        },
      },
    ],
    good: {
      'example.yaml': `presets:
  build: {script: build.sh}
  train: {script: train.sh}
`,
      Dockerfile: 'FROM python:3.12\n',
      'build.sh': '#!/bin/bash\ndocker build -t demo .\n',
      'train.sh': '#!/bin/bash\ndocker run demo\n',
      'train.py': '',
    },
    references: ['Training Pipeline Verification, “Quick health check”'],
  },
  options: { schema: demandsSchema, tables: { files: 'files.required' } },
  messages: { missing: "There is no `{{file}}`, and {{kind}} can't run without {{purpose}}. Add it." },
  *check(example, { options }) {
    for (const { file, purpose } of unmetDemands(example, options.files)) {
      const data = { file, purpose, kind: kindInWords(example.kind) };
      const cause = causes.missingFile(joinPath(example.folder, file));
      yield { message: 'missing', data, at: { file: example.path }, cause, follows: cause };
    }
  },
});

const kindInWords = (kind: string): string => (kind === 'inference' ? 'an inference example' : `a ${kind} example`);
