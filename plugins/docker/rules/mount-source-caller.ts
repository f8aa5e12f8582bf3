import { defineRule } from '../../../src/api';
import { type CallerOptions, callerSources, callerTargets, movedFolder, neededIn } from '../caller-sources';
import { onEveryPath } from '../every-path';
import { startedAt } from '../launches';
import { sourcePlace } from '../paths';

export default defineRule<'launch', CallerOptions, 'caller'>({
  name: 'mount-source-caller',
  scope: 'launch',
  docs: {
    summary: "A mount of the example's files doesn't depend on the folder that the script is started from",
    why: "`$(pwd)` is the caller's folder. Started from another folder, the script mounts that one, and the container doesn't find its files.",
    bad: [
      {
        wrong: '`train.py` is mounted only if the caller is in its folder.',
        sample: {
          'train.sh': `#!/bin/bash
docker run -v "$(pwd):/workspace" -w /workspace demo python train.py
`,
          'train.py': '',
        },
      },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
cd "$(dirname "$0")"
docker run -v "$(pwd):/workspace" -w /workspace demo python train.py
`,
        'train.py': '',
      },
      `#!/bin/bash
docker run -v "\${CVL_WORK_DIR:-$(pwd)}:/mnt/cvl/workspace" demo python train.py
`,
    ],
  },
  options: callerTargets,
  messages: {
    caller:
      'This folder depends on where the script is started, but `{{needed}}` is expected in {{target}}. Start the path at the script\'s own folder: `DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"`.',
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      for (const source of callerSources(path, options)) {
        if (movedFolder(path, source)) continue;
        const needed = neededIn(path, source.target) ?? (source.isKnown ? source.rooted.path : undefined);
        if (needed === undefined) continue;
        const data = { target: source.target, needed };
        yield { message: 'caller', data, at: sourcePlace(source.mount), related: [startedAt(path)] };
      }
    });
  },
});
