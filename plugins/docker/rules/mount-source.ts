import { defineRule, type Launch } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { isService, startedContainers } from '../languages';
import { startedAt } from '../launches';
import { creatable, missingSources, type RootOptions, rootTargets } from '../mount-sources';
import { endOf, mountConditions } from '../paths';

export default defineRule<'launch', RootOptions, 'missing' | 'service' | 'ignored'>({
  name: 'mount-source',
  scope: 'launch',
  languages: startedContainers,
  docs: {
    summary: 'What `--mount` takes from the repository exists or is created before the launch',
    why: "`--mount` refuses a source that doesn't exist, so the script stops. Its author doesn't notice, because the folder is left over from an earlier run.",
    bad: [
      {
        wrong: 'Nothing creates `dataset`.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --mount "type=bind,src=$DIR/dataset,dst=/data" demo python train.py
`,
      },
      {
        wrong: "Git ignores `outputs`, so a fresh clone doesn't have it.",
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --mount "type=bind,src=$DIR/outputs,dst=/outputs" demo python train.py
`,
          '.gitignore': 'outputs/\n',
        },
      },
    ],
    good: [
      `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
mkdir -p "$DIR/dataset"
docker run --mount "type=bind,src=$DIR/dataset,dst=/data" demo python train.py
`,
      `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR:/workspace" demo python train.py
`,
    ],
    references: ['https://docs.docker.com/engine/storage/bind-mounts/'],
  },
  options: rootTargets,
  messages: {
    missing:
      "{{source}} isn't in the repository and isn't created before the launch{{when}}, so `--mount` refuses it. Name an existing file or folder, or create it first.",
    service: "{{source}} isn't in the repository, so the engine refuses to mount it. Name an existing file or folder.",
    ignored:
      "{{source}} is ignored by git and isn't created before the launch{{when}}, so `--mount` refuses it in a fresh clone. Add `mkdir -p` before the launch.",
  },
  fixes: {
    ignored: { aboveCommand: 'mkdir -p "{{path}}"', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path, when) {
      for (const { mount, rooted } of missingSources(path, options)) {
        const isIgnored = isIgnoredFolder(path, rooted.path);
        if (mount.from !== '--mount' || isTolerated(path) || (isIgnored && isService(path))) continue;
        yield {
          message: isService(path) ? 'service' : isIgnored ? 'ignored' : 'missing',
          data: { source: rooted.path, path: creatable(path, endOf(path, mount)), when: when(mountConditions(mount)) },
          at: endOf(path, mount),
          related: [startedAt(path)],
        };
      }
    });
  },
});

const isIgnoredFolder = ({ repository }: Launch, path: string): boolean =>
  !/\.\w{1,5}$/.test(path) && [path, `${path}/`].some((each) => repository.ignoredBy(each) !== undefined);

/** `|| true`: the script continues where the engine refuses the mount. */
function isTolerated({ span, repository }: Launch): boolean {
  const rest = repository.source(span.file)?.text.slice(span.end) ?? '';
  return /^[^\n;]*\|\|/.test(rest);
}
