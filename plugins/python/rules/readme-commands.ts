import { defineRule } from '../../../src/api';
import { findOption, nearestOption } from '../options';
import { withOptions } from '../passed-words';
import { directWords, readmeOptions } from '../readme-options';
import { inPrograms } from '../reports';
import { launch, parser, readme } from '../samples';

type Id = 'unknown' | 'misspelled';

export default defineRule<'example', Record<string, never>, Id>({
  name: 'readme-commands',
  scope: 'example',
  docs: {
    summary: 'A Python program has the options that commands in the README pass through its script',
    why: "Whoever copies a command with an option that the program doesn't have gets a usage message. Only commands that start a script that forwards its arguments are checked. `python/arguments` checks those that start the program itself.",
    bad: [
      {
        wrong: 'The option is called `--epochs`.',
        sample: {
          'train.sh': launch('python train.py "$@"'),
          'train.py': parser,
          'README.md': readme('./train.sh --epoch-s 5'),
        },
      },
      {
        wrong: 'The program has no such option.',
        sample: { 'train.sh': launch('python train.py "$@"'), 'train.py': parser, 'README.md': readme('./train.sh --resume') },
      },
    ],
    good: { 'train.sh': launch('python train.py "$@"'), 'train.py': parser, 'README.md': readme('./train.sh --epochs 5') },
  },
  messages: {
    unknown: 'The README passes {{option}} to {{file}}, which has no such option. Remove it, or add it to the program.',
    misspelled: 'The README passes {{option}} to {{file}}, which has no such option. Did you mean `{{near}}`?',
  },
  fixes: {
    misspelled: { replace: '{{option}}', by: '{{near}}', unsafe: true },
  },
  *check(example) {
    const direct = directWords(example);
    yield* inPrograms<Id>(
      example.programs,
      (program) =>
        withOptions(program.start, function* (_, options, file) {
          for (const { text, span } of readmeOptions(program, example)) {
            if (findOption(text, options) || direct.has(span.start)) continue;
            const near = nearestOption(text, options);
            yield { message: near === undefined ? 'unknown' : 'misspelled', data: { file, option: text, near }, at: span };
          }
        }),
      ({ at, data }) => [at, data],
    );
  },
});
