import { defineRule } from '../../../src/api';
import { type CallerOptions, callerSources, callerTargets, movedFolder } from '../caller-sources';
import { onEveryPath } from '../every-path';
import { startedAt } from '../launches';
import { sourcePlace } from '../paths';

export default defineRule<'launch', CallerOptions, 'moved' | 'gone'>({
  name: 'mount-source-moved',
  scope: 'launch',
  docs: {
    summary: "A mount doesn't name a folder that was moved",
    why: "After an example moves to another folder, a path to it from the repository's root is wrong, and `-v` mounts an empty folder instead. A path from the script's own folder stays correct.",
    bad: [
      {
        wrong: 'The example is now in `examples/demo`.',
        sample: {
          'train.sh': `#!/bin/bash
docker run -v "$(pwd)/examples/vision/demo:/workspace" demo python train.py
`,
          'train.py': '',
        },
      },
      {
        wrong: "`examples/datasets` isn't there anymore.",
        sample: `#!/bin/bash
docker run -v "$(pwd)/examples/datasets/leaves:/data" demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" demo python train.py
`,
  },
  options: callerTargets,
  messages: {
    moved:
      '{{source}} isn\'t in the repository; the example is in {{now}}. Mount the script\'s own folder: `DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"`.',
    gone: '{{source}} isn\'t in the repository. Correct the path, and start it at the script\'s own folder: `DIR="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"`.',
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      for (const source of callerSources(path, options)) {
        const moved = movedFolder(path, source);
        if (!moved) continue;
        const data = { source: source.rooted.path, now: moved.now };
        yield { message: moved.now ? 'moved' : 'gone', data, at: sourcePlace(source.mount), related: [startedAt(path)] };
      }
    });
  },
});
