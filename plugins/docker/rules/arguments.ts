import { defineRule, type Launch, nameOf, query, type Report, type Script } from '../../../src/api';
import { isOfPreset, mainPresets, type PresetOptions } from '../launches';
import { writtenAs } from '../script-arguments';

type Id = 'dropped' | 'first';

const parser = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--epochs", type=int, default=1)
print(parser.parse_args())
`;

export default defineRule<'launch', PresetOptions, Id>({
  name: 'arguments',
  scope: 'launch',
  docs: {
    summary: 'The arguments of a script reach the program in the container',
    why: 'Without `"$@"`, `./train.sh --epochs 3` trains with the defaults, and no error says so.',
    bad: [
      {
        wrong: "`--epochs` doesn't reach `train.py`.",
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py
`,
          'train.py': parser,
        },
      },
      {
        wrong: "`--epochs` reaches `train.py`, but its value doesn't.",
        sample: {
          'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py "$1"
`,
          'train.py': parser,
        },
      },
    ],
    good: [
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py "$@"
`,
        'train.py': parser,
      },
      {
        'train.sh': `#!/bin/bash
DIR="$(cd "$(dirname "$0")" && pwd)"
docker run --rm -v "$DIR:/workspace" -w /workspace demo python train.py
`,
        'train.py': 'print("This program has no options.")\n',
      },
    ],
  },
  options: mainPresets,
  messages: {
    dropped:
      '{{file}} has options such as `{{option}}`, but the script doesn\'t pass its arguments on. Add `"$@"` at the end of the command.',
    first: '{{file}} has options such as `{{option}}`, but only the script\'s first argument reaches it. Write `"$@"`.',
  },
  fixes: {
    dropped: { by: '{{last}} "$@"', unsafe: true },
    first: { by: '"$@"', unsafe: true },
  },
  *check(launch, { options }) {
    const found = isOfPreset(launch, options.presets) && launch.isMain ? faultOf(launch) : undefined;
    if (found) yield found;
  },
});

/** Certain only where the program has options and the script never looks at its arguments. */
function faultOf(launch: Launch): Report<Id> | undefined {
  const { spec, script, repository } = launch;
  const { text } = script.shell.file;
  const last = spec.command.at(-1);
  const isFirst =
    last !== undefined && /^"?\$\{?1\}?"?$/.test(writtenAs(last, text)) && (text.match(/\$\{?[@*#1-9!]/g) ?? []).length === 1;
  if (spec.open.length > 0 || (!isFirst && usesArguments(launch))) return undefined;
  const [only, more] = launch.starts;
  // What a script in the container starts gets the arguments of that script.
  const isOwn = only?.target.part.span.file === script.path;
  if (more || !only?.entry || !isOwn || launch.process?.isGiven === false) return undefined;
  const names = repository.python(only.entry)?.python.facts.commandLine.options.flatMap((each) => each.names) ?? [];
  const option = names.find(({ text: name }) => name.startsWith('--'));
  if (!option) return undefined;
  const at = only.arguments.at(-1)?.span ?? only.target.part.span;
  const isLast = last?.span.file === at.file && last.span.start === at.start && last.span.end === at.end;
  const data = { file: nameOf(only.entry), option: option.text, last: isLast ? text.slice(at.start, at.end) : undefined };
  const related = [{ message: 'The option is declared here.', at: option.span }];
  if (!isFirst) return { message: 'dropped', data, at, related };
  return names.every(({ text: name }) => name.startsWith('-')) ? { message: 'first', data, at: last.span, related } : undefined;
}

const readsArguments = query(
  'docker.readsArguments',
  ({ shell }: Script): boolean =>
    /\$[@*#1-9]|\$\{[@*#1-9!]|\bshift\b|\bgetopts\b|BASH_ARGV/.test(shell.file.text) ||
    /^[ \t]*(?:source|\.)\s/m.test(shell.file.text),
);

const usesArguments = ({ spec, script }: Launch): boolean =>
  readsArguments(script) || spec.command.some(({ word }) => word.many || word.segments.some(({ positional }) => positional));
