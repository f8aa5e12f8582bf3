import { defineRule } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { startedAt } from '../launches';
import { isDefaulted, locatedSources } from '../mount-sources';
import { endOf, inQuotes, isCreated, mountConditions } from '../paths';

export default defineRule({
  name: 'mount-source-home',
  scope: 'launch',
  docs: {
    summary: "Folders of the user's home are created before `--mount` names them",
    why: "`--mount` refuses a source that doesn't exist. A cache such as `~/.cache/huggingface` exists where something was downloaded before, but not on a new machine.",
    bad: [
      {
        wrong: 'A new machine has no `~/.cache/huggingface`.',
        sample: `#!/bin/bash
docker run --mount "type=bind,src=$HOME/.cache/huggingface,dst=/root/.cache/huggingface" demo python train.py
`,
      },
    ],
    good: [
      `#!/bin/bash
mkdir -p "$HOME/.cache/huggingface"
docker run --mount "type=bind,src=$HOME/.cache/huggingface,dst=/root/.cache/huggingface" demo python train.py
`,
      `#!/bin/bash
docker run -v "$HOME/.cache/huggingface:/root/.cache/huggingface" demo python train.py
`,
    ],
    references: ['https://docs.docker.com/engine/storage/bind-mounts/'],
  },
  messages: {
    missing:
      "A new machine has no `{{source}}`, and it isn't created before the launch{{when}}, so `--mount` refuses it. Add `mkdir -p {{path}}` before the launch.",
  },
  fixes: {
    missing: { aboveCommand: 'mkdir -p {{path}}', unsafe: true },
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path, when) {
      for (const { mount, source, path: absolute, rooted } of locatedSources(path, 'home')) {
        if (mount.from !== '--mount' || rooted.path === '' || isCreated(path, absolute) || isDefaulted(source)) continue;
        const data = { source: `~/${rooted.path}`, path: inQuotes('$HOME/', rooted.path), when: when(mountConditions(mount)) };
        yield { message: 'missing', data, at: endOf(path, mount), related: [startedAt(path)] };
      }
    });
  },
});
