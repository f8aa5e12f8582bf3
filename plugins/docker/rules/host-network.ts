import { defineRule } from '../../../src/api';

export default defineRule({
  name: 'host-network',
  scope: 'launch',
  docs: {
    summary: "A container publishes the ports that it serves, rather than share the host's network",
    why: 'With `--network host`, the container can reach everything that listens on the host, and every port that it opens is open on the host. Only training on several machines needs that.',
    bad: [
      {
        wrong: 'The server needs only port 8000.',
        sample: `#!/bin/bash
docker run --rm --network host demo python serve.py
`,
      },
    ],
    good: [
      `#!/bin/bash
docker run --rm -p 8000:8000 demo python serve.py
`,
      `#!/bin/bash
docker run --rm --network host demo torchrun --nnodes 2 --rdzv-endpoint "$HEAD:29500" train.py
`,
    ],
    references: ['https://docs.docker.com/engine/network/drivers/host/'],
  },
  messages: {
    host: '`--network host` opens all ports of the host to the container, and all ports of the container to others. Unless it trains on several machines, publish the ports that it serves with `-p`.',
  },
  *check({ spec: { network, command } }) {
    if (network?.text !== 'host' || severalMachines.test(command.map(({ masked }) => masked).join(' '))) return;
    yield { message: 'host', at: network.span };
  },
});

/** `--nnodes 2` and the like, of the launchers and of Lightning. A number that the script computes may be that of several machines. */
const severalMachines = /(?:^|\s)--?(?:nnodes|num[-_](?:nodes|machines)|(?:trainer\.)?num_nodes)[=\s]+(?![01](?![\d:]))/;
