import { defineRule } from '../../../src/api';
import { commandsOf, settingsOf, startsWith } from '../commands';
import { words } from '../options';

interface Options {
  readonly steps: readonly string[];
}

export default defineRule<'script', Options>({
  name: 'strict-mode',
  scope: 'script',
  docs: {
    summary: 'Scripts stop at the first failing step',
    why: "Without `set -e`, a script continues after a failed build or `cd`: it trains with yesterday's image, or deletes files in the wrong folder.",
    bad: [
      {
        wrong: 'If the build fails, the script runs the image of an earlier build.',
        sample: `#!/bin/bash
docker build -t demo .
docker run --rm demo
`,
      },
    ],
    good: [
      `#!/bin/bash
set -euo pipefail
docker build -t demo .
docker run --rm demo
`,
      `#!/bin/bash
docker build -t demo . || exit 1
docker run --rm demo
`,
    ],
    references: ['https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { steps: words('Commands, by their first words, that the next commands rely on.') },
    },
    tables: { steps: 'scripts.steps' },
  },
  messages: {
    continues: 'If `{{step}}` fails, the script continues with the next command. Write `set -euo pipefail` at the top.',
  },
  fixes: {
    continues: { top: 'set -euo pipefail', unsafe: true },
  },
  *check({ shell }, { options: { steps } }) {
    if (/-\w*e|errexit/.test(settingsOf(shell)) || /\btrap\b.{0,300}\bERR\b/.test(shell.file.text)) return;
    for (const command of commandsOf(shell)) {
      const step = startsWith(command, steps);
      if (step === undefined || !command.followed || command.tested || command.pipedTo) continue;
      yield { message: 'continues', data: { step }, at: command.words[0]!.span };
      return;
    }
  },
});
