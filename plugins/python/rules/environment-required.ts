import { defineRule, isMeantFor, nameOf, type Span, type UsedEnvFile } from '../../../src/api';
import { type GivenOptions, givenProperty, givenTable, missingVariables } from '../environment';
import { everywhere } from '../languages';
import { additionTo } from '../missing-variables';
import { inPrograms } from '../reports';
import { launch } from '../samples';

const code = `import os
root = os.environ["DATA_ROOT"]
`;

export default defineRule<'programs', GivenOptions, 'missing' | 'filed'>({
  name: 'environment-required',
  scope: 'programs',
  languages: everywhere,
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
    missing: "{{file}} stops with a KeyError because {{name}} isn't set in this container. Add `{{entry}}` {{place}}.",
    filed: "{{file}} stops with a KeyError because {{name}} isn't set in this container. Add a line for {{name}} to {{envFile}}.",
  },
  fixes: {
    missing: { flag: '{{flag}}', unsafe: true },
  },
  *check({ programs }, { options }) {
    yield* inPrograms(
      programs,
      function* (program) {
        for (const { name, required } of missingVariables(program, options)) {
          if (!required) continue;
          const related = [{ message: `${name} is read here.`, at: required.span }];
          const envFile = program.start.launch.envFiles.at(-1);
          const file = nameOf(required.span.file);
          if (envFile) {
            const at = nearestName(name, envFile) ?? envFile.part.span;
            yield { message: 'filed', data: { file, name, envFile: nameOf(envFile.path ?? '') }, at, related };
            continue;
          }
          const { at, place, entry, flag } = additionTo(program.start.launch);
          const added = flag?.(`${name}="$${name}"`);
          yield { message: 'missing', data: { file, name, entry: added ?? entry(name), flag: added, place }, at, related };
        }
      },
      ({ at, data }) => [at, data?.['name']],
    );
  },
});

/** The variable of the file that was probably meant to be this one. */
const nearestName = (name: string, { content }: UsedEnvFile): Span | undefined =>
  content?.entries.find((entry) => isMeantFor(entry.name, name))?.nameSpan;
