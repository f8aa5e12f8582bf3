import { defineRule } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { startedAt } from '../launches';
import { creatable, isDefaulted, missingSources, type RootOptions, rootTargets } from '../mount-sources';
import { endOf, isWorkingFolder, mountConditions } from '../paths';

export default defineRule<'launch', RootOptions, 'created'>({
  name: 'mount-source-created',
  scope: 'launch',
  docs: {
    summary: 'A script creates the folders that it mounts, rather than leave that to the engine',
    why: "Where the source of `-v` doesn't exist, the engine creates it, owned by root. Its user then can't delete or write what is in it.",
    bad: [
      {
        wrong: 'The engine creates `outputs`, owned by root.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR/outputs:/outputs" demo python train.py
`,
      },
    ],
    good: [
      `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
mkdir -p "$DIR/outputs"
docker run -v "$DIR/outputs:/outputs" demo python train.py
`,
    ],
    references: ['https://docs.docker.com/engine/storage/bind-mounts/'],
  },
  options: rootTargets,
  messages: {
    created:
      "{{source}} isn't in the repository and isn't created before the launch{{when}}, so `-v` creates it, owned by root. Add `mkdir -p` before the launch.",
  },
  fixes: {
    created: { aboveCommand: 'mkdir -p "{{path}}"', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      for (const { mount, source, rooted } of missingSources(path, options)) {
        if (mount.from === '--mount' || isWorkingFolder(path, mount) || isDefaulted(source)) continue;
        const at = endOf(path, mount);
        const data = { source: rooted.path, path: creatable(path, at), when: when(mountConditions(mount)) };
        yield { message: 'created', data, at, related: [startedAt(path)] };
      }
    });
  },
});
