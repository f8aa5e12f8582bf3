import type { ConfigurationProblem } from './types';

/** Mistakes of whoever configures or calls cvl: printed without a stack. Exit code 2. */
export class ConfigurationError extends Error {
  constructor(
    message: string,
    /** Where the mistake is, when it's in a file. */
    readonly at?: ConfigurationProblem['at'],
    /** All mistakes, sorted by place, where there are several; the message has a line for each. */
    readonly problems: readonly ConfigurationProblem[] = [{ message, at }],
  ) {
    super(at ? `${at.file}${at.line === undefined ? '' : `:${at.line}:${at.column ?? 1}`} ${message}` : message);
    this.name = 'ConfigurationError';
  }
}

/** The first line of an error's message, without a stack, for whatever was thrown. */
export function messageOf(error: unknown): string {
  const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error ?? '');
  return (
    message
      .split('\n')
      .map((line) => line.trim())
      .find((line) => line !== '') ?? 'it gave no reason'
  );
}

/** Nobody reads more at once. */
const mostLines = 50;

/** One error for all mistakes that were found, by file and place. */
export function configurationErrorOf(problems: readonly ConfigurationProblem[]): ConfigurationError {
  const sorted = [...problems].sort(
    (a, b) =>
      compare(a.at?.file ?? '', b.at?.file ?? '') ||
      (a.at?.line ?? 0) - (b.at?.line ?? 0) ||
      (a.at?.column ?? 0) - (b.at?.column ?? 0) ||
      compare(a.message, b.message),
  );
  const [first] = sorted;
  if (sorted.length === 1 && first) return new ConfigurationError(first.message, first.at);
  const lines = sorted.slice(0, mostLines).map(writeProblem);
  if (sorted.length > mostLines) lines.push(`And ${sorted.length - mostLines} more mistakes.`);
  return new ConfigurationError(lines.join('\n'), undefined, sorted);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A mistake with its place, as a line. */
export function writeProblem({ message, at }: ConfigurationProblem): string {
  if (!at) return message;
  return at.line === undefined ? `${at.file} ${message}` : `${at.file}:${at.line}:${at.column ?? 1} ${message}`;
}

/** Whether `DEBUG` asks for stacks: `cvl`, `cvl:*` or `*` among its names, which are separated by commas or spaces. */
export const wantsStacks = (names = process.env['DEBUG'] ?? ''): boolean =>
  /(?:^|[\s,])(?:cvl(?::\S*)?|\*)(?=$|[\s,])/.test(names);

/** Prints on standard error, where `DEBUG` asks for it, where code of a rule or a plugin threw. */
export function printStack(what: string, error: unknown): void {
  if (!wantsStacks()) return;
  const stack = typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : String(error);
  process.stderr.write(`${[what, ...stack.split('\n').map((line) => `  ${line}`)].map(visible).join('\n')}\n`);
}

/** A message may hold text of the linted repository: characters that a terminal acts upon are written out. */
const visible = (line: string): string =>
  line.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
