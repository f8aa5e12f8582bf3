import { defineRule, type OptionFact, type Part, type Program, type Report } from '../../../src/api';
import { everywhere } from '../languages';
import { findOption } from '../options';
import { withOptions } from '../passed-words';
import { launch, parser } from '../samples';

type Id = 'operand' | 'operands' | 'flagValue';

export default defineRule<'start', Record<string, never>, Id>({
  name: 'operands',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A script passes words without an option only to a Python program that takes them',
    why: 'A program that takes only options stops with a usage message at any other word, such as a value after a flag.',
    bad: [
      {
        wrong: 'The program takes only options.',
        sample: { 'train.sh': launch('python train.py images'), 'train.py': parser },
      },
      {
        wrong: 'None of the words belongs to an option.',
        sample: { 'train.sh': launch('python train.py my images'), 'train.py': parser },
      },
      {
        wrong: '`--fast` is a flag.',
        sample: { 'train.sh': launch('python train.py --fast yes'), 'train.py': parser },
      },
    ],
    good: {
      'train.sh': launch('python train.py images --fast'),
      'train.py': parser.replace('args =', 'parser.add_argument("data")\nargs ='),
    },
  },
  messages: {
    operand:
      "{{file}} takes only options, so it stops at `{{value}}` with a usage message. Remove it, or name the option it's for.",
    operands:
      "{{file}} takes only options, so it stops at `{{value}}` with a usage message. Remove these words, or name the option they're for.",
    flagValue: '{{option}} takes no value, so {{file}} stops at `{{value}}` with a usage message. Remove it.',
  },
  *check(start) {
    yield* withOptions(start, function* (program, options, file) {
      if (program.entry.facts.commandLine.subcommands.length === 0) yield* operands(program, options, file);
    });
  },
});

/** Words that belong to no option, if the program takes nothing but options. */
function* operands(
  {
    start: {
      arguments: words,
      script: { language },
    },
  }: Program,
  options: readonly OptionFact[],
  file: string,
): Iterable<Report<Id>> {
  if (options.some(({ positional, style, command }) => positional || style !== 'argparse' || command !== undefined)) return;
  const takesSeveral = (name: string | undefined): boolean => {
    const option = name?.startsWith('-') ? findOption(name, options) : undefined;
    return option === 'several' || option?.multiple === true;
  };
  // `{a, b}` and `[a | b]` of a document stand for one of them.
  if (language === 'markdown' && words.some(({ text = '' }) => /^[{[]|[}\]]$/.test(text))) return;
  for (const [position, { text, span }] of words.entries()) {
    if (text === undefined || text.startsWith('-') || text === '') continue;
    const before = words[position - 1];
    const after = words[position + 1];
    if ((before && before.text === undefined) || (after && after.text === undefined)) continue;
    const name = before?.text?.startsWith('-') && !before.text.includes('=') ? before.text : undefined;
    const option = name === undefined ? undefined : findOption(name, options);
    if (name !== undefined && (option === 'several' || !option?.flag)) continue;
    // What follows several values of one option is one more of them. An option that the program doesn't have may take several as well.
    const named = words.slice(0, position).findLast((word) => word.text?.startsWith('-'));
    if (named?.text !== undefined && findOption(named.text.replace(/=.*$/s, ''), options) === undefined) continue;
    if (words.slice(0, position).some((word) => takesSeveral(word.text))) return;
    const run = name === undefined ? plainFrom(words, position) : [];
    if (run.length > 1) {
      const value = run.map((word) => word.text?.trim()).join(' ');
      yield { message: 'operands', data: { file, value }, at: { ...span, end: run.at(-1)?.span.end ?? span.end } };
      return;
    }
    yield { message: name === undefined ? 'operand' : 'flagValue', data: { file, value: text, option: name }, at: span };
  }
}

/** The words from a place on that are no options. */
function plainFrom(words: readonly Part[], from: number): readonly Part[] {
  const end = words.findIndex(({ text }, index) => index > from && (text === undefined || text.startsWith('-')));
  return words.slice(from, end < 0 ? undefined : end);
}
