import { defineRule } from '../../../src/api';
import { typedCommands } from '../languages';

export default defineRule({
  name: 'flag-order',
  scope: 'launch',
  languages: typedCommands,
  docs: {
    summary: 'The flags of a launch come before the image',
    why: 'What follows the image is the command, so `docker run demo --gpus all` starts a program called `--gpus`.',
    bad: [
      {
        wrong: '`--gpus` comes after the image.',
        sample: `#!/bin/bash
docker run --rm demo --gpus all
`,
      },
      {
        wrong: 'The caller gives the tag of the image, and `--gpus` comes after it.',
        sample: `#!/bin/bash
docker run --rm "demo:$1" --gpus all
`,
      },
    ],
    good: `#!/bin/bash
docker run --rm --gpus all demo python train.py --gpus all
`,
    references: ['https://docs.docker.com/reference/cli/docker/container/run/'],
  },
  messages: {
    after: '`{{flag}}` comes after the image `{{image}}`, so it is taken for the command to start. Write it before the image.',
    argument:
      "`{{flag}}` comes after the image `{{image}}`, so it's taken for an argument of the image's ENTRYPOINT, which has no such option. Write it before the image.",
    unnamed: '`{{flag}}` comes after the image, so it is taken for the command to start. Write it before the image.',
  },
  *check({ misplacedFlag: flag, spec, process }) {
    if (!flag || spec.problems.length > 0 || spec.engineProblems.length > 0) return;
    const image = spec.image?.text;
    const message = image === undefined ? 'unnamed' : process?.entrypoint ? 'argument' : 'after';
    yield { message, data: { flag: flag.text, image }, at: flag.span };
  },
});
