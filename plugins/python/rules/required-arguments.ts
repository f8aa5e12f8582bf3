import { defineRule, nameOf, type OptionFact, type Program, type Report, type Span, type Start } from '../../../src/api';
import { surelyReaches } from '../certain-calls';
import { everywhere } from '../languages';
import { withOptions } from '../passed-words';
import { launch } from '../samples';

const parser = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--data", required=True)
args = parser.parse_args()
`;

type Id = 'missing' | 'several' | 'operand';

export default defineRule<'start', Record<string, never>, Id>({
  name: 'required-arguments',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A script passes the options that a Python program requires',
    why: "Without a required option, the program stops with a usage message. A script that forwards its own arguments isn't checked, because the caller may pass it.",
    bad: [
      { wrong: 'Nothing passes `--data`.', sample: { 'train.sh': launch('python train.py'), 'train.py': parser } },
      {
        wrong: 'There is no first argument.',
        sample: { 'README.md': '```bash\npython stats.py\n```\n', 'stats.py': 'import sys\nprint(open(sys.argv[1]).read())\n' },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py --data images'), 'train.py': parser },
      { 'train.sh': launch('python train.py "$@"'), 'train.py': parser },
    ],
  },
  messages: {
    operand: '{{file}} stops with an IndexError because it reads argument {{number}}, and {{given}} passed. Pass {{missing}}.',
    missing: "{{file}} stops because it requires {{option}}, which isn't passed. Pass it, or give it a default.",
    several: "{{file}} stops because it requires {{options}}, which aren't passed. Pass them, or give them defaults.",
  },
  *check(start) {
    const operand = missingOperand(start);
    if (operand) yield operand;
    yield* withOptions(start, function* (_, options, file) {
      const [first, ...others] = missingOptions(start, options);
      if (!first) return;
      const at = start.target.part.span;
      if (others.length === 0) {
        const related = [{ message: "It's declared here.", at: first.span }];
        yield { message: 'missing', data: { file, option: first.name }, at, related };
        return;
      }
      const last = others.pop()!;
      const named = `${[first, ...others].map(({ name }) => name).join(', ')} and ${last.name}`;
      const related = [first, ...others, last].map(({ name, span }) => ({ message: `${name} is declared here.`, at: span }));
      yield { message: 'several', data: { file, options: named }, at, related };
    });
  },
});

/** Required options that aren't passed. Empty if a word isn't known, such as `"$@"`. */
function missingOptions({ arguments: words }: Start, options: readonly OptionFact[]): OptionFact[] {
  const texts = words.flatMap(({ text }) => text ?? []);
  const isOpen = texts.length < words.length || options.some(({ command }) => command !== undefined);
  if (isOpen || texts.some((text) => /^(-h|--help|--version)$/.test(text))) return [];
  const hasOperand = texts.some((text, position) => !text.startsWith('-') && !texts[position - 1]?.startsWith('-'));
  return options.filter(({ required, positional, names, style }) => {
    if (required !== true || positional || (style === 'fire' && hasOperand)) return false;
    return !texts.some((text) => names.some((name) => isPassed(name.text, text)));
  });
}

/** `--data x`, `--data=x`, and as argparse allows, a start of the name. */
function isPassed(name: string, text: string): boolean {
  const [written = ''] = text.split('=');
  return text === name || written === name || (name.startsWith('--') && text.startsWith('--') && name.startsWith(written));
}

/** An argument that the program surely reads from `sys.argv`, and that isn't passed. */
function missingOperand({ program, arguments: words, target }: Start): Report<Id> | undefined {
  const read = program && words.every(({ text }) => text !== undefined) ? lastArgument(program) : undefined;
  if (!read || words.length >= read.number) return undefined;
  const data = {
    file: nameOf(program?.entry.source.path ?? ''),
    number: read.number,
    given: words.length === 0 ? 'none is' : words.length === 1 ? 'only one is' : `only ${words.length} are`,
    missing: read.number - words.length === 1 ? 'it' : 'them',
  };
  return { message: 'operand', data, at: target.part.span, related: [{ message: "It's read here.", at: read.at }] };
}

/** The argument with the highest number that runs of a program surely read without asking how many there are. */
function lastArgument(program: Program): { readonly number: number; readonly at: Span } | undefined {
  const { entry } = program;
  const { text } = entry.source;
  if (!text.includes('sys.argv[') || /len\(\s*sys\.argv|sys\.argv\s*(?:=|\+|\.|\))|\btry:/.test(text)) return undefined;
  const reads = entry.index.subscripts.flatMap(({ node, frame }) => {
    const at = entry.span(node);
    const written = /^sys\.argv\[([1-9])\]$/.exec(text.slice(at.start, at.end));
    return written && surelyReaches(frame, at.start, entry, program) ? [{ number: Number(written[1]), at }] : [];
  });
  return reads.toSorted((one, other) => other.number - one.number)[0];
}
