import { defineRule, type OptionFact, type Start } from '../../../src/api';
import { everywhere } from '../languages';
import { withOptions } from '../passed-words';
import { launch } from '../samples';

const parser = `import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--data", required=True)
args = parser.parse_args()
`;

export default defineRule({
  name: 'required-arguments',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A script passes the options that a Python program requires',
    why: "Without a required option, the program stops with a usage message. A script that forwards its own arguments isn't checked, because the caller may pass it.",
    bad: [{ wrong: 'Nothing passes `--data`.', sample: { 'train.sh': launch('python train.py'), 'train.py': parser } }],
    good: [
      { 'train.sh': launch('python train.py --data images'), 'train.py': parser },
      { 'train.sh': launch('python train.py "$@"'), 'train.py': parser },
    ],
  },
  messages: {
    missing: "{{file}} stops because it requires {{option}}, which isn't passed. Pass it, or give it a default.",
    several: "{{file}} stops because it requires {{options}}, which aren't passed. Pass them, or give them defaults.",
  },
  *check(start) {
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
