import { defineRule } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { gpuPresence } from '../gpu-flags';
import { isOfPreset, mainPresets, type PresetOptions } from '../launches';

export default defineRule<'launch', PresetOptions, 'device'>({
  name: 'gpu-device',
  scope: 'launch',
  docs: {
    summary: "A launch doesn't ask for a GPU that a machine with one GPU doesn't have",
    why: "GPUs are numbered from 0. `device=1` is the second GPU, which was free on the author's machine.",
    bad: [
      {
        wrong: 'This is the second GPU.',
        sample: `#!/bin/bash
docker run --rm --gpus '"device=1"' demo python train.py
`,
      },
    ],
    good: [
      `#!/bin/bash
docker run --rm --gpus all demo python train.py
`,
      `#!/bin/bash
docker run --rm --gpus "\${GPUS:-all}" demo python train.py
`,
    ],
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#gpus'],
  },
  options: mainPresets,
  messages: {
    device:
      "`--gpus` asks for GPU {{id}}, which a machine with one GPU doesn't have. Write `--gpus all`, or let the caller choose.",
  },
  fixes: {
    device: { by: 'all', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      const { gpus } = path.spec;
      const [only, more] = gpus?.ids ?? [];
      if (!gpus || more || !/^[1-9]\d*$/.test(only?.text ?? '')) return;
      if (!path.example || !isOfPreset(path, options.presets) || !path.isMain || gpuPresence(path).is !== 'present') return;
      yield { message: 'device', data: { id: only?.text }, at: gpus.value.span };
    });
  },
});
