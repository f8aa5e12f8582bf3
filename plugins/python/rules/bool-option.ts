import { booleanValue, defineRule, type Example, nameOf, type OptionFact, type Program, type Span } from '../../../src/api';
import { everywhere } from '../languages';
import { findOption } from '../options';
import { judgedProgram, passedOptions } from '../passed-words';
import { commandsIn, endsIn } from '../readme';
import { launch, readme } from '../samples';

type Id = 'switch' | 'drop';

const code = (more: string): string => `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--pin-memory", ${more})
args = parser.parse_args()
`;

export default defineRule<'start', object, Id>({
  name: 'bool-option',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'No option that is read with `type=bool` is given `False`',
    why: 'argparse calls `bool("False")`, and every text but the empty one is true, so `--pin-memory False` switches the option on. Nothing reports it. `argparse.BooleanOptionalAction` (Python 3.9) makes `--pin-memory` and `--no-pin-memory` of one option.',
    bad: [
      {
        wrong: '`False` switches it on.',
        sample: { 'train.sh': launch('python train.py --pin-memory False'), 'train.py': code('type=bool, default=True') },
      },
      {
        wrong: 'It is off by default, and `0` switches it on.',
        sample: { 'train.sh': launch('python train.py --pin-memory=0'), 'train.py': code('type=bool, default=False') },
      },
      {
        wrong: 'The README says so.',
        sample: {
          'train.sh': launch('python train.py "$@"'),
          'train.py': code('type=bool, default=True'),
          'README.md': readme('./train.sh --pin-memory False'),
        },
      },
    ],
    good: [
      {
        'train.sh': launch('python train.py --no-pin-memory'),
        'train.py': code('action=argparse.BooleanOptionalAction, default=True'),
      },
      { 'train.sh': launch('python train.py --pin-memory True'), 'train.py': code('type=bool, default=False') },
    ],
    references: ['https://docs.python.org/3/library/argparse.html#type'],
  },
  messages: {
    switch:
      '`bool("{{value}}")` is True, so this switches {{option}} on. Declare the option with `action=argparse.BooleanOptionalAction` instead of `type=bool`, and write `{{off}}` here.',
    drop: '`bool("{{value}}")` is True, so this switches {{option}} on, which is off by default. Delete `{{written}}`.',
  },
  *check(start) {
    const { repository, example } = start;
    const program = judgedProgram(start);
    if (!program) return;
    const options = program.entry.facts.commandLine.options;
    const inReadme = example ? givenInReadme(program, options, example) : [];
    for (const { option, text, at } of [...given(program, options), ...inReadme]) {
      if (option.style !== 'argparse' || option.type !== 'bool' || option.multiple || !isOff(text)) continue;
      const message = booleanValue(option.default) === false ? 'drop' : 'switch';
      const isJoined = repository.source(at.file)?.text.slice(at.start, at.end).includes('=');
      const written = `${option.name}${isJoined ? '=' : ' '}${text}`;
      const data = { value: text, option: option.name, written, off: option.name.replace(/^--?/, '--no-') };
      yield { message, data, at, related: [{ message: 'The option is declared here.', at: option.span }] };
    }
  },
});

interface Given {
  readonly option: OptionFact;
  readonly text: string;
  readonly at: Span;
}

const isOff = (text: string): boolean => /^(false|no|off|none|0|f|n)$/i.test(text);

const given = (program: Program, options: readonly OptionFact[]): readonly Given[] =>
  passedOptions(program, options).flatMap(({ option, value }) =>
    option && value ? [{ option, text: value.text, at: value.at.span }] : [],
  );

/** Options and their values in the README's commands that start the program or its script. */
function* givenInReadme({ start, entry }: Program, options: readonly OptionFact[], example: Example): Iterable<Given> {
  const forwards = start.arguments.some((word) => word.word.segments.some((segment) => segment.positional === 'all'));
  const script = forwards ? nameOf(start.path) : undefined;
  for (const { words } of example.readme ? commandsIn(example.readme) : []) {
    const from = endsIn(words, { script, python: nameOf(entry.path), example });
    if (from === undefined) continue;
    for (const [position, word] of words.entries()) {
      const [name = '', value] = word.text.split('=');
      const option = position > from && name.startsWith('--') ? findOption(name, options) : undefined;
      const next = value === undefined ? words[position + 1] : word;
      if (option && option !== 'several' && next) yield { option, text: value ?? next.text, at: next.span };
    }
  }
}
