import { defineRule, type Example, isPresetName, nameOf, sameImage } from '../../../src/api';
import { isSlip, knownNames, mayGiveAnyName, misnamedBuild, withoutLatest } from '../image-names';
import { originOf } from '../origin';

export default defineRule<'example', object, 'named' | 'folder'>({
  name: 'image-runner',
  scope: 'example',
  docs: {
    summary: 'The metadata names the image that the example builds, unless the folder has its name',
    why: "A runner checks that the image exists before it starts a preset. It looks for the `image` of the metadata, or else for the folder's name, and refuses to start the preset where it finds none.",
    bad: [
      {
        wrong: 'The runner looks for `leafnet`.',
        sample: {
          'example.yaml': `name: demo
image: leafnet
presets:
  build: {script: build.sh}
  train: {script: train.sh}
`,
          'build.sh': `#!/bin/bash
docker build -t leaf-net .
`,
          'train.sh': `#!/bin/bash
docker run --rm leaf-net python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: "The runner looks for `demo`, the folder's name.",
        sample: {
          'build.sh': `#!/bin/bash
docker build -t leaf-net .
`,
          'train.sh': `#!/bin/bash
docker run --rm leaf-net python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
    ],
    good: {
      'example.yaml': `name: demo
image: leaf-net
presets:
  build: {script: build.sh}
  train: {script: train.sh}
`,
      'build.sh': `#!/bin/bash
docker build -t leaf-net .
`,
      'train.sh': `#!/bin/bash
docker run --rm leaf-net python train.py
`,
      Dockerfile: 'FROM python:3.12\n',
    },
  },
  messages: {
    named: 'The example builds `{{built}}`, but the runner looks for `{{image}}`. Write `image: {{built}}`.',
    folder:
      "The example builds `{{built}}`, but the runner looks for `{{image}}`, the folder's name, because the metadata has no `image`. Add `image: {{built}}`.",
  },
  fixes: {
    named: { replace: '{{image}}', by: '{{built}}', unsafe: true },
  },
  *check(example) {
    const { metadata, folder, repository } = example;
    if (misnamedBuild(example) || !metadata || folder === '' || !runsInContainer(example)) return;
    const given = metadata.image;
    const image = given?.text ?? nameOf(folder);
    const built = knownNames(example).filter(({ build }) => build);
    const [first] = built;
    if (!first || mayGiveAnyName(example) || repository.imagesNamed(image).length > 0) return;
    if (given?.text.includes('/') && !isSlip(example, image)) return;
    const runs = example.launches.flatMap(({ spec }) => spec.image?.text ?? []);
    const { name } = built.find((each) => runs.some((run) => sameImage(run, each.name.text ?? ''))) ?? first;
    yield {
      message: given ? 'named' : 'folder',
      data: { image, built: withoutLatest(name.text ?? '') },
      at: given?.at ?? metadata.name?.at ?? metadata.yaml.nearestSpan(['name']),
      related: [{ message: 'The image is built here.', at: originOf(name) }],
    };
  },
});

const buildPresets = ['build', 'build-*'];

/** Some preset that builds nothing runs in a container. */
const runsInContainer = ({ metadata, presets }: Example): boolean =>
  !metadata?.usesCog && presets.some(({ name, docker }) => docker !== false && !isPresetName(name, buildPresets));
