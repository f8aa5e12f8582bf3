import { defineRule } from '../../../src/api';

interface Options {
  readonly capabilities: readonly string[];
}

export default defineRule<'launch', Options, 'privileged' | 'capability'>({
  name: 'privilege',
  scope: 'launch',
  docs: {
    summary: "A container doesn't run with all privileges",
    why: "With `--privileged`, code from a model hub or from a dependency of a dependency can take over the machine. Training doesn't need it.",
    bad: [
      {
        wrong: '`--privileged` gives access to all devices of the host.',
        sample: `#!/bin/bash
docker run --rm --privileged demo python train.py
`,
      },
      {
        wrong: 'SYS_ADMIN allows mounting any file system.',
        sample: `#!/bin/bash
docker run --rm --cap-add SYS_ADMIN demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
docker run --rm --gpus all --ipc host --cap-add SYS_PTRACE demo python train.py
`,
    references: ['https://docs.docker.com/engine/security/', 'https://man7.org/linux/man-pages/man7/capabilities.7.html'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        capabilities: {
          type: 'array',
          items: { type: 'string' },
          description: 'Capabilities, without `CAP_`, that are as good as all of them.',
        },
      },
    },
    tables: { capabilities: 'launches.capabilities' },
  },
  messages: {
    privileged:
      '`--privileged` gives the container full control of the host. Use `--device` or `--cap-add` for what it really needs.',
    capability:
      '`{{capability}}` gives the container almost full control of the host. Add a narrower capability, or say in a directive what needs it.',
  },
  *check({ spec }, { options }) {
    const flag = spec.privileged ? spec.flags.find(({ name }) => name === 'privileged') : undefined;
    if (flag) yield { message: 'privileged', at: flag.span };
    for (const { text, span } of spec.capabilities.add) {
      const name = text?.toUpperCase().replace(/^CAP_/, '');
      if (name !== undefined && options.capabilities.includes(name))
        yield { message: 'capability', data: { capability: text }, at: span };
    }
  },
});
