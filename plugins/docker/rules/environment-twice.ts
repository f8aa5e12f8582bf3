import { defineRule, quoteForShell } from '../../../src/api';
import { onEveryPath } from '../every-path';
import { shellCommands } from '../languages';

export default defineRule({
  name: 'environment-twice',
  scope: 'launch',
  languages: shellCommands,
  docs: {
    summary: "A launch doesn't set a variable twice to different values",
    why: 'Only the last value counts. A change of the first one does nothing.',
    bad: [
      {
        wrong: 'The container gets 8 threads, not 4.',
        sample: `#!/bin/bash
docker run -e OMP_NUM_THREADS=4 -e OMP_NUM_THREADS=8 demo python train.py
`,
      },
    ],
    good: `#!/bin/bash
docker run -e OMP_NUM_THREADS=8 demo python train.py
`,
    references: ['https://docs.docker.com/reference/cli/docker/container/run/#env'],
  },
  messages: {
    twice: '{{name}} is set again later, to `{{value}}`, so this value has no effect. Delete one of the two.',
  },
  *check(launch) {
    yield* onEveryPath(launch, function* ({ spec: { env } }) {
      for (const [index, { name, value }] of env.entries()) {
        if (name.text === undefined || value?.text === undefined || name.word.when?.length) continue;
        const later = env.slice(index + 1).find((other) => other.name.text === name.text);
        if (later?.value?.text === undefined || later.value.text === value.text || later.name.word.when?.length) continue;
        // What a variable of the script holds may be for other launches too.
        if ([name, later.name].some(({ word }) => word.segments.some(({ through }) => through))) continue;
        yield {
          message: 'twice',
          data: { name: name.text, value: quoteForShell([later.value.text]) },
          at: name.span,
          related: [{ message: 'The variable is set again here.', at: later.name.span }],
        };
      }
    });
  },
});
