import { type ContainerProgram, defineRule, type Example, nameOf, patternWith, type Report } from '../../../src/api';
import { type GivenOptions, givenProperty, givenTable, type MissingVariable, missingVariables } from '../environment';
import { proseOf } from '../readme';
import { containerOf, inPrograms } from '../reports';
import { launch } from '../samples';

interface Options extends GivenOptions {
  /** Users may set those that are read by examples in any example, whatever its README says. */
  readonly variables: { readonly [name: string]: { readonly read: string } };
}

type Id = 'readme' | 'comment' | 'known';

const code = `import os
batch = int(os.environ.get("BATCH_SIZE", "8"))
depth = int(os.environ.get("DEPTH", "4"))
`;

export default defineRule<'example', Options, Id>({
  name: 'environment-forwarded',
  scope: 'example',
  docs: {
    summary: 'Variables that the code reads and that users set reach the container',
    why: "`BATCH_SIZE=4 ./train.sh` sets a variable for the script, not for the container that it starts. Without `--env BATCH_SIZE`, the code uses its default and doesn't report it.",
    bad: [
      {
        wrong: "BATCH_SIZE, which users set in every example, doesn't reach the container.",
        sample: { 'train.sh': launch('python train.py', '-e DEPTH="${DEPTH:-4}"'), 'train.py': code },
      },
      {
        wrong: "The README says to set DEPTH, but the container doesn't get it.",
        sample: {
          'train.sh': launch('python train.py', '-e BATCH_SIZE="${BATCH_SIZE:-8}"'),
          'train.py': code,
          'README.md': 'Set `DEPTH` to train a deeper net.\n',
        },
      },
      {
        wrong: "A comment in the script says to set DEPTH, but the container doesn't get it.",
        sample: {
          'train.sh': launch('python train.py', '-e BATCH_SIZE="${BATCH_SIZE:-8}"').replace('\n', '\n# DEPTH=8 ./train.sh\n'),
          'train.py': code,
        },
      },
    ],
    good: [
      { 'train.sh': launch('python train.py', '-e BATCH_SIZE="${BATCH_SIZE:-8}"'), 'train.py': code },
      { 'train.sh': launch('python train.py', '${BATCH_SIZE:+--env BATCH_SIZE}'), 'train.py': code },
      {
        'train.sh': launch('python train.py'),
        'train.py': `import os
rank = int(os.environ.get("LOCAL_RANK", 0))
`,
      },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ...givenProperty,
        variables: {
          type: 'object',
          description: 'Known variables. Those that examples read are looked for even if the README does not mention them.',
          additionalProperties: { type: 'object', required: ['read'], properties: { read: { enum: ['example', 'library'] } } },
        },
      },
    },
    tables: { ...givenTable, variables: 'environment-variables.variables' },
  },
  messages: {
    readme:
      "The README says to set {{name}}, which {{file}} reads{{fallback}}, but this container doesn't get it. Add `{{flag}}` before the image.",
    comment:
      "A comment in {{script}} says to set {{name}}, which {{file}} reads{{fallback}}, but this container doesn't get it. Add `{{flag}}` before the image.",
    known:
      "Users set {{name}}, which {{file}} reads{{fallback}}, but this container doesn't get it. Add `{{flag}}` before the image.",
  },
  fixes: {
    readme: { flag: '{{flag}}', unsafe: true },
    comment: { flag: '{{flag}}', unsafe: true },
    known: { flag: '{{flag}}', unsafe: true },
  },
  *check(example, { options }) {
    yield* inPrograms<Id>(
      example.programs,
      function* (program) {
        for (const missing of missingVariables(program, options)) yield* reportOf(missing, program, example, options);
      },
      ({ at, data }) => [at, data?.['name']],
    );
  },
});

function* reportOf(
  { name, reads, required }: MissingVariable,
  program: ContainerProgram,
  example: Example,
  options: Options,
): Iterable<Report<Id>> {
  const { launch: started } = program.start;
  const [first] = reads;
  const main = reads.find((read) => !read.presence);
  if (required || !main || !first) return;
  if (reads.some(({ fallback }) => fallback.setters.some(({ kind }) => kind === 'variable'))) return;
  const message = askedBy(name, example, started.script.shell.file.text, options);
  if (!message) return;
  const { fallback } = main;
  yield {
    message,
    data: {
      name,
      file: nameOf(main.span.file),
      script: nameOf(started.path),
      fallback: fallback.kind === 'known' && fallback.value !== null ? ` (default ${JSON.stringify(fallback.value)})` : '',
      // Passes the variable on only if it's set.
      flag: `\${${name}:+--env ${name}}`,
    },
    at: containerOf(program).at,
    related: [{ message: `${name} is read here.`, at: first.span }],
  };
}

/** Who asks users to set the variable. */
function askedBy(name: string, { readme }: Example, script: string, { variables }: Options): Id | undefined {
  if (patternWith('m')`^[ \t]*#.*\b${name}=`.test(script)) return 'comment';
  const assigned = patternWith('m')`(^|[\s\x60(])(export\s+)?${name}=|(^|[\x60|])[ \t]*\x60?${name}\x60?\s*\|`;
  if (readme && (assigned.test(readme.text) || isOffered(name, proseOf(readme)))) return 'readme';
  return Object.hasOwn(variables, name) && variables[name]?.read === 'example' ? 'known' : undefined;
}

/** A line of prose says how to set it: "Override it with `NAME`". */
const isOffered = (name: string, prose: string): boolean =>
  (prose.match(patternWith('gm')`^.*\x60${name}\x60.*$`) ?? []).some((line) =>
    /\b(sets?|export|environment|env|variables?|overrid\w+|configur\w+|optional|via|tweak|control)\b/i.test(line),
  );
