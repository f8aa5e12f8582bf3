import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'host-processes',
  scope: 'launch',
  docs: {
    summary: "A container doesn't see the processes of the host",
    why: 'With `--pid host`, code in the container can read the environment of every process on the host, with its tokens, and stop it.',
    bad: [
      {
        wrong: "Training doesn't need the processes of the host.",
        sample: `#!/bin/bash
docker run --rm --pid host demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
docker run --rm --ipc host demo python train.py
`,
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#pid'],
  },
  messages: {
    host: '`--pid host` lets the container see and stop every process on the host. Delete it.',
  },
  *check({ spec: { pid } }) {
    if (pid?.text === 'host') yield { message: 'host', at: pid.span };
  },
});
