import { defineRule, type PlainCommand, simpleCommands } from '../../../src/api';
import { isShell, shebangOptions } from '../dialect';

interface Options {
  readonly steps: readonly string[];
  readonly programs: readonly string[];
}

const strings = (description: string) => ({ type: 'array', items: { type: 'string' }, description }) as const;

export default defineRule<'script', Options>({
  name: 'strict-mode',
  scope: 'script',
  docs: {
    summary: 'A script ends where a step fails, and says so',
    why: 'Without `set -e` a script goes on after a failed build or `cd`: it trains with yesterday’s image, or deletes in the wrong folder. Without `pipefail`, `train | tee log` succeeds whatever happens to the training, so a sweep or CI counts the crash as a result.',
    bad: [
      '#!/bin/bash\ndocker build -t demo .\ndocker run --rm demo\n',
      '#!/bin/bash\nset -e\ndocker run --rm demo python train.py 2>&1 | tee train.log\n',
    ],
    good: [
      '#!/bin/bash\nset -euo pipefail\ndocker build -t demo .\ndocker run --rm demo | tee train.log\n',
      '#!/bin/bash\ndocker build -t demo . || exit 1\ndocker run --rm demo\n',
    ],
    references: ['https://www.gnu.org/software/bash/manual/html_node/The-Set-Builtin.html'],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        steps: strings('commands, by their first words, that what follows relies on'),
        programs: strings('commands, by their first words, whose failure must not be lost in a pipe'),
      },
    },
    defaults: {
      steps: [
        'cd',
        'pushd',
        'source',
        'docker build',
        'docker buildx build',
        'docker pull',
        'git clone',
        'git checkout',
        'wget',
        'curl',
        'pip install',
        'make',
        'tar',
        'unzip',
      ],
      programs: ['docker run', 'python', 'python3', 'torchrun', 'accelerate launch', 'deepspeed', 'uv run', 'bash'],
    },
  },
  messages: {
    continues: 'where `{{step}}` fails, the script goes on with the next command; write `set -euo pipefail` at its beginning',
    pipe: 'the pipe succeeds although `{{program}}` fails, because only its last command counts; write `set -o pipefail` at the beginning',
  },
  *check({ shell }, { options }) {
    if (!isShell(shell) || shell.problems.length > 0) return;
    const commands = simpleCommands(shell);
    if (commands.every(({ words: [first], substituted }) => substituted || settles.has(first?.text ?? ''))) return;
    const settings = [shebangOptions(shell), ...commands.flatMap(settingsOf)].join(' ');
    const stopsAtFailure = /-\w*e|errexit/.test(settings) || /\btrap\b.*\bERR\b/.test(shell.file.text);
    const seesPipes = /pipefail/.test(settings) || /PIPESTATUS/.test(shell.file.text);
    const piped = commands.find((command) => command.pipedTo && !command.tested && startsWith(command, options.programs));
    if (piped && !seesPipes) {
      const program = startsWith(piped, options.programs);
      yield { message: 'pipe', data: { program }, at: piped.words[0]!.span };
    }
    if (stopsAtFailure) return;
    const step = commands.find(
      (command) => command.followed && !command.tested && !command.pipedTo && startsWith(command, options.steps),
    );
    if (step) yield { message: 'continues', data: { step: startsWith(step, options.steps) }, at: step.words[0]!.span };
  },
});

/** A script of these alone is sourced by another, whose `set -e` it is not to change. */
const settles: ReadonlySet<string> = new Set(
  'export source . declare readonly typeset unset alias echo printf return shopt ulimit module :'.split(' '),
);

const settingsOf = ({ words: [first, ...rest] }: PlainCommand): string[] =>
  first?.text === 'set' ? [rest.map(({ text }) => text ?? '').join(' ')] : [];

/** The first of the commands that this one is. */
const startsWith = ({ words }: PlainCommand, commands: readonly string[]): string | undefined =>
  commands.find((command) => command.split(' ').every((word, index) => words[index]?.text === word));
