import type { Span } from '../../../text/span';
import type { Module } from '../module';
import { bindingsOf, blocksAround, type Frame } from '../scopes';
import { dottedName, type Expression, type Node } from '../syntax';
import type { Update } from './updates';

/** A place that keeps a tensor with its graph beyond its iteration. */
export interface KeptGraph {
  /** The variable that keeps it. */
  readonly into: string;
  /** The tensor. */
  readonly at: Span;
  readonly isList: boolean;
}

/**
 * Where the loop of an update adds its loss to a variable from outside of the loop, or appends it to a list there, as a tensor. Nothing
 * if the loss may be a number by then.
 */
export function keptGraphs(update: Update, module: Module): readonly KeptGraph[] {
  const { loss, loops, methods, backward } = update;
  const [inner] = loops;
  if (loss === undefined || loss.includes('.') || !inner) return [];
  const bindings = bindingsOf(loss, backward.frame.scope);
  if (bindings.some((binding) => binding.kind !== 'assignment' || (binding.value && isNumber(binding.value)))) return [];
  const isIn = (frame: Frame): boolean => [...blocksAround(frame)].some(({ node }) => node === inner);
  const outlives = (into: string): boolean =>
    into !== '' && !bindingsOf(into, backward.frame.scope).some(({ kind, frame }) => kind === 'assignment' && isIn(frame));
  const sums = statementsIn(inner).flatMap((node): KeptGraph[] => {
    const into = node.nodeType === 'AugAssign' ? (dottedName(node.target) ?? '') : '';
    if (node.nodeType !== 'AugAssign' || !outlives(into)) return [];
    const kept = keptIn(node.value, loss);
    return kept ? [{ into, at: module.span(kept), isList: false }] : [];
  });
  const lists = methods.flatMap(({ method, receiver, node, frame }): KeptGraph[] => {
    const [item] = node.args;
    if (method !== 'append' || !item || !isIn(frame) || !outlives(receiver)) return [];
    const kept = keptIn(item, loss);
    return kept ? [{ into: receiver, at: module.span(kept), isList: true }] : [];
  });
  return [...sums, ...lists];
}

/** The statements of a loop, with those in its branches, but not in functions. */
function statementsIn(node: Node): readonly Node[] {
  const lists = ['body', 'orelse', 'finalbody', 'handlers'].map((key) => (node as unknown as Record<string, unknown>)[key]);
  const inside = lists.flatMap((list) => (Array.isArray(list) ? (list as Node[]) : []));
  return inside.flatMap((each) =>
    /^(?:FunctionDef|AsyncFunctionDef|ClassDef)$/.test(each.nodeType) ? [] : [each, ...statementsIn(each)],
  );
}

/** The tensor in an expression that passes on its graph. */
function keptIn(expression: Expression, loss: string): Expression | undefined {
  switch (expression.nodeType) {
    case 'Name':
      return expression.id === loss ? expression : undefined;
    case 'BinOp':
      return keptIn(expression.left, loss) ?? keptIn(expression.right, loss);
    case 'UnaryOp':
      return keptIn(expression.operand, loss);
    case 'Call':
      return expression.func.nodeType === 'Attribute' && passing.has(expression.func.attr)
        ? keptIn(expression.func.value, loss)
        : undefined;
    default:
      return undefined;
  }
}

/** Methods of a tensor whose result has the tensor's graph. */
const passing: ReadonlySet<string> = new Set(['cpu', 'cuda', 'to', 'mean', 'sum', 'float', 'double', 'clone', 'view', 'squeeze']);

/** Whether a value is surely no tensor with a graph. */
function isNumber(value: Expression): boolean {
  if (value.nodeType === 'Constant') return false;
  if (value.nodeType !== 'Call') return false;
  const name = dottedName(value.func) ?? (value.func.nodeType === 'Attribute' ? value.func.attr : '');
  return /(?:^|\.)(?:item|detach|float|numpy|tolist|data|no_grad)$/.test(name);
}
