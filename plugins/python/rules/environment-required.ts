import { defineRule, isMeantFor, nameOf, type Span, type UsedEnvFile } from '../../../src/api';
import { type GivenOptions, givenProperty, givenTable, missingVariables } from '../environment';
import { shellCommands } from '../languages';
import { containerOf, inPrograms } from '../reports';
import { launch } from '../samples';

const code = `import os
root = os.environ["DATA_ROOT"]
`;

export default defineRule<'programs', GivenOptions, 'missing' | 'filed'>({
  name: 'environment-required',
  scope: 'programs',
  languages: shellCommands,
  docs: {
    summary: 'Variables that the code requires are set in the container',
    why: '`os.environ["DATA_ROOT"]` stops the program with a KeyError if nothing sets the variable in the container. Only code that certainly runs is checked, and not if it handles a missing variable.',
    bad: [
      { wrong: 'Nothing sets DATA_ROOT in the container.', sample: { 'train.sh': launch('python train.py'), 'train.py': code } },
      {
        wrong: 'The function that reads DATA_ROOT is called in every run.',
        sample: {
          'train.sh': launch('python train.py'),
          'train.py': 'import os\n\ndef main():\n    root = os.environ["DATA_ROOT"]\n\nif __name__ == "__main__":\n    main()\n',
        },
      },
      {
        wrong: "The env file doesn't have DATA_ROOT.",
        sample: {
          'train.sh': launch('python train.py', '--env-file "$SCRIPT_DIR/run.env"'),
          'train.py': code,
          'run.env': 'DATA_FOLDER=/data\n',
        },
      },
    ],
    good: { 'train.sh': launch('python train.py', '-e DATA_ROOT="$DATA_ROOT"'), 'train.py': code },
  },
  options: {
    schema: { type: 'object', additionalProperties: false, properties: givenProperty },
    tables: givenTable,
  },
  messages: {
    missing:
      '{{file}} stops with a KeyError because {{name}} isn\'t set in this container. Add `--env {{name}}="${{name}}"` before the image.',
    filed: "{{file}} stops with a KeyError because {{name}} isn't set in this container. Add a line for {{name}} to {{envFile}}.",
  },
  fixes: {
    missing: { flag: '--env {{name}}="${{name}}"', unsafe: true },
  },
  *check({ programs }, { options }) {
    yield* inPrograms(
      programs,
      function* (program) {
        for (const { name, required } of missingVariables(program, options)) {
          if (!required) continue;
          const related = [{ message: `${name} is read here.`, at: required.span }];
          const envFile = program.start.launch.envFiles.at(-1);
          const data = { file: nameOf(required.span.file), name, envFile: nameOf(envFile?.path ?? '') };
          if (envFile) yield { message: 'filed', data, at: nearestName(name, envFile) ?? envFile.part.span, related };
          else yield { message: 'missing', data, at: containerOf(program).at, related };
        }
      },
      ({ at, data }) => [at, data?.['name']],
    );
  },
});

/** The variable of the file that was probably meant to be this one. */
const nearestName = (name: string, { content }: UsedEnvFile): Span | undefined =>
  content?.entries.find((entry) => isMeantFor(entry.name, name))?.nameSpan;
