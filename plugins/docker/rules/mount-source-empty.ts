import { defineRule } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { startedContainers } from '../languages';
import { startedAt } from '../launches';
import { missingSources, type RootOptions, rootTargets } from '../mount-sources';
import { endOf, isWorkingFolder, mountConditions } from '../paths';

export default defineRule<'launch', RootOptions, 'empty'>({
  name: 'mount-source-empty',
  scope: 'launch',
  languages: startedContainers,
  docs: {
    summary: "A container doesn't start in an empty folder that `-v` creates",
    why: "Where the source of `-v` doesn't exist, the engine creates an empty folder and mounts that. A container that starts there finds none of its files. The usual cause is that the folder was renamed or moved.",
    bad: [
      {
        wrong: "The container starts in `code`, which doesn't exist.",
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR/code:/workspace" -w /workspace demo python train.py
`,
      },
    ],
    good: {
      'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR/src:/workspace" -w /workspace demo python train.py
`,
      'src/train.py': '',
    },
    references: ['https://docs.docker.com/engine/storage/bind-mounts/'],
  },
  options: rootTargets,
  messages: {
    empty:
      "The container starts in a mount of {{source}}, which isn't in the repository and isn't created before the launch{{when}}, so the engine mounts an empty folder. Name an existing folder, or create it first.",
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      for (const { mount, rooted } of missingSources(path, options)) {
        if (mount.from === '--mount' || !isWorkingFolder(path, mount)) continue;
        const data = { source: rooted.path, when: when(mountConditions(mount)) };
        yield { message: 'empty', data, at: endOf(path, mount), related: [startedAt(path)] };
      }
    });
  },
});
