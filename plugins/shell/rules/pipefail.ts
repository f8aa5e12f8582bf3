import { defineRule } from '../../../src/api';
import { commandsOf, settingsOf, startsWith } from '../commands';
import { words } from '../options';

interface Options {
  readonly programs: readonly string[];
}

export default defineRule<'script', Options>({
  name: 'pipefail',
  scope: 'script',
  docs: {
    summary: 'A pipe fails when the training in it fails',
    why: 'Without `pipefail`, `train | tee log` succeeds even if the training crashes, so a sweep or CI counts the crash as a result.',
    bad: [
      {
        wrong: 'The pipe returns what `tee` returns.',
        sample: `#!/bin/bash
set -e
docker run --rm demo python train.py 2>&1 | tee train.log
`,
      },
    ],
    good: `#!/bin/bash
set -euo pipefail
docker run --rm demo python train.py 2>&1 | tee train.log
`,
    references: ['https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { programs: words('Commands, by their first words, whose failure must not be lost in a pipe.') },
    },
    tables: { programs: 'scripts.programs' },
  },
  messages: {
    lost: 'If `{{program}}` fails, the pipe still succeeds, because only its last command counts. Write `set -o pipefail` at the top.',
  },
  *check({ shell }, { options: { programs } }) {
    if (settingsOf(shell).includes('pipefail') || shell.file.text.includes('PIPESTATUS')) return;
    for (const command of commandsOf(shell)) {
      const program = startsWith(command, programs);
      if (program === undefined || !command.pipedTo || command.tested) continue;
      yield { message: 'lost', data: { program }, at: command.words[0]!.span };
      return;
    }
  },
});
