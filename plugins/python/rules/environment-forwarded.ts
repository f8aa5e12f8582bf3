import variables from '../../../rules/tables/environment-variables.yaml';
import table from '../../../rules/tables/python-environment.yaml';
import {
  defineRule,
  type EnvironmentRead,
  type Example,
  nameOf,
  type Program,
  pattern,
  patternWith,
  type Report,
  type SourceFile,
} from '../../../src/api';
import { fencedBlocks, proseOf } from '../readme';
import { launch as script } from '../samples';

interface Options {
  /** Variables that users are told of everywhere: looked for in every example, whatever its README says. */
  readonly known: readonly string[];
  /** Variables that the container, its launchers or its scheduler set. */
  readonly given: readonly string[];
}

type Found = Report<'unread' | 'required' | 'number'>;

export default defineRule<'example', Options>({
  name: 'environment-forwarded',
  scope: 'example',
  docs: {
    summary: 'Variables that the code reads and users are told to set reach the container',
    why: '`BATCH_SIZE=4 ./train.sh` sets a variable for the script, not for the container that it starts: without `--env BATCH_SIZE` the code goes on with its default and says nothing.',
    bad: [
      { 'train.sh': script('python train.py'), 'train.py': 'import os\nbatch = int(os.environ.get("BATCH_SIZE", "8"))\n' },
      {
        'train.sh': script('python train.py', '-e WARMUP_STEPS=0.1'),
        'train.py': 'import os\nsteps = int(os.environ["WARMUP_STEPS"])\n',
      },
      { 'train.sh': script('python train.py'), 'train.py': 'import os\nroot = os.environ["DATA_ROOT"]\n' },
    ],
    good: [
      {
        'train.sh': script('python train.py', '-e BATCH_SIZE="${BATCH_SIZE:-8}"'),
        'train.py': 'import os\nbatch = int(os.environ.get("BATCH_SIZE", "8"))\n',
      },
      {
        'train.sh': script('python train.py', '${BATCH_SIZE:+--env BATCH_SIZE}'),
        'train.py': 'import os\nbatch = int(os.environ.get("BATCH_SIZE", "8"))\n',
      },
      { 'train.sh': script('python train.py'), 'train.py': 'import os\nrank = int(os.environ.get("LOCAL_RANK", 0))\n' },
    ],
  },
  options: {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: {
        known: {
          type: 'array',
          items: { type: 'string' },
          description: 'variables that users set, looked for whether the README names them or not',
        },
        given: { type: 'array', items: { type: 'string' }, description: 'variables that the container or a launcher sets' },
      },
    },
    defaults: { known: namesOfExamples(), given: (table as Pick<Options, 'given'>).given },
  },
  messages: {
    unread: '{{file}} reads {{name}}{{fallback}}, {{told}}, but this container is not given it; add `{{flag}}` before the image',
    required:
      '{{file}} stops with a KeyError without {{name}}, and this container is not given it; add `{{flag}}` before the image',
    number: '{{file}} turns {{name}} into {{type}}, which `{{value}}` is not; write a number',
  },
  *check(example, { options }) {
    const seen = new Set<string>();
    for (const program of example.programs) {
      for (const found of problemsOf(program, example, options)) {
        const key = JSON.stringify([found.at, found.data?.['name'], found.message]);
        if (!seen.has(key)) yield found;
        seen.add(key);
      }
    }
  },
});

/** Variables that the reference gives to examples: libraries read none of them by themselves. */
function namesOfExamples(): string[] {
  const listed = (variables as { readonly variables: { readonly [name: string]: { readonly read: string } } }).variables;
  return Object.keys(listed).filter((name) => listed[name]?.read === 'example');
}

function* problemsOf(program: Program, example: Example, options: Options): Iterable<Found> {
  const { start } = program;
  const { spec } = start.launch;
  const files = program.own;
  const written = new Set(files.flatMap((file) => file.facts.environment.writes.map(({ name }) => name)));
  const reads = files.flatMap((file) => file.facts.environment.reads.map((read) => ({ file, read })));
  for (const name of new Set(reads.map(({ read }) => read.name))) {
    if (options.given.includes(name)) continue;
    const uses = reads.filter(({ read }) => read.name === name);
    const passed = spec.env.findLast((entry) => entry.name.text === name);
    const [use] = uses;
    if (!use) continue;
    yield* promisedMisfits(name, uses, example);
    const built = start.launch.image.view?.env.get(name);
    if (!passed && built && !start.variables.has(name)) yield* misfits(built.value, built.valueSpan ?? built.span, name, uses);
    if (passed) yield* misfits(passed.value?.text, passed.value?.span ?? passed.entry.span, name, uses);
    else if (!written.has(name) && isAbsent(program, name))
      yield* missing(
        program,
        example,
        name,
        uses.map(({ read }) => read),
        options,
      );
  }
}

/** Sure that neither the command line nor the image sets it. */
function isAbsent({ start }: Program, name: string): boolean {
  const { spec, script: source } = start.launch;
  if (start.variables.has(name) || start.preceded || spec.open.length || spec.envFiles.length) return false;
  if (spec.env.some((entry) => entry.name.text === undefined)) return false;
  if (start.launch.image.view?.env.has(name)) return false;
  // A script that uses the variable itself may hand it over in another way, such as an argument.
  const text = withoutComments(source.shell.file.text).replace(onlySaid(name), '');
  return !pattern`\b${name}\b`.test(text);
}

