import { defineRule, type OptionFact, query, type Script, type Span, type Start } from '../../../src/api';
import { everywhere } from '../languages';
import { nearestOption } from '../options';
import { declaredAt, passedOptions, withOptions } from '../passed-words';
import { launch, parser } from '../samples';

type Id = 'unknown' | 'several' | 'misspelled' | 'positional' | 'ignored';

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
    unknown: '{{file}} has no option {{option}}, so it stops with a usage message{{times}}. Remove it, or add it to the program.',
    several:
      '{{file}} has no options {{options}}, so it stops with a usage message{{times}}. Remove them, or add them to the program.',
    positional: '{{file}} takes {{name}} by its position. Remove `{{option}}`, and keep its value.',
    misspelled: '{{file}} has no option {{option}}, so it stops with a usage message{{times}}. Did you mean `{{near}}`?',
    ignored:
      "{{file}} has no option {{option}}: its function runs without it, and then Fire stops with an error. Remove it, or add it to the function's parameters.",
  },
  fixes: {
    misspelled: { replace: '{{option}}', by: '{{near}}', unsafe: true },
  },
  *check(start) {
    yield* withOptions(start, function* (program, options, file) {
      const unknown: { readonly option: string; readonly at: Span }[] = [];
      const related = declaredAt(options);
      for (const { name, at, option } of passedOptions(program, options)) {
        if (option || !name.startsWith('--') || isReportedBefore(name, at.span, start)) continue;
        const operand = operandCalled(name.slice(2), options);
        const near = nearestOption(name, options);
        const times = timesOf(name, at.span, start);
        if (operand !== undefined)
          yield { message: 'positional', data: { file, option: name, name: operand }, at: at.span, related };
        else if (near !== undefined)
          yield { message: 'misspelled', data: { file, option: name, near, times }, at: at.span, related };
        else if (options.some(({ style }) => style === 'fire'))
          yield { message: 'ignored', data: { file, option: name }, at: at.span, related };
        else unknown.push({ option: name, at: at.span });
      }
      for (const place of new Set(unknown.map(({ at }) => at.file))) {
        const [first, ...others] = unknown.filter(({ at }) => at.file === place);
        if (!first) continue;
        const { option, at } = first;
        const times = timesOf(option, at, start);
        if (others.length === 0) {
          yield { message: 'unknown', data: { file, option, times }, at, related };
          continue;
        }
        const names = [first, ...others].map((each) => each.option);
        const named = `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
        const places = others.map((each) => ({ message: `${each.option} is here.`, at: each.at }));
        yield { message: 'several', data: { file, options: named, times }, at, related: [...places, ...related] };
      }
    });
  },
});

/** Where the words of a script pass options to programs, by entry and option. */
const passedIn = query('python.passedOptions', ({ path, starts }: Script): ReadonlyMap<string, ReadonlySet<number>> => {
  const found = new Map<string, Set<number>>();
  for (const { entry, arguments: words } of starts) {
    for (const { masked, span } of words) {
      const [option = ''] = masked.split('=', 1);
      if (entry === undefined || span.file !== path || !option.startsWith('--')) continue;
      const key = `${entry}\0${option}`;
      found.set(key, (found.get(key) ?? new Set()).add(span.start));
    }
  }
  return found;
});

/** Where the file of a word passes the same option to the same program. */
function placesOf(option: string, { file }: Span, { script, repository, entry }: Start): readonly number[] {
  const own = file === script.path ? script : repository.script(file);
  return own ? [...(passedIn(own).get(`${entry}\0${option}`) ?? [])] : [];
}

/** A script that repeats a mistake has one finding, at the first place. */
function isReportedBefore(option: string, at: Span, start: Start): boolean {
  const [first] = placesOf(option, at, start);
  return first !== undefined && first !== at.start;
}

function timesOf(option: string, at: Span, start: Start): string {
  const { length } = placesOf(option, at, start);
  return length > 1 ? ` (${length} commands here)` : '';
}

/** The operand of a program that an option is called as. */
const operandCalled = (name: string, options: readonly OptionFact[]): string | undefined =>
  options
    .filter(({ positional }) => positional)
    .flatMap(({ names }) => names.map(({ text }) => text))
    .find((text) => text.replaceAll('-', '_') === name.replaceAll('-', '_'));
