import { recovering } from '../model/tracing';
import { closest } from '../text/closest';
import { question } from '../text/sentence';
import { limited, TooSlow, timeLimitMs } from '../text/time-limit';
import { type ASTNode, childrenOf, type Environment, isNode, nodesOf } from './environment';
import { watched } from './unknown';
import { fieldsOf } from './vocabulary';

/** The result of an expression. It fails if it reads something that doesn't exist, and is unknown if it depends on something unknown. */
export type Outcome =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'failed'; readonly because: string };

export interface Expression {
  readonly text: string;
  /** A CEL type, such as `bool`, `list<Mount>`, or `dyn`. */
  readonly type: string;
  readonly tree: ASTNode;
  evaluate(variables: { readonly [name: string]: unknown }): Outcome;
}

/** A mistake in an expression. The offset is in its text. */
export interface Mistake {
  /** What follows the name of the key: `must be a list`. */
  readonly message: string;
  readonly offset: number;
}

/** The longest expression, in characters. Nobody can review a longer one. */
const longest = 4_000;

export function compileExpression(
  text: string,
  environment: Environment,
  variables: readonly string[],
): Expression | { readonly mistake: Mistake } {
  if (text.trim() === '') return { mistake: { message: 'is empty. Write an expression', offset: 0 } };
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
    return { mistake: { message: "can't join lists with +, because some lists are known only in part", offset: joined.start } };
  const pattern = [...nodesOf(run.ast)].flatMap(wrongPattern)[0];
  if (pattern) return { mistake: pattern };
  const evaluate = mayTakeLong(run.ast) ? withLimit(run) : run;
  return { text, type, tree: run.ast, evaluate: (values) => outcomeOf(() => evaluate(values)) };
}

function outcomeOf(run: () => unknown): Outcome {
  const { value, error, usedUnknown } = watched(run);
  if (error === undefined) return { kind: 'value', value };
  if (error instanceof TooSlow) throw error;
  const code = codeOf(error);
  if (usedUnknown || code === undefined) return { kind: 'unknown' };
  const summary = (error as CelError).summary ?? '';
  return { kind: 'failed', because: lowerFirst(summary) };
}

interface CelError {
  readonly code?: string;
  readonly summary?: string;
  readonly range?: { readonly start: number };
  readonly node?: unknown;
}

/** The evaluator's own errors have a lowercase code. */
function codeOf(error: unknown): string | undefined {
  const code = (error as CelError).code;
  return typeof code === 'string' && /^[a-z_]+$/.test(code) ? code : undefined;
}

function mistakeOf(error: unknown, text: string, variables: readonly string[]): Mistake {
  const { code, summary, range, node } = error as CelError;
  const offset = Math.min(range?.start ?? 0, text.length);
  const word = /^.*: (\w+)$/.exec(summary ?? '')?.[1] ?? '';
  if (code === 'unknown_variable') {
    const known = question(closest(word, variables)) || ` The variables are ${variables.join(', ')}.`;
    return { message: `uses the unknown variable ${JSON.stringify(word)}.${known}`, offset };
  }
  if (code === 'no_such_key' && isNode(node)) {
    const type =
      (childrenOf(node)[0] as { readonly checkedType?: { readonly name: string } } | undefined)?.checkedType?.name ?? '';
    const fields = fieldsOf(type);
    const known = question(closest(word, fields)) || (fields.length > 0 ? ` Its fields are ${fields.join(', ')}.` : '');
    return { message: `uses ${JSON.stringify(word)}, which isn't a field of ${type}.${known}`, offset };
  }
  if (/EOF$/.test(summary ?? '')) return { message: 'is incomplete. Something is missing at its end', offset };
  return { message: summary === undefined ? "isn't valid CEL" : `isn't valid CEL: ${lowerFirst(summary)}`, offset };
}

/** Checks the patterns now. The evaluator compiles one only when it gets to it. */
function wrongPattern({ op, args }: ASTNode): readonly Mistake[] {
  if ((op as string) !== 'rcall' || !Array.isArray(args) || args[0] !== 'matches') return [];
  const [pattern] = args[2] as readonly ASTNode[];
  if (!pattern || (pattern.op as string) !== 'value' || typeof pattern.args !== 'string') return [];
  try {
    new RegExp(pattern.args);
    return [];
  } catch {
    return [{ message: `passes "matches" an invalid regular expression`, offset: pattern.start }];
  }
}

const joinsLists = (node: ASTNode): boolean =>
  (node.op as string) === '+' && childrenOf(node).some((side) => typeName(side).startsWith('list') || callsDyn(side));

const callsDyn = (node: ASTNode): boolean => (node.op as string) === 'call' && Array.isArray(node.args) && node.args[0] === 'dyn';

const typeName = (node: ASTNode): string =>
  (node as { readonly checkedType?: { readonly name: string } }).checkedType?.name ?? '';

const loops = new Set<unknown>(['all', 'exists', 'exists_one', 'map', 'filter']);

/** A pattern can run forever on an unlucky text, and nested loops over long lists for minutes. These run with a time limit. */
function mayTakeLong(tree: ASTNode): boolean {
  const calls = [...nodesOf(tree)]
    .filter(({ op }) => (op as string) === 'rcall')
    .map(({ args }) => (args as readonly unknown[])[0]);
  return calls.includes('matches') || calls.filter((name) => loops.has(name)).length > 1;
}

/** Once it took too long, it isn't tried again. */
function withLimit(run: (values: { readonly [name: string]: unknown }) => unknown): typeof run {
  let failure: TooSlow | undefined;
  return (values) => {
    if (failure) throw failure;
    try {
      return recovering(() => limited(() => run(values)));
    } catch (error) {
      if (!(error instanceof TooSlow)) throw error;
      throw (failure = new TooSlow(`The expression takes longer than ${timeLimitMs / 1000} s.`));
    }
  };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
