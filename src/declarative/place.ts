import { isPlace, isSpan, type Location } from '../text/span';
import { type ASTNode, childrenOf, type Environment, isNode, nodesOf } from './environment';
import { compileExpression, type Expression, type Mistake } from './expression';
import { placesOf } from './objects';
import type { Facts } from './values';

/** Finds where a value is written in the linted files. If it isn't written anywhere, the place is that of the nearest parent. */
export type Locate = (variables: Facts['variables'], whole: Location) => Location;

/** The place of the value at a path of fields and indices, such as `metadata.owner`, `item.source`, or `launch.mounts[0]`. */
export function compilePlace(
  text: string,
  environment: Environment,
  variables: readonly string[],
): Locate | { readonly mistake: Mistake } {
  const expression = compileExpression(text, environment, variables);
  if ('mistake' in expression) return expression;
  const { tree } = expression;
  if (!isAccess(tree) && (tree.op as string) !== 'id')
    return { mistake: { message: 'must be the path of a value, such as metadata.owner or launch.image', offset: 0 } };
  return locator(tree, text, environment, variables);
}

/** Without `at`, a finding points at the first value of the check's subject that the condition uses. */
export function firstPlace(
  { tree, text }: Expression,
  roots: readonly string[],
  environment: Environment,
  variables: readonly string[],
): Locate {
  const chains = chainsOf(tree)
    .filter((chain) => roots.includes(rootOf(chain) ?? ''))
    .map((chain) => locator(chain, text, environment, variables));
  return (values, whole) => {
    for (const locate of chains) {
      const at = locate(values, whole);
      if ((isSpan(at) || isPlace(at)) && at !== whole) return at;
    }
    return whole;
  };
}

function locator(node: ASTNode, text: string, environment: Environment, variables: readonly string[]): Locate {
  if (!isAccess(node)) {
    const value = part(node, text, environment, variables);
    return (values, whole) => placesOf(read(value, values))?.self ?? whole;
  }
  const [holderNode, keyNode] = node.args as [ASTNode, ASTNode | string];
  const own = part(node, text, environment, variables);
  const holder = part(holderNode, text, environment, variables);
  const key = isNode(keyNode) ? part(keyNode, text, environment, variables) : keyNode;
  const outer = locator(holderNode, text, environment, variables);
  return (values, whole) => {
    const itself = placesOf(read(own, values));
    const places = placesOf(read(holder, values));
    const name = typeof key === 'string' ? key : read(key, values);
    const named = name === undefined ? undefined : places?.part?.(String(name));
    return named ?? itself?.self ?? places?.self ?? outer(values, whole);
  };
}

/** Undefined if the part can't be evaluated alone, for example because it uses the variable of a loop. */
function part(node: ASTNode, text: string, environment: Environment, variables: readonly string[]): Expression | undefined {
  const expression = compileExpression(text.slice(node.start, node.end), environment, variables);
  return 'mistake' in expression ? undefined : expression;
}

function read(expression: Expression | undefined, variables: Facts['variables']): unknown {
  const outcome = expression?.evaluate(variables);
  return outcome?.kind === 'value' ? outcome.value : undefined;
}

const isAccess = ({ op }: ASTNode): boolean => (op as string) === '.' || (op as string) === '[]';

/** The longest chains of fields and indices, in the order in which they're written. */
function chainsOf(tree: ASTNode): readonly ASTNode[] {
  const inside = new Set<ASTNode>();
  return [...nodesOf(tree)].filter((node) => {
    if (!isAccess(node)) return false;
    const [holder] = childrenOf(node);
    if (holder) inside.add(holder);
    return !inside.has(node);
  });
}

function rootOf(node: ASTNode): string | undefined {
  const [holder] = childrenOf(node);
  if (isAccess(node) && holder) return rootOf(holder);
  return (node.op as string) === 'id' ? String(node.args) : undefined;
}
