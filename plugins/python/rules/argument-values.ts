import { defineRule } from '../../../src/api';
import { everywhere } from '../languages';
import { isNumber } from '../numbers';
import { type PassedOption, passedOptions, withOptions } from '../passed-words';
import { launch, parser } from '../samples';

type Id = 'choice' | 'integer' | 'number';

export default defineRule<'start', Record<string, never>, Id>({
  name: 'argument-values',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'The options that a script passes have values that the program accepts',
    why: "A value that isn't among the choices of an option, or that can't be converted to its type, stops the program with a usage message, often only after an image was built.",
    bad: [
      {
        wrong: '`xl` is not one of the choices.',
        sample: { 'train.sh': launch('python train.py --size xl'), 'train.py': parser },
      },
      {
        wrong: '`many` is not a whole number.',
        sample: { 'train.sh': launch('python train.py --epochs many'), 'train.py': parser },
      },
      {
        wrong: '`fast` is not a number.',
        sample: { 'train.sh': launch('python train.py --rate fast'), 'train.py': parser },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py --epochs=3 --size s --rate 1e-4'), 'train.py': parser },
      { '/README.md': '```bash\npython train.py --size {s, m}\n```\n', '/train.py': parser },
      {
        'train.sh': launch('python train.py --fast True'),
        'train.py': parser.replace('args =', 'parser.add_argument("--fast", type=eval, choices=[True, False])\nargs ='),
      },
    ],
  },
  messages: {
    choice: "{{file}} stops because {{option}} can't be `{{value}}`. Choose one of these: {{choices}}.",
    integer: "{{file}} stops because {{option}} takes a whole number, and `{{value}}` isn't one. Write a whole number.",
    number: "{{file}} stops because {{option}} takes a number, and `{{value}}` isn't one. Write a number.",
  },
  *check(start) {
    yield* withOptions(start, function* (program, options, file) {
      for (const { option, value } of passedOptions(program, options)) {
        const message = option && value && misfit(option, value.text);
        if (!message || (start.script.language === 'markdown' && isPlaceholder(value.text))) continue;
        const data = { file, option: option.name, value: value.text, choices: choicesOf(option)?.join(', ') };
        yield { message, data, at: value.at.span };
      }
    });
  },
});

/** `{a, b}`, `[a | b]`, and `SCENARIO`. */
const isPlaceholder = (value: string): boolean => /^[{[<]|^[A-Z][A-Z_]+$/.test(value);

type Option = NonNullable<PassedOption['option']>;

function misfit(option: Option, value: string): Id | undefined {
  const choices = choicesOf(option);
  if (choices) return choices.includes(value) ? undefined : 'choice';
  if (option.style !== 'argparse') return undefined;
  if (option.type === 'int' && !isNumber(value, 'int')) return 'integer';
  return option.type === 'float' && !isNumber(value, 'float') ? 'number' : undefined;
}

/** Undefined as well where a type such as `eval` makes something else of the word. */
function choicesOf({ choices, multiple, type, style }: Option): string[] | undefined {
  if (choices?.kind !== 'known' || !Array.isArray(choices.value) || multiple) return undefined;
  const isWritten = choices.value.every((choice) => typeof choice === 'string' || typeof choice === 'number');
  const isConverted = style === 'argparse' && !/^(?:str|int|float)?$/.test(type ?? '');
  return isWritten && !isConverted ? choices.value.map(String) : undefined;
}
