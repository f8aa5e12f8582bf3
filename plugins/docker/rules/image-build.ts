import { defineRule } from '../../../src/api';
import { misnamedBuild, withoutLatest } from '../image-names';
import { originOf } from '../origin';

export default defineRule({
  name: 'image-build',
  scope: 'example',
  docs: {
    summary: 'A build gives the image the name that the scripts and the metadata use',
    why: 'Where only the build misspells the name, no script finds the image, and the engine answers “pull access denied”.',
    bad: [
      {
        wrong: 'The build swaps two letters.',
        sample: {
          'example.yaml': `name: demo
image: demo-net
presets:
  train: {script: train.sh}
`,
          'build.sh': `#!/bin/bash
docker build -t demo-nte .
`,
          'train.sh': `#!/bin/bash
docker run --rm demo-net python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
    ],
    good: {
      'example.yaml': `name: demo
image: demo-net
presets:
  train: {script: train.sh}
`,
      'build.sh': `#!/bin/bash
docker build -t demo-net .
`,
      'train.sh': `#!/bin/bash
docker run --rm demo-net python train.py
`,
      Dockerfile: 'FROM python:3.12\n',
    },
  },
  messages: {
    misnamed: 'This builds `{{built}}`, but the scripts and the metadata use `{{meant}}`. Write `{{meant}}`.',
  },
  fixes: {
    misnamed: { replace: '{{built}}', by: '{{meant}}', unsafe: true },
  },
  *check(example) {
    const misnamed = misnamedBuild(example);
    if (!misnamed) return;
    const { build, meant } = misnamed;
    const run = example.launches[0]?.spec.image;
    yield {
      message: 'misnamed',
      data: { meant: withoutLatest(meant), built: withoutLatest(build.name.text ?? '') },
      at: originOf(build.name),
      related: run ? [{ message: 'The image is run here.', at: originOf(run) }] : [],
    };
  },
});
