import { defineRule, type LiveImage, type Report } from '../../../src/api';
import { command } from '../words';

export default defineRule<'image', Record<string, never>, 'unbuilt' | 'absent'>({
  name: 'image-missing',
  scope: 'image',
  docs: {
    summary: 'The image of each launch is there',
    why: 'Without it, the engine looks for an image of that name in a registry, and ends with exit code 125 and "pull access denied".',
    bad: [
      {
        wrong: 'The image was never built here.',
        sample: {
          'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n',
          'build.sh': '#!/bin/bash\ndocker build -t demo "$(dirname "$0")"\n',
          Dockerfile: 'FROM python:3.12-slim\n',
          'live.yaml': 'images: { demo: null }\n',
        },
      },
    ],
    good: { 'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n', 'live.yaml': 'images: { demo: {} }\n' },
    references: ['Training Pipeline Verification, “Common issues”: container exits immediately'],
  },
  messages: {
    unbuilt: 'The engine has no image {{image}}. Build it with `{{build}}`.',
    absent:
      'The engine has no image {{image}}, and no script of this repository builds it. Run `{{pull}}`, if a registry has it.',
  },
  *check(target): Iterable<Report<'unbuilt' | 'absent'>> {
    const { launch, image, engine } = target;
    const part = launch.spec.image;
    if (image.facts || !part || launch.spec.pull?.text === 'always') return;
    const build = builtBy(target);
    yield {
      message: build === undefined ? 'absent' : 'unbuilt',
      data: { image: image.name, build: build && `bash ${build}`, pull: command(engine, 'pull', image.name) },
      at: part.span,
    };
  },
});

const builtBy = ({ launch }: LiveImage): string | undefined => launch.image.builds[0]?.script.path;
