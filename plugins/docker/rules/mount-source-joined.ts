import { defineRule, showRoots } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { shellCommands } from '../languages';
import { startedAt } from '../launches';
import { isJoined, knownSources } from '../mount-sources';
import { sourcePlace } from '../paths';

export default defineRule({
  name: 'mount-source-joined',
  scope: 'launch',
  languages: shellCommands,
  docs: {
    summary: 'The source of a mount is one path, not two absolute ones joined together',
    why: "`$(pwd)/$HOME/.cache` names a folder that doesn't exist anywhere. `-v` creates it, empty, and each start downloads everything again.",
    bad: [
      {
        wrong: "`$HOME/.cache` is absolute, so `$(pwd)/` doesn't belong before it.",
        sample: `#!/bin/bash
docker run -v $(pwd)/\${CACHE:-$HOME/.cache}:/root/.cache demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
docker run -v "\${CACHE:-$HOME/.cache}:/root/.cache" demo python train.py
`,
  },
  messages: {
    joined: "This joins two absolute paths to `{{source}}`, which doesn't exist. Delete the first one.",
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path) {
      for (const known of knownSources(path)) {
        if (!isJoined(known)) continue;
        yield {
          message: 'joined',
          data: { source: showRoots(known.source.text) },
          at: known.source.word.segments[0]?.through ?? sourcePlace(known.mount),
          related: [startedAt(path)],
        };
      }
    });
  },
});
