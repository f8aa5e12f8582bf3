import { type Frame, newScope } from '../scopes';
import { type Expression, type FunctionNode, type Node, type NodeOf, parametersOf } from '../syntax';
import { bind, bindTarget } from './bindings';
import { type Visitors, visitAll, type Walk } from './walk';

/** Visitors of what has a scope of its own: functions, classes, and comprehensions. */
export const scopeVisitors: Visitors = {
  FunctionDef: visitFunction,
  AsyncFunctionDef: visitFunction,
  Lambda: (node, frame, walk) => {
    const body = openScope('function', node, '', frame, walk);
    bindParameters(node.args, body, frame, walk);
    walk.visit(node.body, body);
  },
  ClassDef: (node, frame, walk) => {
    bind({ kind: 'class', name: node.name, node, frame }, walk);
    walk.index.classes.push({ node, frame });
    visitAll([...node.decorator_list, ...node.bases, ...node.keywords], frame, walk);
    visitAll(node.body, openScope('class', node, node.name, frame, walk), walk);
  },
  ListComp: (node, frame, walk) => visitComprehension(node, [node.elt], node.generators, frame, walk),
  SetComp: (node, frame, walk) => visitComprehension(node, [node.elt], node.generators, frame, walk),
  GeneratorExp: (node, frame, walk) => visitComprehension(node, [node.elt], node.generators, frame, walk),
  DictComp: (node, frame, walk) => visitComprehension(node, [node.key, node.value], node.generators, frame, walk),
};

/** The frame of a new scope below `frame`. */
function openScope(kind: 'function' | 'class' | 'comprehension', node: Node, name: string, frame: Frame, walk: Walk): Frame {
  const scope = newScope(kind, node, frame.scope, name);
  walk.index.scopes.set(node, scope);
  return { kind, node, parent: frame, scope };
}

function visitFunction(node: FunctionNode, frame: Frame, walk: Walk): void {
  bind({ kind: 'function', name: node.name, node, frame }, walk);
  walk.index.functions.push({ node, frame });
  visitAll(node.decorator_list, frame, walk);
  const body = openScope('function', node, node.name, frame, walk);
  bindParameters(node.args, body, frame, walk);
  visitAll(node.body, body, walk);
}

/** Binds parameters in the function's body. Defaults and annotations are evaluated outside it. */
function bindParameters(args: NodeOf<'Arguments'>, body: Frame, outside: Frame, walk: Walk): void {
  for (const { node, value } of parametersOf(args)) bindParameter(node, value);
  if (args.vararg) bindParameter(args.vararg, undefined);
  if (args.kwarg) bindParameter(args.kwarg, undefined);

  function bindParameter(arg: NodeOf<'Arg'>, value: Expression | undefined): void {
    if (value) walk.visit(value, outside);
    if (arg.annotation) walk.visit(arg.annotation, outside);
    bind({ kind: 'parameter', name: arg.arg, node: arg, frame: body, value }, walk);
  }
}

function visitComprehension(
  node: Node,
  results: readonly Expression[],
  generators: readonly NodeOf<'Comprehension'>[],
  frame: Frame,
  walk: Walk,
): void {
  const body = openScope('comprehension', node, '', frame, walk);
  for (const generator of generators) {
    walk.visit(generator.iter, body);
    bindTarget(generator.target, 'loop', body, walk);
    visitAll(generator.ifs, body, walk);
  }
  visitAll(results, body, walk);
}
