import { defineRule, showRoots } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { startedAt } from '../launches';
import { isRootTarget, locatedSources, type RootOptions, rootTargets } from '../mount-sources';
import { sourcePlace } from '../paths';

export default defineRule<'launch', RootOptions, 'one' | 'many'>({
  name: 'mount-source-outside',
  scope: 'launch',
  docs: {
    summary: "A mount doesn't leave the repository through too many `..`",
    why: "A path that climbs above the repository's root names a folder that depends on where the repository was cloned.",
    bad: [
      {
        wrong: '`../../..` is the folder that holds the repository.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR/../../../data:/data" demo python train.py
`,
      },
      {
        wrong: '`../../../..` is two folders above the root.',
        sample: `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR/../../../../data:/data" demo python train.py
`,
      },
    ],
    good: {
      'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run -v "$DIR/../../data:/data" demo python train.py
`,
      '/data/leaves.csv': '',
    },
  },
  options: rootTargets,
  messages: {
    one: '`{{source}}` is outside the repository, so it depends on where the repository was cloned. Delete one `..`.',
    many: '`{{source}}` is outside the repository, so it depends on where the repository was cloned. Delete {{count}} of the `..`.',
  },
  *check(launch, { options }) {
    yield* onEveryPath(launch, function* (path) {
      for (const located of locatedSources(path, 'repository')) {
        const count = located.rooted.above;
        if (count === 0 || isRootTarget(located, options)) continue;
        yield {
          message: count === 1 ? 'one' : 'many',
          data: { source: showRoots(located.path), count },
          at: sourcePlace(located.mount),
          related: [startedAt(path)],
          // Elsewhere, authors keep data beside the repository on purpose.
          ...(!launch.example?.metadata && { severity: 'info' }),
        };
      }
    });
  },
});
