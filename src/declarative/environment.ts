import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { classOf } from './objects';
import { type Subject, subjects, typeNames, vocabulary } from './vocabulary';

export type { ASTNode, Environment };

/** What an expression may be made of: far more than anyone writes, far less than takes time. */
const limits = { maxAstNodes: 1_000, maxDepth: 50, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 };

let library: Promise<typeof import('@marcbachmann/cel-js')> | undefined;

/** The evaluator is loaded only when there is a check to be compiled. */
const load = (): Promise<typeof import('@marcbachmann/cel-js')> => (library ??= import('@marcbachmann/cel-js'));

const environments = new Map<string, Environment>();

/** The variables and types that expressions about a subject know; `item` is the type of each thing of a list that is gone through. */
export async function environmentFor(subject: Subject, item?: string): Promise<Environment> {
  const key = `${subject} ${item ?? ''}`;
  const known = environments.get(key);
  if (known) return known;
  const cel = await load();
  const environment = new cel.Environment({ homogeneousAggregateLiterals: false, limits });
  for (const name of typeNames) {
    const fields = Object.fromEntries(Object.entries(vocabulary[name]).map(([field, [type]]) => [field, type]));
    environment.registerType(name, { ctor: classOf(name), fields });
  }
  for (const [name, type] of Object.entries(variablesOf(subject, item))) environment.registerVariable(name, type);
  environments.set(key, environment);
  return environment;
}

/** Name → type. */
export function variablesOf(subject: Subject, item?: string): { readonly [name: string]: string } {
  return {
    file: 'string',
    example: 'Example',
    metadata: 'map<string, dyn>',
    [subjects[subject].variable]: subjects[subject].type,
    ...(item === undefined ? {} : { item }),
  };
}

export const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value;

/** The parts of an expression in the order they are written. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  const parts: readonly unknown[] = Array.isArray(node.args) ? node.args.flat(2) : [node.args];
  return parts.filter(isNode);
}

export function* nodesOf(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}
