import { createContext, Script } from 'node:vm';
import { didYouMean } from '../text/closest';
import { type ASTNode, childrenOf, type Environment, isNode, nodesOf } from './environment';
import { watched } from './unknown';
import { fieldsOf } from './vocabulary';

/** What became of an expression: it fails where it asks for what is not there, and is unknown where that can't be told. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly because: string };

export interface Expression {
  readonly text: string;
  /** As CEL writes it: `bool`, `list<Mount>`, `dyn`. */
  readonly type: string;
  readonly tree: ASTNode;
  evaluate(variables: { readonly [name: string]: unknown }): Outcome;
}

/** A mistake in an expression; the offset counts in its text. */
export interface Mistake {
  readonly message: string;
  readonly offset: number;
}

/** A longer text is no expression that a person can check. */
const longest = 4_000;

export function compileExpression(
  text: string,
  environment: Environment,
  variables: readonly string[],
): Expression | { readonly mistake: Mistake } {
  if (text.trim() === '') return { mistake: { message: 'is empty: write an expression', offset: 0 } };
  if (text.length > longest) return { mistake: { message: `is longer than ${longest} characters`, offset: longest } };
  let run: ReturnType<Environment['parse']>;
  try {
    run = environment.parse(text);
  } catch (error) {
    return { mistake: mistakeOf(error, text, variables) };
  }
  const { valid, error, type = 'dyn' } = run.check();
  if (!valid) return { mistake: mistakeOf(error, text, variables) };
  const joined = [...nodesOf(run.ast)].find(joinsLists);
  if (joined)
    return { mistake: { message: 'cannot join lists with +: some of them are known only in part', offset: joined.start } };
  const pattern = [...nodesOf(run.ast)].flatMap(wrongPattern)[0];
  if (pattern) return { mistake: pattern };
  const evaluate = mayTakeLong(run.ast) ? limited(run) : run;
  return { text, type, tree: run.ast, evaluate: (values) => outcomeOf(() => evaluate(values)) };
}

function outcomeOf(run: () => unknown): Outcome {
  const { value, error, touched } = watched(run);
  if (error === undefined) return { kind: 'value', value };
  if (isTimeout(error)) throw new Error(`its expression takes longer than ${patience / 1000} s`);
  const code = codeOf(error);
  if (touched || code === undefined) return { kind: 'unknown' };
  const summary = (error as CelError).summary ?? '';
  return { kind: 'failed', because: lowerFirst(summary) };
}

interface CelError {
  readonly code?: string;
  readonly summary?: string;
  readonly range?: { readonly start: number };
  readonly node?: unknown;
}

/** The evaluator's own errors have a code of small letters. */
function codeOf(error: unknown): string | undefined {
  const code = (error as CelError).code;
  return typeof code === 'string' && /^[a-z_]+$/.test(code) ? code : undefined;
}

function mistakeOf(error: unknown, text: string, variables: readonly string[]): Mistake {
  const { code, summary, range, node } = error as CelError;
  const offset = Math.min(range?.start ?? 0, text.length);
  const word = /^.*: (\w+)$/.exec(summary ?? '')?.[1] ?? '';
  if (code === 'unknown_variable') {
    const known = didYouMean(word, variables) || `: there are ${variables.join(', ')}`;
    return { message: `asks for the unknown variable ${JSON.stringify(word)}${known}`, offset };
  }
  if (code === 'no_such_key' && isNode(node)) {
    const type =
      (childrenOf(node)[0] as { readonly checkedType?: { readonly name: string } } | undefined)?.checkedType?.name ?? '';
    const fields = fieldsOf(type);
    const known = didYouMean(word, fields) || `: it has ${fields.join(', ')}`;
    return { message: `asks for ${JSON.stringify(word)}, which ${type} does not have${known}`, offset };
  }
  if (/EOF$/.test(summary ?? '')) return { message: 'breaks off: something is missing at its end', offset };
  return { message: `cannot be read: ${lowerFirst(summary ?? 'it is no CEL')}`, offset };
}

/** The evaluator compiles patterns only when it comes to them. */
function wrongPattern({ op, args }: ASTNode): readonly Mistake[] {
  if ((op as string) !== 'rcall' || !Array.isArray(args) || args[0] !== 'matches') return [];
  const [pattern] = args[2] as readonly ASTNode[];
  if (!pattern || (pattern.op as string) !== 'value' || typeof pattern.args !== 'string') return [];
  try {
    new RegExp(pattern.args);
    return [];
  } catch {
    return [{ message: 'holds a text that is no regular expression', offset: pattern.start }];
  }
}

const joinsLists = (node: ASTNode): boolean =>
  (node.op as string) === '+' && childrenOf(node).some((side) => typeName(side).startsWith('list') || callsDyn(side));

const callsDyn = (node: ASTNode): boolean => (node.op as string) === 'call' && Array.isArray(node.args) && node.args[0] === 'dyn';

const typeName = (node: ASTNode): string =>
  (node as { readonly checkedType?: { readonly name: string } }).checkedType?.name ?? '';

/** Milliseconds. */
const patience = 1_000;

const loops = new Set<unknown>(['all', 'exists', 'exists_one', 'map', 'filter']);

/** Patterns may run for ever on an unlucky text, and loops in loops over long lists for minutes: these are run on a leash. */
function mayTakeLong(tree: ASTNode): boolean {
  const calls = [...nodesOf(tree)]
    .filter(({ op }) => (op as string) === 'rcall')
    .map(({ args }) => (args as readonly unknown[])[0]);
  return calls.includes('matches') || calls.filter((name) => loops.has(name)).length > 1;
}

let leash: { readonly script: Script; readonly room: { run?: () => unknown } } | undefined;

/** Node can end only what runs in a room of its own; one room does for all. */
function limited(run: (values: { readonly [name: string]: unknown }) => unknown): typeof run {
  return (values) => {
    leash ??= { script: new Script('run()'), room: createContext({}) };
    leash.room.run = () => run(values);
    return leash.script.runInContext(leash.room, { timeout: patience });
  };
}

const isTimeout = (error: unknown): boolean => (error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
