import { defineRule, type OptionFact } from '../../../src/api';
import { everywhere } from '../languages';
import { nearestOption } from '../options';
import { declaredAt, passedOptions, withOptions } from '../passed-words';
import { launch, parser } from '../samples';

type Id = 'unknown' | 'misspelled' | 'positional';

export default defineRule<'start', Record<string, never>, Id>({
  name: 'arguments',
  scope: 'start',
  languages: everywhere,
  docs: {
    summary: 'A Python program has the options that a script passes',
    why: "An option that was renamed in the code but not in the script stops the program with a usage message, often only after an image was built. Programs that accept unknown options, or whose options are computed, aren't checked.",
    bad: [
      {
        wrong: 'The option is called `--epochs`.',
        sample: { 'train.sh': launch('python train.py --epoch-s 3'), 'train.py': parser },
      },
      {
        wrong: 'The program has no such option.',
        sample: { 'train.sh': launch('python train.py --resume'), 'train.py': parser },
      },
      {
        wrong: 'It has no such option on the host either.',
        sample: { '/train.sh': 'torchrun --nproc_per_node 2 src/train.py --epoch-s 3\n', '/src/train.py': parser },
      },
      {
        wrong: 'The program takes the data by its position.',
        sample: {
          'train.sh': launch('python train.py --data images'),
          'train.py': parser.replace('args =', 'parser.add_argument("data")\nargs ='),
        },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py --epochs=3 --size s "$@"'), 'train.py': parser },
      {
        'train.sh': launch('python train.py --anything'),
        'train.py': `import argparse
args, rest = argparse.ArgumentParser().parse_known_args()
`,
      },
    ],
  },
  messages: {
    unknown: '{{file}} has no option {{option}}, so it stops with a usage message. Remove it, or add it to the program.',
    positional: '{{file}} takes {{name}} by its position. Remove `{{option}}`, and keep its value.',
    misspelled: '{{file}} has no option {{option}}, so it stops with a usage message. Did you mean `{{near}}`?',
  },
  fixes: {
    misspelled: { replace: '{{option}}', by: '{{near}}', unsafe: true },
  },
  *check(start) {
    yield* withOptions(start, function* (program, options, file) {
      for (const { name, at, option } of passedOptions(program, options)) {
        if (option || !name.startsWith('--')) continue;
        const related = declaredAt(options);
        const operand = operandCalled(name.slice(2), options);
        if (operand !== undefined) {
          yield { message: 'positional', data: { file, option: name, name: operand }, at: at.span, related };
          continue;
        }
        const near = nearestOption(name, options);
        const data = { file, option: name, near };
        yield { message: near === undefined ? 'unknown' : 'misspelled', data, at: at.span, related };
      }
    });
  },
});

/** The operand of a program that an option is called as. */
const operandCalled = (name: string, options: readonly OptionFact[]): string | undefined =>
  options
    .filter(({ positional }) => positional)
    .flatMap(({ names }) => names.map(({ text }) => text))
    .find((text) => text.replaceAll('-', '_') === name.replaceAll('-', '_'));
