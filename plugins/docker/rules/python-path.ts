import { defineRule, type Report } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { allContainers } from '../languages';
import { startedAt } from '../launches';
import { absentFolder, type FolderOptions, mountFolders, pythonPathOf, unmountedFolders } from '../python-path';

type Id = 'unmounted' | 'absent' | 'similar' | 'relative';

export default defineRule<'launch', FolderOptions, Id>({
  name: 'python-path',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: 'PYTHONPATH names folders that the container has',
    why: "Python ignores a folder of PYTHONPATH that doesn't exist, without a warning, until an import fails.",
    bad: [
      {
        wrong: 'Nothing is mounted at `/cvlization_repo`.',
        sample: {
          'train.sh': `#!/bin/bash
docker run -e PYTHONPATH=/cvlization_repo demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: 'The folder is `source`.',
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -e PYTHONPATH=/workspace/sources -v "$DIR:/workspace" demo python train.py
`,
          'source/net.py': '',
        },
      },
      {
        wrong: 'The example has no `packages`.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -e PYTHONPATH=/workspace/packages -v "$DIR:/workspace" demo python train.py
`,
      },
      {
        wrong: "`src` is taken from a working folder that isn't known.",
        sample: `#!/bin/bash
docker run -e PYTHONPATH=src -w "$FOLDER" demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -e PYTHONPATH=/cvlization_repo -v "$ROOT:/cvlization_repo:ro" demo python train.py
`,
    references: ['Training Pipeline Verification, “Docker Mount Structure”'],
  },
  options: mountFolders,
  messages: {
    unmounted:
      'PYTHONPATH names {{folder}}, but nothing is mounted there, so Python finds no modules in it. Mount it, or delete it from PYTHONPATH.',
    absent:
      "PYTHONPATH names {{folder}}, but {{held}}, which should be mounted there, isn't in the repository. Name an existing folder, or delete it from PYTHONPATH.",
    similar:
      "PYTHONPATH names {{folder}}, but {{held}}, which should be mounted there, isn't in the repository. Write `{{near}}`.",
    relative: 'PYTHONPATH names {{folder}}, which depends on the folder that Python is started in. Write an absolute path.',
  },
  fixes: {
    similar: { replace: '{{folder}}', by: '{{near}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path): Iterable<Report<Id>> {
      const named = pythonPathOf(path);
      if (!named) return;
      const place = { at: named.value.span, related: [startedAt(path)] };
      for (const folder of named.folders) {
        const absent = absentFolder(path, folder);
        if (!folder.startsWith('/') && path.container.workdir === undefined)
          yield { message: 'relative', data: { folder }, ...place };
        if (absent) yield { message: absent.near ? 'similar' : 'absent', data: { folder, ...absent }, ...place };
      }
      for (const { folder, near, isOfMount } of unmountedFolders(path, named.folders, options.folders))
        if (!near && isOfMount) yield { message: 'unmounted', data: { folder }, ...place };
    });
  },
});
