import { type ContainerProgram, type EnvironmentRead, type PythonFile, pattern, patternWith } from '../../src/api';
import { surelyReaches } from './certain-calls';

/** Option shared by the rules about variables that code reads. */
export interface GivenOptions {
  /** Variables that are set without a flag: by the container, a launcher, or a scheduler. */
  readonly given: readonly string[];
}

export const givenProperty = {
  given: {
    type: 'array',
    items: { type: 'string' },
    description: 'Variables that are set without a flag: by the container, a launcher, or a scheduler.',
  },
} as const;

export const givenTable = { given: 'python-environment.given' } as const;

/** A variable, and where the example's own code reads it. */
export interface VariableUse {
  readonly name: string;
  readonly reads: readonly { readonly file: PythonFile; readonly read: EnvironmentRead }[];
}

/** The variables that a program's own files read, except given ones. */
export function variablesOf({ own }: ContainerProgram, { given }: GivenOptions): VariableUse[] {
  const reads = own.flatMap((file) => file.facts.environment.reads.map((read) => ({ file, read })));
  const names = new Set(reads.map(({ read }) => read.name));
  return [...names]
    .filter((name) => !given.includes(name))
    .map((name) => ({ name, reads: reads.filter(({ read }) => read.name === name) }));
}

/** A variable that surely isn't set in the program's container. */
export interface MissingVariable {
  readonly name: string;
  readonly reads: readonly EnvironmentRead[];
  /** The first read that fails without it, whatever the program does. */
  readonly required: EnvironmentRead | undefined;
}

/** The variables that a program reads and that neither its code, its launch, nor its image sets. */
export function missingVariables(program: ContainerProgram, options: GivenOptions): MissingVariable[] {
  if (program.entry.facts.environment.dotenv.length) return [];
  const written = new Set(program.own.flatMap(({ facts }) => facts.environment.writes.map(({ name }) => name)));
  return variablesOf(program, options).flatMap(({ name, reads }) => {
    if (written.has(name) || !isAbsent(program, name)) return [];
    const required = reads.find(
      ({ file, read }) => read.required && (!read.lazy || surelyReaches(read.frame, read.span.start, file, program)),
    )?.read;
    return [{ name, reads: reads.map(({ read }) => read), required }];
  });
}

/** Neither the command line nor the image sets it. */
function isAbsent({ start }: ContainerProgram, name: string): boolean {
  const { spec, script, image, envFiles } = start.launch;
  if (start.variables.has(name) || start.preceded || spec.open.length) return false;
  if (envFiles.some(({ content }) => !content || content.entries.some((entry) => entry.name === name))) return false;
  if (spec.env.some((entry) => entry.name.text === undefined || entry.name.text === name)) return false;
  if (image.view && start.container.variable(name) !== null) return false;
  // A script that uses the variable itself may pass it in another way, such as in an argument.
  const text = withoutComments(script.shell.file.text).replace(onlyLocal(name), '');
  return !pattern`\b${name}\b`.test(text);
}

/** Lines that give the variable a value or a default, and those that print it. They don't change what the container gets. */
const onlyLocal = (name: string): RegExp => patternWith('gm')`^[ \t]*(?:(?:export\s+)?${name}=|(?:echo|printf)\b).*$`;

const withoutComments = (text: string): string => text.replace(/^[ \t]*#.*$/gm, '');
