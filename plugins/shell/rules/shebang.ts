import { bashisms, defineRule } from '../../../src/api';

export default defineRule<'script', object, 'bash' | 'silent'>({
  name: 'shebang',
  scope: 'script',
  fixable: true,
  docs: {
    summary: 'A script that needs Bash asks for Bash',
    why: 'On Debian and Ubuntu, `#!/bin/sh` is dash, which has no arrays, no `BASH_SOURCE`, and no `source`: `./train.sh` stops with “Bad substitution” where `bash train.sh` works.',
    bad: [
      {
        wrong: 'dash has no `BASH_SOURCE`.',
        sample: `#!/bin/sh
DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
docker build -t demo "$DIR"
`,
      },
      {
        wrong: 'dash has no `pipefail`.',
        sample: `#!/bin/sh
set -eo pipefail
docker build -t demo . | tee build.log
`,
      },
      {
        wrong: 'dash takes `{1..3}` for one word.',
        sample: '#!/bin/sh\nfor seed in {1..3}; do\n  docker run --rm demo python train.py --seed "$seed"\ndone\n',
      },
    ],
    good: [
      `#!/usr/bin/env bash
DIR="$(cd "$(dirname "\${BASH_SOURCE[0]}")" && pwd)"
docker build -t demo "$DIR"
`,
      `#!/bin/sh
DIR="$(cd "$(dirname "$0")" && pwd)"
docker build -t demo "$DIR"
`,
    ],
    references: ['https://wiki.ubuntu.com/DashAsBinSh'],
  },
  messages: {
    bash: 'On Debian and Ubuntu, `sh` has no {{feature}}, so the script fails there. Write `#!/usr/bin/env bash`.',
    silent: 'On Debian and Ubuntu, `sh` has no {{feature}} and {{effect}}, without an error. Write `#!/usr/bin/env bash`.',
  },
  *check({ shell }) {
    if (!/^(\/usr)?\/bin\/(env\s+)?(sh|dash)\b/.test(shell.shebang ?? '') || shell.problems.length > 0) return;
    const needs = bashisms(shell.tree, shell.file.path);
    const need = needs.find(({ effect }) => effect === undefined) ?? needs[0];
    if (!need) return;
    const end = shell.file.text.search(/\r?\n/);
    const at = { file: shell.file.path, start: 0, end: end < 0 ? shell.file.text.length : end };
    const related = [{ message: 'This needs Bash.', at: need.span }];
    yield {
      message: need.effect === undefined ? 'bash' : 'silent',
      data: { feature: need.feature, effect: need.effect },
      at,
      related,
      fix: [{ ...at, text: '#!/usr/bin/env bash' }],
    };
  },
});
