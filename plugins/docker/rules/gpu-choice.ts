import { conditionsOf, defineRule, type Launch } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { forwardFlag, lastEntries } from '../forwarding';
import { startedAt } from '../launches';

interface Options {
  readonly devices: readonly string[];
}

export default defineRule<'launch', Options, 'first' | 'other'>({
  name: 'gpu-choice',
  scope: 'launch',
  docs: {
    summary: 'The caller can choose the GPU',
    why: 'A fixed CUDA_VISIBLE_DEVICES ignores the GPU that the caller chooses, so two trainings on a shared machine end up on the same one.',
    bad: [
      {
        wrong: 'Every run takes the first GPU.',
        sample: `#!/bin/bash
docker run --gpus all -e CUDA_VISIBLE_DEVICES=0 demo python train.py
`,
      },
      {
        wrong: 'A machine with one GPU has no GPU 1.',
        sample: `#!/bin/bash
docker run --gpus all -e CUDA_VISIBLE_DEVICES=1 demo python train.py
`,
      },
    ],
    good: [
      `#!/bin/bash
docker run --gpus all \${CUDA_VISIBLE_DEVICES:+-e CUDA_VISIBLE_DEVICES="$CUDA_VISIBLE_DEVICES"} demo python train.py
`,
      `#!/bin/bash
docker run --gpus all -e CUDA_VISIBLE_DEVICES demo python train.py
`,
    ],
    references: ['https://docs.nvidia.com/cuda/cuda-c-programming-guide/#cuda-environment-variables'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        devices: { type: 'array', items: { type: 'string' }, description: 'Variables that choose among GPUs.' },
      },
    },
    tables: { devices: 'container-environment.devices' },
  },
  messages: {
    first: "{{name}} is always 0, so the caller can't choose another GPU. Write `{{forward}}`.",
    other: '{{name}} is always {{value}}, so a machine with fewer GPUs provides none. Write `{{forward}}`.',
  },
  fixes: {
    first: { insteadOfFlag: '{{forward}}', unsafe: true },
    other: { insteadOfFlag: '{{forward}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      for (const { name, entry, value } of lastEntries(path)) {
        if (!options.devices.includes(name) || !getsAllGpus(path) || !/^\d+$/.test(value.text ?? '')) continue;
        if (value.word.segments.some(({ defaultOf }) => defaultOf !== undefined) || conditionsOf(entry.flag).length > 0) continue;
        yield {
          message: value.text === '0' ? 'first' : 'other',
          data: { name, value: value.text, forward: forwardFlag(name) },
          at: entry.entry.span,
          related: [startedAt(path)],
          // Without metadata, a script may be written for one machine.
          ...(!launch.example?.metadata && { severity: 'info' }),
        };
      }
    });
  },
});

/** A launch with fewer than all GPUs has made its choice, and they are numbered from 0 in the container. */
const getsAllGpus = ({ spec }: Launch): boolean => spec.gpus?.count === 'all' || spec.runtime?.text === 'nvidia';
