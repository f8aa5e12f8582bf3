import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { keyedQuery } from '../model/query';
import { classOf } from './objects';
import { type Subject, subjects, typeNames, vocabulary } from './vocabulary';

export type { ASTNode, Environment };

/** The limits of an expression: far more than anyone writes, far less than would be slow. */
const limits = { maxAstNodes: 1_000, maxDepth: 50, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 16 };

/** The variables and types that expressions about a subject can use. `item` is the type of the entries of `each`. */
export const environmentFor = (subject: Subject, item = ''): Promise<Environment> => environmentOf(subjects[subject], item);

type Variable = (typeof subjects)[Subject];

const environmentOf = keyedQuery('declarative.environment', async (variable: Variable, item: string): Promise<Environment> => {
  // The evaluator is loaded only if there is a check to compile.
  const cel = await import('@marcbachmann/cel-js');
  const environment = new cel.Environment({ homogeneousAggregateLiterals: false, limits });
  for (const name of typeNames) {
    const fields = Object.fromEntries(Object.entries(vocabulary[name]).map(([field, [type]]) => [field, type]));
    environment.registerType(name, { ctor: classOf(name), fields });
  }
  for (const [name, type] of Object.entries(variablesFor(variable, item))) environment.registerVariable(name, type);
  return environment;
});

/** The types of the variables, by name. */
export const variablesOf = (subject: Subject, item = ''): { readonly [name: string]: string } =>
  variablesFor(subjects[subject], item);

const variablesFor = ({ variable, type }: Variable, item: string): { readonly [name: string]: string } => ({
  file: 'string',
  example: 'Example',
  metadata: 'map<string, dyn>',
  [variable]: type,
  ...(item === '' ? {} : { item }),
});

export const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value;

/** The parts of an expression, in the order in which they're written. */
export function childrenOf(node: ASTNode): readonly ASTNode[] {
  const parts: readonly unknown[] = Array.isArray(node.args) ? node.args.flat(2) : [node.args];
  return parts.filter(isNode);
}

export function* nodesOf(node: ASTNode): Generator<ASTNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}
