import {
  type ContainerProgram,
  defineRule,
  type Example,
  nameOf,
  type OptionFact,
  type Report,
  type SourceFile,
} from '../../../src/api';
import { findOption, nearestOption } from '../options';
import { commandsIn, listsIn, type ReadmeWord } from '../readme';
import { optionIn } from '../readme-options';
import { launch, parser } from '../samples';

type Id = 'unknown' | 'misspelled';

export default defineRule<'example', Record<string, never>, Id>({
  name: 'readme-options',
  scope: 'example',
  docs: {
    summary: 'The options that the README lists exist',
    why: "A table or list of options grows stale when options are renamed or removed. A list is checked if at least two thirds of it are options of the example's programs.",
    bad: [
      {
        wrong: 'The program has no `--resume`, and its size is set by `--size`.',
        sample: {
          'train.sh': launch('python train.py "$@"'),
          'train.py': parser,
          'README.md': `- \`--epochs\`: how often
- \`--rate\`: how fast
- \`--fast\`: a short run
- \`--s-ize\`: how large
- \`--resume\`: go on
- \`--size\`: again
`,
        },
      },
    ],
    good: {
      'train.sh': launch('python train.py "$@"'),
      'train.py': parser,
      'README.md': `- \`--epochs\`: how often
- \`--fast\`: a short run
`,
    },
  },
  messages: {
    unknown:
      'The README lists {{option}} as an option of {{file}}, which has no such option. Remove it, or add it to the program.',
    misspelled: 'The README lists {{option}} as an option of {{file}}, which has no such option. Did you mean `{{near}}`?',
  },
  fixes: {
    misspelled: { replace: '{{option}}', by: '{{near}}', unsafe: true },
  },
  *check(example) {
    const { readme, programs } = example;
    const known = programs.flatMap((program) => {
      const { options } = program;
      return options ? [{ program, options }] : [];
    });
    if (!readme || !known.length || known.length < programs.length) return;
    const launchers = launcherOptions(readme);
    for (const list of listsIn(readme)) yield* unknownIn(list, known, example, launchers);
  },
});

interface Known {
  readonly program: ContainerProgram;
  readonly options: readonly OptionFact[];
}

function* unknownIn(
  list: readonly ReadmeWord[],
  known: readonly Known[],
  example: Example,
  launchers: ReadonlySet<string>,
): Iterable<Report<Id>> {
  const unknown = list.filter(({ text }) => known.every(({ options }) => !findOption(text, options)));
  if (unknown.length * 3 > list.length) return;
  const { program, options } = known
    .map((each) => ({ ...each, hits: list.filter(({ text }) => findOption(text, each.options)).length }))
    .reduce((one, other) => (other.hits > one.hits ? other : one));
  for (const word of unknown) {
    if (!optionIn(word, example) || launchers.has(word.text)) continue;
    const near = nearestOption(word.text, options);
    const data = { file: nameOf(program.entry.path), option: word.text, near };
    yield { message: near === undefined ? 'unknown' : 'misspelled', data, at: word.span };
  }
}

/** Options that commands of the README pass before the program's name: `accelerate launch --multi_gpu train.py`. */
const launcherOptions = (readme: SourceFile): ReadonlySet<string> =>
  new Set(
    commandsIn(readme).flatMap(({ words }) => {
      const program = words.findIndex(({ text }) => text.endsWith('.py'));
      return words.slice(0, Math.max(0, program)).map(({ text }) => text.split('=', 1)[0]!);
    }),
  );
