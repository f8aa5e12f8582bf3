import { defineRule, type Launch, type Report } from '../../../src/api';
import { onEveryPath, type When } from '../every-path';
import { gpuPresence, mayHaveGpus } from '../gpu-flags';
import { isOfPreset, mainPresets, type PresetOptions, startedAt } from '../launches';

type Id = 'missing' | 'missing-many' | 'unneeded';

export default defineRule<'launch', PresetOptions, Id>({
  name: 'gpus',
  scope: 'launch',
  docs: {
    summary: 'A container gets a GPU exactly when the metadata asks for one',
    why: "Without `--gpus`, a container sees no GPU, and the code either stops or trains on the CPU. With it, an example that needs none doesn't start on a machine that has none.",
    bad: [
      {
        wrong: 'The metadata asks for a GPU.',
        sample: {
          'example.yaml': `presets:
  train: {script: train.sh}
resources:
  gpu: 1
`,
          'train.sh': `#!/bin/bash
docker run --rm demo python train.py
`,
        },
      },
      {
        wrong: 'The metadata asks for four GPUs.',
        sample: {
          'example.yaml': `presets:
  train: {script: train.sh}
resources:
  gpu: 4
`,
          'train.sh': `#!/bin/bash
docker run --rm demo python train.py
`,
        },
      },
      {
        wrong: 'The metadata asks for no GPU.',
        sample: {
          'example.yaml': `presets:
  train: {script: train.sh}
resources:
  gpu: 0
`,
          'train.sh': `#!/bin/bash
docker run --rm --gpus all demo python train.py
`,
        },
      },
    ],
    good: {
      'example.yaml': `presets:
  train: {script: train.sh}
resources:
  gpu: 1
`,
      'train.sh': `#!/bin/bash
docker run --rm demo python prepare.py
docker run --rm --gpus all demo python train.py
`,
    },
    references: [
      'Training Pipeline Verification, “Docker Mount Structure”',
      'https://docs.docker.com/reference/cli/docker/container/run/#gpus',
    ],
  },
  options: mainPresets,
  messages: {
    missing: 'The metadata asks for a GPU, but this container gets none{{when}}. Add `--gpus all`, or set `resources.gpu: 0`.',
    'missing-many':
      'The metadata asks for {{count}} GPUs, but this container gets none{{when}}. Add `--gpus all`, or set `resources.gpu: 0`.',
    unneeded:
      'The metadata asks for no GPU, but `--gpus` stops the container on a machine without one{{when}}. Delete it, or set `resources.gpu: 1`.',
  },
  fixes: {
    missing: { flag: '--gpus all', unsafe: true },
    'missing-many': { flag: '--gpus all', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      const isChecked = path.example && isOfPreset(path, options.presets) && path.isMain;
      const found = isChecked ? faultOf(path, when) : undefined;
      if (found) yield found;
    });
  },
});

function faultOf(launch: Launch, when: When): Report<Id> | undefined {
  const { spec, example } = launch;
  const wanted = example?.resources.gpus;
  if (!wanted) return undefined;
  const presence = gpuPresence(launch);
  const related = [{ message: 'The metadata says so here.', at: wanted.at }];
  const data = { count: wanted.low, when: when() };
  if (wanted.low > 0 && presence.is === 'absent' && presence.when.length === 0 && !mayHaveGpus(launch))
    return { message: wanted.low === 1 ? 'missing' : 'missing-many', data, at: launch.span, related };
  if (wanted.high === 0 && !wanted.open && presence.is === 'present' && spec.gpus?.count !== undefined)
    return { message: 'unneeded', data, at: spec.gpus.value.span, related: [...related, startedAt(launch)] };
  return undefined;
}
