import { type ContainerProgram, defineRule, type Example, nameOf, patternWith, type Report, type Span } from '../../../src/api';
import { type GivenOptions, givenProperty, givenTable, type VariableUse, variablesOf } from '../environment';
import { isNumber } from '../numbers';
import { fencedBlocks } from '../readme';
import { inPrograms } from '../reports';
import { image, launch, readme } from '../samples';

interface Options extends GivenOptions {
  /** Types of known variables, whose values `env/values` checks. */
  readonly variables: { readonly [name: string]: { readonly type: unknown } };
}

type Id = 'integer' | 'number';

const code = `import os
steps = int(os.environ["WARMUP_STEPS"])
`;

export default defineRule<'example', Options, Id>({
  name: 'environment-numbers',
  scope: 'example',
  docs: {
    summary: 'Variables that the code converts to numbers are numbers',
    why: '`int(os.environ["WARMUP_STEPS"])` stops the program with a ValueError if the variable is `0.1`. Values are looked for in the launch, in its env files, in the image, and in the commands of the README.',
    bad: [
      {
        wrong: 'The code takes a whole number.',
        sample: { 'train.sh': launch('python train.py', '-e WARMUP_STEPS=0.1'), 'train.py': code },
      },
      {
        wrong: 'The README shows a text, but the code takes a number.',
        sample: {
          'train.sh': launch('python train.py', '${WARMUP_RATIO:+-e WARMUP_RATIO}'),
          'train.py': `import os
ratio = float(os.environ.get("WARMUP_RATIO", "0.1"))
`,
          'README.md': readme('WARMUP_RATIO=small ./train.sh'),
        },
      },
    ],
    good: {
      'train.sh': launch('python train.py', '-e WARMUP_STEPS=100'),
      'train.py': code,
      ...image('ENV WARMUP_STEPS=10'),
    },
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        ...givenProperty,
        variables: {
          type: 'object',
          description: 'Known variables with their types. The rule env/values checks those that are numbers.',
          additionalProperties: { type: 'object', required: ['type'], properties: { type: {} } },
        },
      },
    },
    tables: { ...givenTable, variables: 'environment-variables.variables' },
  },
  messages: {
    integer: "{{file}} converts {{name}} to a whole number, and `{{value}}` isn't one. Write a whole number.",
    number: "{{file}} converts {{name}} to a number, and `{{value}}` isn't one. Write a number.",
  },
  *check(example, { options }) {
    yield* inPrograms<Id>(
      example.programs,
      function* (program) {
        for (const use of variablesOf(program, options))
          for (const { text, at } of valuesOf(use.name, program, example)) yield* misfit(text, at, use, options);
      },
      ({ at, data }) => [at, data?.['name']],
    );
  },
});

interface Value {
  readonly text: string | undefined;
  readonly at: Span;
}

/** The values that a variable has: in the README's commands, then in the launch, or else in the image. */
function* valuesOf(name: string, { start }: ContainerProgram, example: Example): Iterable<Value> {
  yield* valuesInReadme(name, example);
  const passed = start.launch.spec.env.findLast((entry) => entry.name.text === name);
  const filed = start.launch.envFiles.flatMap(({ content }) => content?.entries ?? []).findLast((entry) => entry.name === name);
  const built = start.launch.image.view?.env.get(name);
  if (!passed && filed?.valueSpan && !hasBlanks(filed.value ?? '')) yield { text: filed.value ?? undefined, at: filed.valueSpan };
  else if (passed) yield { text: passed.value?.text, at: passed.value?.span ?? passed.entry.span };
  else if (built && !start.variables.has(name)) yield { text: built.value, at: built.valueSpan ?? built.span };
}

/** Quotes, blanks, and comments in env files are reported by rules of their own. */
const hasBlanks = (value: string): boolean => /^["']|\s$|\s#/.test(value);

function* valuesInReadme(name: string, { readme: file }: Example): Iterable<Value> {
  for (const block of file ? fencedBlocks(file) : []) {
    const assigned = patternWith('gm')`(?<=^|[\s;])(${name}=)(["']?)([^\s"'\x60$<>{}\\;|&]+)\2(?=$|[\s;\\])`;
    for (const match of block.text.matchAll(assigned)) {
      const [, before = '', quote = '', text = ''] = match;
      const start = block.start + match.index + before.length + quote.length;
      const isPlaceholder = /\.\.\.|…|^[A-Z_]+$/.test(text);
      if (file && !isPlaceholder) yield { text, at: { file: file.path, start, end: start + text.length } };
    }
  }
}

function* misfit(value: string | undefined, at: Span, { name, reads }: VariableUse, options: Options): Iterable<Report<Id>> {
  const use = reads.find(({ read }) => read.direct && (read.conversion === 'int' || read.conversion === 'float'));
  // docker/environment-forwarding reports empty text.
  if (!use || value === undefined || value === '') return;
  const type = use.read.conversion === 'int' ? 'int' : 'float';
  if (isNumber(value, type) || isReportedElsewhere(name, value, options)) return;
  const data = { name, file: nameOf(use.file.path), value };
  const related = [{ message: `${name} is converted here.`, at: use.read.span }];
  yield { message: type === 'int' ? 'integer' : 'number', data, at, related };
}

/** `env/values` reports known variables, except for words such as `auto`. */
function isReportedElsewhere(name: string, value: string, { variables }: Options): boolean {
  const type = Object.hasOwn(variables, name) ? variables[name]?.type : undefined;
  if (/^(auto|none|null|all|max|full|inf|default)$/i.test(value)) return false;
  return (type === 'integer' || type === 'number') && !isNumber(value, type === 'integer' ? 'int' : 'float');
}
