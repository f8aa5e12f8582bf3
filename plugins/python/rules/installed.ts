import { defineRule, nameOf } from '../../../src/api';
import { inPrograms, startOf } from '../reports';
import { image, launch } from '../samples';
import { type ImportOptions, importOptions, unresolvedImports } from '../unresolved';

export default defineRule<'example', ImportOptions, 'missing' | 'alone'>({
  name: 'installed',
  scope: 'example',
  docs: {
    summary: 'The image has a package for every module that the code imports',
    why: "An import of a package that isn't installed stops the program at its first lines, after an image of gigabytes was built. Nothing is reported if the image may have more than its Dockerfile shows: an unknown base image, a script that installs, or a package whose dependencies aren't known.",
    bad: [
      {
        wrong: 'Nothing installs OpenCV.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'import cv2\n',
          ...image('RUN pip install wandb'),
        },
      },
      {
        wrong: 'The public image has no OpenCV, and the command installs none.',
        sample: {
          'train.sh': `#!/bin/bash
docker run --rm -v "$(dirname "$0"):/workspace" pytorch/pytorch:2.4.1-cuda12.4-cudnn9-runtime python train.py
`,
          'train.py': 'import cv2\n',
        },
      },
    ],
    good: {
      'train.sh': launch('python train.py'),
      'train.py': `import cv2
import torch
import yaml
`,
      ...image(`COPY requirements.txt .
RUN pip install -r requirements.txt`),
      'requirements.txt': `opencv-python-headless
transformers
`,
    },
  },
  options: importOptions,
  messages: {
    alone:
      '{{image}} has nothing that provides {{module}}, and {{script}} installs nothing, so the import fails. Install `{{distribution}}` in a Dockerfile that starts with `FROM {{image}}`, and run that.',
    missing:
      'Nothing in the image of {{script}} provides {{module}}, so the import fails. Install `{{distribution}}` in {{dockerfile}}.',
  },
  *check(example, { options }) {
    yield* inPrograms<'missing' | 'alone'>(example.programs, function* (program) {
      const { path, image: built } = program.start.launch;
      for (const { use, module, cause } of unresolvedImports(program, example, options)) {
        if (cause.kind !== 'not-installed') continue;
        const { dockerfile, view } = built;
        const data = { module, distribution: cause.distribution, script: nameOf(path), image: view?.base.value };
        const at = { at: use.import.span, related: [startOf(program)] };
        if (dockerfile) yield { message: 'missing', data: { ...data, dockerfile: nameOf(dockerfile.path) }, ...at };
        else yield { message: 'alone', data, ...at };
      }
    });
  },
});
