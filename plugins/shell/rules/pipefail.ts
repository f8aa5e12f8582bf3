import { causes, defineRule, inEachScript, nameOf, type Script, type Span } from '../../../src/api';
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
    habit:
      'If `{{program}}` fails, the pipe still succeeds, because only its last command counts. Write `set -o pipefail` at the top, and do the same in {{others}}.',
  },
  fixes: {
    habit: { top: 'set -o pipefail', unsafe: true },
    lost: { top: 'set -o pipefail', unsafe: true },
  },
  *check(script, { options: { programs } }) {
    const found = lostIn(script, programs);
    if (!found) return;
    const all = lossesIn(script.repository, programs.join('\n'));
    const others = all.filter(({ at }) => at.file !== found.at.file).map(({ at }) => at);
    if (others.length === 0) yield { message: 'lost', data: { program: found.program }, at: found.at };
    else if (all[0]!.at.file !== found.at.file) {
      yield { message: 'lost', data: { program: found.program }, at: found.at, follows: causes.habit('shell/pipefail') };
    } else {
      yield {
        message: 'habit',
        data: {
          program: found.program,
          others: others.length === 1 ? nameOf(others[0]!.file) : `${others.length} other scripts`,
        },
        at: found.at,
        related: others.slice(0, 5).map((at) => ({ message: 'Its pipe succeeds too.', at })),
        cause: causes.habit('shell/pipefail'),
      };
    }
  },
});

interface Lost {
  readonly program: string;
  readonly at: Span;
}

/** The first pipe of a script that hides a failure. */
function lostIn({ shell }: Script, programs: readonly string[]): Lost | undefined {
  if (settingsOf(shell).includes('pipefail') || shell.file.text.includes('PIPESTATUS')) return undefined;
  for (const command of commandsOf(shell)) {
    const program = startsWith(command, programs);
    if (program !== undefined && command.pipedTo && !command.tested) return { program, at: command.words[0]!.span };
  }
  return undefined;
}

/** Those of all scripts of a repository. */
const lossesIn = inEachScript<Lost>('shell.lostFailures', (script, programs) => {
  const lost = lostIn(script, programs.split('\n'));
  return lost ? [lost] : [];
});
