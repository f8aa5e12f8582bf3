import { posix } from 'node:path';
import { defineRule, type Launch, type Mount } from '../../../src/api';
import { earlierMount } from '../duplicate-mounts';
import { onEveryPath } from '../every-path';
import { startedContainers } from '../languages';
import { isCreated, isWithin, mountConditions, repositorySource, sourceOf, targetOf } from '../paths';

export default defineRule({
  name: 'mount-point',
  scope: 'launch',
  languages: startedContainers,
  docs: {
    summary: 'A mount inside a read-only mount has a folder to be mounted on',
    why: "The engine creates a missing mount point, but can't do that in a read-only mount, so the container doesn't start.",
    bad: [
      {
        wrong: 'The read-only folder has no `runs`.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace:ro" -v "$HOME/runs:/workspace/runs" demo python train.py
`,
      },
    ],
    good: [
      `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
mkdir -p "$DIR/runs"
docker run -v "$DIR:/workspace:ro" -v "$HOME/runs:/workspace/runs" demo python train.py
`,
      `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" -v "$HOME/runs:/workspace/runs" demo python train.py
`,
    ],
  },
  messages: {
    absent:
      "{{parent}} is mounted read-only and has no {{rest}}, so the engine can't mount anything at {{target}}. Create the folder before the launch, or mount {{parent}} writable.",
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path) {
      for (const mount of path.spec.mounts) {
        const parent = earlierMount(path, mount) ? undefined : impossibleIn(path, mount);
        if (!parent) continue;
        yield {
          message: 'absent',
          data: { target: targetOf(mount), parent: targetOf(parent), rest: restBelow(parent, mount) },
          at: mount.targetSpan,
          related: [{ message: 'This mount is read-only.', at: parent.span }],
        };
      }
    });
  },
});

const restBelow = (parent: Mount, mount: Mount): string => posix.relative(targetOf(parent) ?? '/', targetOf(mount) ?? '/');

/** The read-only mount in which a mount's target would have to be created. */
function impossibleIn(launch: Launch, mount: Mount): Mount | undefined {
  const target = targetOf(mount);
  if (target === undefined || mountConditions(mount).length > 0) return undefined;
  const parents = launch.spec.mounts.filter((other) => {
    const own = targetOf(other);
    return other !== mount && own !== undefined && own !== target && isWithin(target, own);
  });
  const parent = parents.sort((a, b) => a.target.masked.length - b.target.masked.length).at(-1);
  if (parent?.readonly !== true || parent.open || mountConditions(parent).length > 0) return undefined;
  const folder = repositorySource(launch, parent);
  const source = sourceOf(launch, parent);
  if (folder === undefined || source === undefined) return undefined;
  const rest = restBelow(parent, mount);
  const isThere = launch.repository.kind(folder === '' ? rest : `${folder}/${rest}`) !== undefined;
  return isThere || isCreated(launch, `${source}/${rest}`) ? undefined : parent;
}
