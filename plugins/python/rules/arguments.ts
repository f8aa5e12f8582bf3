import {
  defineRule,
  type Example,
  nameOf,
  type OptionFact,
  type Program,
  type Report,
  type Span,
  type Start,
} from '../../../src/api';
import { findOption, optionAdvice, optionsOf } from '../options';
import { ignored, listed, promised } from '../readme-options';
import { launch as script } from '../samples';

type Part = Start['arguments'][number];

type Found = Report<'unknown' | 'choice' | 'number' | 'missing' | 'promised' | 'listed' | 'ignored' | 'extra'>;

const parser =
  'import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument("--epochs", type=int, default=3)\nparser.add_argument("--size", choices=["s", "l"])\nargs = parser.parse_args()\n';

export default defineRule({
  name: 'arguments',
  scope: 'example',
  docs: {
    summary: 'Options that a script or the README passes exist in the Python program',
    why: 'An option that was renamed in the code but not in the script or in the README stops the program with a usage message, often only after an image has been built. Programs that let unknown options through, or whose options are computed, are not judged.',
    bad: [
      { 'train.sh': script('python train.py --num-epochs 3'), 'train.py': parser },
      { 'train.sh': script('python train.py --size xl'), 'train.py': parser },
      { 'train.sh': script('python train.py --epochs many'), 'train.py': parser },
      {
        'train.sh': script('python train.py "$@"'),
        'train.py': parser,
        'README.md': '```bash\n./train.sh --num-epochs 5\n```\n',
      },
    ],
    good: [
      {
        'train.sh': script('python train.py --epochs=3 --size s "$@"'),
        'train.py': parser,
        'README.md': '```bash\n./train.sh --epochs 5\n```\n',
      },
      {
        'train.sh': script('python train.py --anything'),
        'train.py': 'import argparse\nargs, rest = argparse.ArgumentParser().parse_known_args()\n',
      },
    ],
  },
  messages: {
    unknown: '{{file}} has no option {{option}}, so it stops with a usage message{{advice}}',
    listed: 'the README lists {{option}} among the options of {{file}}, which has no such option{{advice}}',
    ignored: 'the README passes {{option}} to {{file}}, which does not look at its command line, so it has no effect{{instead}}',
    promised: 'the README passes {{option}} to {{file}}, which has no such option{{advice}}',
    choice: '{{file}} takes {{choices}} for {{option}}, not "{{value}}"',
    number: '{{file}} takes {{type}} for {{option}}, not "{{value}}"',
    extra: '{{file}} takes options only, so it stops at `{{value}}` with a usage message; {{advice}}',
    missing: '{{file}} stops without {{option}}, which it requires; pass it, or give it a default',
  },
  *check(example) {
    const seen = new Set<string>();
    const programs = example.programs;
    for (const found of [...programs.flatMap((program) => [...problemsOf(program, example)]), ...listed(programs, example)]) {
      const key = JSON.stringify([found.at, found.data]);
      if (!seen.has(key)) yield found;
      seen.add(key);
    }
  },
});

function* problemsOf(program: Program, example: Example): Iterable<Found> {
  const options = optionsOf(program);
  if (options) {
    yield* passed(program, options);
    yield* promised(program, options, example);
  } else yield* ignored(program, example);
}

const isOption = (text: string): boolean => /^--?[A-Za-z]/.test(text);

function* passed({ start, entry }: Program, options: readonly OptionFact[]): Iterable<Found> {
  const { arguments: words } = start;
  const file = nameOf(entry.path);
  const related = options
    .flatMap((option) => option.span)
    .slice(0, 1)
    .map((at) => ({ message: 'its options', at }));
  for (const [position, word] of words.entries()) {
    const text = word.text ?? (/^--[\w-]+=/.exec(word.masked)?.[0] || undefined);
    if (text === undefined || !isOption(text)) continue;
    if (/^--$/.test(text)) break;
    const name = text.split('=')[0] ?? text;
    const option = findOption(name, options);
    if (option === 'several') continue;
    if (!option) {
      if (name.startsWith('--'))
        yield { message: 'unknown', data: { file, option: name, advice: optionAdvice(name, options) }, at: word.span, related };
      continue;
    }
    const value = text.includes('=') ? text.slice(text.indexOf('=') + 1) : option.flag ? undefined : words[position + 1]?.text;
    if (value !== undefined && word.text !== undefined)
      yield* misfit(option, value, text.includes('=') ? word : (words[position + 1] ?? word), file);
  }
  yield* absent(words, options, file, start.target.part.span);
  if (entry.facts.commandLine.subcommands.length === 0) yield* extra(words, options, file);
}

/** Words that no option takes, given to a program without operands. */
function* extra(words: readonly Part[], options: readonly OptionFact[], file: string): Iterable<Found> {
  if (options.some(({ positional, style, command }) => positional || style !== 'argparse' || command !== undefined)) return;
  for (const [position, { text, span }] of words.entries()) {
    if (text === undefined || text.startsWith('-') || text === '') continue;
    const before = words[position - 1];
    if (before && before.text === undefined) continue;
    const name = before?.text?.startsWith('-') && !before.text.includes('=') ? before.text : undefined;
    const option = name === undefined ? undefined : findOption(name, options);
    if (name !== undefined && (option === 'several' || !option?.flag)) continue;
    // What follows several values of one option is one more of them.
    if (
      words
        .slice(0, position)
        .some((word) => options.some(({ multiple, names }) => multiple && names.some((each) => each.text === word.text)))
    )
      return;
    const advice =
      name === undefined ? 'leave it out, or name the option that it is for' : `${name} takes no value: leave it out`;
    yield { message: 'extra', data: { file, value: text, advice }, at: span };
  }
}

function* misfit(option: OptionFact, value: string, at: Part, file: string): Iterable<Found> {
  const data = { file, option: option.name, value };
  if (option.choices?.kind === 'known' && Array.isArray(option.choices.value) && !option.multiple) {
    const choices = option.choices.value.map(String);
    if (!choices.includes(value)) yield { message: 'choice', data: { ...data, choices: choices.join(', ') }, at: at.span };
  } else if (option.style === 'argparse' && option.type === 'int' && !/^\s*[-+]?\d+(_\d+)*\s*$/.test(value)) {
    yield { message: 'number', data: { ...data, type: 'a whole number' }, at: at.span };
  } else if (
    option.style === 'argparse' &&
    option.type === 'float' &&
    !/^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$|^[-+]?(inf|nan)$/i.test(value)
  ) {
    yield { message: 'number', data: { ...data, type: 'a number' }, at: at.span };
  }
}

/** Required options, where the words are all known: with `"$@"` the caller may pass them. */
function* absent(words: readonly Part[], options: readonly OptionFact[], file: string, at: Span): Iterable<Found> {
  if (words.some((word) => word.text === undefined) || options.some(({ command }) => command !== undefined)) return;
  const texts = words.map((word) => word.text ?? '');
  if (texts.some((text) => /^(-h|--help|--version)$/.test(text))) return;
  for (const option of options) {
    if (option.required !== true || option.positional) continue;
    const given = texts.some((text) =>
      option.names.some(
        (name) =>
          text === name.text ||
          text.startsWith(`${name.text}=`) ||
          (name.text.startsWith('--') && text.startsWith('--') && name.text.startsWith(text.split('=')[0] ?? '')),
      ),
    );
    if (!given)
      yield {
        message: 'missing',
        data: { file, option: option.name },
        at,
        related: [{ message: 'required here', at: option.span }],
      };
  }
}
