import { defineRule, showRoots } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { isService, startedContainers } from '../languages';
import { startedAt } from '../launches';
import { isJoined, isPersonal, knownSources } from '../mount-sources';
import { sourcePlace } from '../paths';

export default defineRule({
  name: 'mount-source-user',
  scope: 'launch',
  languages: startedContainers,
  docs: {
    summary: "A mount doesn't name the home folder of one user",
    why: 'No other machine has `/home/ubuntu/demo`, so `-v` mounts an empty folder there and `--mount` fails.',
    bad: [
      {
        wrong: "Only the author's machine has this folder.",
        sample: `#!/bin/bash
docker run -v /home/ubuntu/demo:/workspace demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
docker run -v "$HOME/.cache/huggingface:/root/.cache/huggingface" demo python train.py
`,
  },
  messages: {
    user: "`{{source}}` is in one user's home folder, so it exists only on that user's machine. Write `$HOME`, or start the path at the script's own folder.",
    service:
      "`{{source}}` is in one user's home folder, so it exists only on that user's machine. Write `${HOME}`, or a path that starts at this file's folder, such as `./data`.",
    recipe:
      "`{{source}}` is in one user's home folder, so it exists only on that user's machine. Write `$(HOME)`, or a path that starts at `$(CURDIR)`.",
  },
  *check(launch) {
    yield* onEveryPath(launch, function* (path) {
      for (const known of knownSources(path)) {
        if (isJoined(known) || !isPersonal(known)) continue;
        const data = { source: showRoots(known.source.text) };
        const { language } = path.script;
        const message = isService(path) ? 'service' : language === 'make' ? 'recipe' : 'user';
        yield { message, data, at: sourcePlace(known.mount), related: [startedAt(path)] };
      }
    });
  },
});
