import { defineRule, type Report } from '../../../src/api';

export default defineRule<'image', Record<string, never>, 'stale'>({
  name: 'image-stale',
  scope: 'image',
  docs: {
    summary: 'The image is newer than what it is built from',
    why: 'A container of an older image has the old packages and the old copies of files: what was just changed has no effect.',
    bad: [
      {
        wrong: 'The requirements changed after the build.',
        sample: {
          'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n',
          'build.sh': '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n',
          Dockerfile: 'FROM python:3.12-slim\nCOPY requirements.txt /tmp/\nRUN pip install -r /tmp/requirements.txt\n',
          'requirements.txt': 'torch==2.7.0\n',
          'live.yaml': 'images: { demo: { newer: [examples/demo/requirements.txt] } }\n',
        },
      },
    ],
    good: { 'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n', 'live.yaml': 'images: { demo: {} }\n' },
  },
  messages: {
    stale: 'The image {{image}} was built at {{built}}, before {{files}} changed. Build it again with `bash {{build}}`.',
  },
  *check({ launch, image }): Iterable<Report<'stale'>> {
    const [build] = launch.image.builds;
    const { facts, newer } = image;
    if (!facts || newer.length === 0 || !build || !launch.spec.image) return;
    const [first = '', ...others] = newer;
    yield {
      message: 'stale',
      data: {
        image: image.name,
        built: facts.created?.slice(0, 16).replace('T', ' '),
        files: others.length === 0 ? first : `${first} and ${others.length} more`,
        build: build.script.path,
      },
      at: launch.spec.image.span,
      evidence: { newer, created: facts.created },
    };
  },
});
