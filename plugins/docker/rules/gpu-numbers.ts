import { defineRule, type Launch, type Report } from '../../../src/api';
import { allContainers, isService } from '../languages';

export default defineRule({
  name: 'gpu-numbers',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: 'CUDA_VISIBLE_DEVICES counts the GPUs that the container gets',
    why: 'Whatever GPUs a container gets, they are 0, 1, … inside. With `--gpus device=2,3` and `CUDA_VISIBLE_DEVICES=2,3`, CUDA finds no GPU 2 and hides all of them, so the training stops, or goes on without a GPU.',
    bad: [
      {
        wrong: 'GPUs 2 and 3 are 0 and 1 inside.',
        sample: `#!/bin/bash
docker run --rm --gpus '"device=2,3"' --env CUDA_VISIBLE_DEVICES=2,3 demo python train.py
`,
      },
      {
        wrong: 'The container gets one GPU.',
        sample: `#!/bin/bash
docker run --rm --gpus 1 --env CUDA_VISIBLE_DEVICES=1 demo python train.py
`,
      },
    ],
    good: [
      `#!/bin/bash
docker run --rm --gpus '"device=2,3"' --env CUDA_VISIBLE_DEVICES=0,1 demo python train.py
`,
      `#!/bin/bash
docker run --rm --gpus all --env CUDA_VISIBLE_DEVICES=3 demo python train.py
`,
    ],
    references: ['https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/docker-specialized.html'],
  },
  messages: {
    hidden:
      'The container gets {{count}}, numbered from 0, so `{{value}}` hides {{hidden}} from CUDA. Remove this variable, because `{{chooser}}` chooses already.',
  },
  *check(launch) {
    const found = hiddenBy(launch);
    if (found) yield found;
  },
});

function hiddenBy(launch: Launch): Report | undefined {
  const { spec } = launch;
  const { gpus, env } = spec;
  const entry = env.findLast(({ name }) => name.text === 'CUDA_VISIBLE_DEVICES');
  const value = entry?.value?.text;
  if (!gpus || !entry?.value || value === undefined || spec.open.length > 0 || entry.entry.word.when?.length) return undefined;
  if (gpus.value.word.when?.length || gpus.requests.length > 1) return undefined;
  const got = gpus.ids.length > 0 && gpus.ids.every(({ text }) => text !== undefined) ? gpus.ids.length : gpus.count;
  if (typeof got !== 'number' || !/^\d+(?:,\d+)*$/.test(value)) return undefined;
  const numbers = value.split(',').map(Number);
  const first = numbers.findIndex((each) => each >= got);
  if (first < 0) return undefined;
  return {
    message: 'hidden',
    data: {
      count: got === 1 ? 'one GPU' : `${got} GPUs`,
      value: `CUDA_VISIBLE_DEVICES=${value}`,
      chooser: !isService(launch) ? '--gpus' : gpus.ids.length > 0 ? 'device_ids' : 'count',
      hidden: first === 0 ? 'all of them' : 'some of them',
    },
    at: entry.name.span,
    related: [{ message: 'The GPUs are chosen here.', at: gpus.value.span }],
  };
}
