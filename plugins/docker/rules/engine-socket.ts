import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'engine-socket',
  scope: 'launch',
  docs: {
    summary: "A container doesn't get the socket of the container engine",
    why: 'Through the socket, code in the container can start another container that has the whole file system of the host.',
    bad: [
      {
        wrong: 'The container can start other containers.',
        sample: `#!/bin/bash
docker run --rm -v /var/run/docker.sock:/var/run/docker.sock demo
`,
      },
    ],
    good: `#!/bin/bash
docker run --rm --gpus all demo python train.py
`,
    references: ['https://docs.docker.com/engine/security/#docker-daemon-attack-surface'],
  },
  messages: {
    socket:
      "A program that can write to the engine's socket controls the host. Delete this mount, or say in a directive what needs it.",
  },
  *check({ spec }) {
    for (const { source, flag } of spec.mounts)
      if (/\/(docker|containerd|podman)\.sock$/.test(source?.text ?? '')) yield { message: 'socket', at: flag.span };
  },
});