/** Lines that give the variable a value or a default, and those that print it: the container sees nothing of either. */
const onlySaid = (name: string): RegExp => patternWith('gm')`^[ \t]*(?:(?:export\s+)?${name}=|(?:echo|printf)\b).*$`;

const withoutComments = (text: string): string => text.replace(/^[ \t]*#.*$/gm, '');

function* missing(
  { start, entry }: Program,
  example: Example,
  name: string,
  reads: readonly EnvironmentRead[],
  options: Options,
): Iterable<Found> {
  const { spec, span } = start.launch;
  const at = spec.image?.span ?? span;
  const [first] = reads;
  if (!first || entry.facts.environment.dotenv.length) return;
  const required = reads.find((read) => read.required && !read.lazy);
  const used = reads.filter((read) => !read.presence);
  const related = [{ message: `${name} is read here`, at: (required ?? first).span }];
  const file = nameOf((required ?? first).span.file);
  if (required) {
    yield { message: 'required', severity: 'error', data: { file, name, flag: `--env ${name}="$${name}"` }, at, related };
    return;
  }
  const told = toldOf(name, example, start.launch.script.shell.file.text, options);
  const [main] = used;
  if (!told || !main || reads.some((read) => read.fallback.setters.some((setter) => setter.kind === 'variable'))) return;
  const fallback =
    main.fallback.kind === 'known' && main.fallback.value !== null ? ` (default ${JSON.stringify(main.fallback.value)})` : '';
  yield {
    message: 'unread',
    data: { file: nameOf(main.span.file), name, fallback, told, flag: optionalFlag(name) },
    at,
    related,
  };
}

/** Who tells users to set the variable, in words. */
function toldOf(name: string, example: Example, scriptText: string, options: Options): string | undefined {
  const assigned = patternWith('m')`(^|[\s\x60(])(export\s+)?${name}=|(^|[\x60|])[ \t]*\x60?${name}\x60?\s*\|`;
  if (patternWith('m')`^[ \t]*#.*\b${name}=`.test(scriptText)) return 'as the script’s comments say';
  if (example.readme && (assigned.test(example.readme.text) || isOffered(name, example.readme))) return 'as the README says';
  return options.known.includes(name) ? 'which users set' : undefined;
}

/** A line of prose that speaks of setting it: "Override it with `NAME`". */
function isOffered(name: string, readme: SourceFile): boolean {
  const lines = proseOf(readme).match(patternWith('gm')`^.*\x60${name}\x60.*$`) ?? [];
  return lines.some((line) =>
    /\b(sets?|export|environment|env|variables?|overrid\w+|configur\w+|optional|via|tweak|control)\b/i.test(line),
  );
}

/** Passes a variable on only where it is set. */
const optionalFlag = (name: string): string => `\${${name}:+--env ${name}}`;

/** A value on the command line that the code cannot convert. */
function* misfits(
  value: string | undefined,
  at: NonNullable<Found['at']>,
  name: string,
  uses: readonly { readonly file: { readonly path: string }; readonly read: EnvironmentRead }[],
): Iterable<Found> {
  const use = uses.find(({ read }) => read.direct && (read.conversion === 'int' || read.conversion === 'float'));
  if (!use || value === undefined) return;
  const related = [{ message: `${name} is converted here`, at: use.read.span }];
  const data = {
    name,
    file: nameOf(use.file.path),
    type: use.read.conversion === 'int' ? 'a whole number' : 'a number',
    value,
  };
  // Empty text is what docker/environment-forwarding is about.
  if (value !== '' && !isNumber(value, use.read.conversion === 'int') && !isTold(name, value))
    yield { message: 'number', data, at, related };
}

/** `env/values` tells of the table's own variables, but for words such as `auto`. */
function isTold(name: string, value: string): boolean {
  const known = (variables as { readonly variables: { readonly [name: string]: { readonly type: unknown } } }).variables;
  const type = Object.hasOwn(known, name) ? known[name]?.type : undefined;
  if (/^(auto|none|null|all|max|full|inf|default)$/i.test(value)) return false;
  return (type === 'integer' || type === 'number') && !isNumber(value, type === 'integer');
}

/** Values that the README shows for it, where they are written out. */
function* promisedMisfits(name: string, uses: Parameters<typeof misfits>[3], { readme }: Example): Iterable<Found> {
  if (!readme) return;
  for (const block of fencedBlocks(readme)) {
    const assigned = patternWith('gm')`(?<=^|[\s;])(${name}=)(["']?)([^\s"'\x60$<>{}\\;|&]+)\2(?=$|[\s;\\])`;
    for (const match of block.text.matchAll(assigned)) {
      const [, before = '', quote = '', value = ''] = match;
      const start = block.start + match.index + before.length + quote.length;
      if (/\.\.\.|…|^[A-Z_]+$/.test(value)) continue;
      yield* misfits(value, { file: readme.path, start, end: start + value.length }, name, uses);
    }
  }
}

const isNumber = (value: string, whole: boolean): boolean =>
  whole
    ? /^\s*[-+]?\d+(_\d+)*\s*$/.test(value)
    : /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$|^\s*[-+]?(inf|nan|infinity)\s*$/i.test(value);
