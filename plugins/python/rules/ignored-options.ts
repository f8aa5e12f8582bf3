import { type ContainerProgram, defineRule, nameOf, type PythonFile } from '../../../src/api';
import { readmeOptions } from '../readme-options';
import { inPrograms } from '../reports';
import { launch, readme } from '../samples';

type Id = 'ignored' | 'variable';

export default defineRule<'example', Record<string, never>, Id>({
  name: 'ignored-options',
  scope: 'example',
  docs: {
    summary: 'Commands in the README pass options only to Python programs that read them',
    why: "An option has no effect if the program never reads its command line. Whoever passes it gets the program's defaults without noticing.",
    bad: [
      {
        wrong: 'The program reads no command line.',
        sample: {
          'train.sh': launch('python train.py "$@"'),
          'train.py': 'print("training")\n',
          'README.md': readme('./train.sh --epochs 3'),
        },
      },
      {
        wrong: 'The program reads a variable instead.',
        sample: {
          'train.sh': launch('python train.py "$@"'),
          'train.py': `import os
epochs = int(os.environ.get("EPOCHS", "1"))
`,
          'README.md': readme('./train.sh --epochs 3'),
        },
      },
    ],
    good: {
      'train.sh': launch('python train.py "$@"'),
      'train.py': `import sys
print(sys.argv[1:])
`,
      'README.md': readme('./train.sh --epochs 3'),
    },
  },
  messages: {
    ignored:
      "The README passes {{option}} to {{file}}, which doesn't read its command line, so the option has no effect. Remove it, or read it in the program.",
    variable:
      "The README passes {{option}} to {{file}}, which doesn't read its command line, so the option has no effect. Set {{variable}} instead, which the program reads.",
  },
  *check(example) {
    yield* inPrograms<Id>(
      example.programs,
      function* (program) {
        if (program.options) return;
        const words = readmeOptions(program, example).filter(({ text }) => text !== '--help' && text !== '--version');
        if (words.length === 0 || readsCommandLine(program)) return;
        for (const { text, span } of words) {
          const variable = variableFor(text, program.entry);
          const data = { file: nameOf(program.entry.path), option: text, variable };
          yield { message: variable === undefined ? 'ignored' : 'variable', data, at: span };
        }
      },
      ({ at, data }) => [at, data],
    );
  },
});

/** Words in any code that reads the command line, even through a library. */
const readers =
  /\bargv\b|argparse|optparse|getopt|\bclick\b|typer|\bfire\b|hydra|\babsl\b|gflags|ArgumentParser|tyro|simple_parsing|jsonargparse|LightningCLI|docopt|plac|\bcli\b|parse_args|from_cli|TrlParser|draccus|streamlit|gradio|exec\(|\btf\.(app\.)?flags\b|\bimport flags\b|\bflags\.DEFINE/i;

const readsCommandLine = ({ graph, entry }: ContainerProgram): boolean =>
  graph.cut ||
  graph.external.some(({ import: { module } }) => readers.test(module)) ||
  [...graph.files.values(), entry].some(({ source }) => readers.test(source.text.replace(/#.*$/gm, '')));

/** `--grad-accum` may mean the variable `GRAD_ACCUM`. */
const variableFor = (option: string, { facts }: PythonFile): string | undefined => {
  const name = option.replace(/^--/, '').replaceAll('-', '_').toUpperCase();
  return facts.environment.reads.find((read) => read.name === name)?.name;
};
