import { defineRule, type Report } from '../../../src/api';

export default defineRule<'image', Record<string, never>, 'other'>({
  name: 'image-platform',
  scope: 'image',
  docs: {
    summary: 'The image is for the platform of the engine',
    why: 'A program for another processor ends with "exec format error", or runs many times slower under emulation and sees no GPU.',
    bad: [
      {
        wrong: 'The image was built on a Mac.',
        sample: {
          'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n',
          'live.yaml': 'images: { demo: { platform: linux/arm64 } }\n',
        },
      },
    ],
    good: {
      'train.sh': '#!/bin/bash\ndocker run --rm demo python train.py\n',
      'live.yaml': 'images: { demo: { platform: linux/amd64 } }\n',
    },
    references: ['https://docs.docker.com/build/building/multi-platform/'],
  },
  messages: {
    other: 'The image {{image}} is for {{platform}}, but the engine runs on {{machine}}. Build it with `--platform {{machine}}`.',
  },
  *check({ launch, image, engine }): Iterable<Report<'other'>> {
    const { platform } = image.facts ?? {};
    const machine = engine.info.platform;
    if (platform === undefined || machine === undefined || !launch.spec.image || launch.spec.platform) return;
    const isSame = platform === machine || platform.startsWith(`${machine}/`) || machine.startsWith(`${platform}/`);
    if (!isSame) yield { message: 'other', data: { image: image.name, platform, machine }, at: launch.spec.image.span };
  },
});
