import { defineRule } from '../../../src/api';
import { earlierMount } from '../duplicate-mounts';
import { onEveryPath } from '../every-path';
import { typedCommands } from '../languages';
import { startedAt } from '../launches';
import { mountConditions, targetOf } from '../paths';

export default defineRule({
  name: 'mount-conflict',
  scope: 'launch',
  languages: typedCommands,
  docs: {
    summary: 'Each target is mounted once',
    why: 'The engine refuses two mounts at one target: “Duplicate mount point”.',
    bad: [
      {
        wrong: 'Two folders are mounted at `/workspace`.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -v "$DIR/data:/workspace" demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -v "$HOME/runs:/workspace/runs" demo python train.py
`,
  },
  messages: {
    twice: '{{target}} is mounted twice{{when}}, which the engine refuses (“Duplicate mount point”). Delete one of the two.',
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path, when) {
      for (const mount of path.spec.mounts) {
        const first = earlierMount(path, mount);
        if (!first) continue;
        yield {
          message: 'twice',
          data: { target: targetOf(mount), when: when([...mountConditions(first), ...mountConditions(mount)]) },
          at: mount.targetSpan,
          related: [{ message: 'It is mounted first here.', at: first.span }, startedAt(path)],
        };
      }
    });
  },
});
