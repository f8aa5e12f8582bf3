import { defineRule, type Report } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { allContainers } from '../languages';
import { startedAt } from '../launches';
import { targetOf } from '../paths';
import { type FolderOptions, mountFolders, pythonPathOf, unmountedFolders } from '../python-path';

type Id = 'path' | 'target';

export default defineRule<'launch', FolderOptions, Id>({
  name: 'python-path-mount',
  scope: 'launch',
  languages: allContainers,
  docs: {
    summary: 'PYTHONPATH and the target of the mount that it names are spelled alike',
    why: "Python ignores a folder of PYTHONPATH that doesn't exist, without a warning, until an import fails.",
    bad: [
      {
        wrong: 'PYTHONPATH lacks `_repo`.',
        sample: {
          'train.sh': `#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -e PYTHONPATH=/cvlization -v "$ROOT:/cvlization_repo:ro" demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
      {
        wrong: 'The target of the mount lacks a letter.',
        sample: {
          'train.sh': `#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -e PYTHONPATH=/cvlization_repo -v "$ROOT:/cvlizaton_repo:ro" demo python train.py
`,
          Dockerfile: 'FROM python:3.12\n',
        },
      },
    ],
    good: `#!/bin/bash
ROOT="$(cd "$(dirname "$0")/../.." && pwd)"
docker run -e PYTHONPATH=/cvlization_repo -v "$ROOT:/cvlization_repo:ro" demo python train.py
`,
  },
  options: mountFolders,
  messages: {
    path: "PYTHONPATH names {{folder}}, which the container doesn't have, but a mount is at {{target}}. Write `{{target}}`.",
    target: 'This is mounted at {{target}}, but PYTHONPATH names {{folder}}, so Python finds no modules. Write `{{folder}}`.',
  },
  fixes: {
    path: { replace: '{{folder}}', by: '{{target}}', unsafe: true },
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path): Iterable<Report<Id>> {
      const named = pythonPathOf(path);
      if (!named) return;
      for (const { folder, near, isOfMount } of unmountedFolders(path, named.folders, options.folders)) {
        if (!near || (!isOfMount && !path.image.dockerfile)) continue;
        yield {
          message: isOfMount ? 'target' : 'path',
          data: { folder, target: targetOf(near) },
          at: isOfMount ? near.targetSpan : named.value.span,
          related: [startedAt(path)],
        };
      }
    });
  },
});
