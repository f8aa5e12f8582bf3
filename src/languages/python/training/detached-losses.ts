import type { Span } from '../../../text/span';
import type { Module } from '../module';
import { blocksAround, type Frame } from '../scopes';
import { type Expression, keywordOf, lastName, type Node, type NodeOf } from '../syntax';
import type { Objects } from './objects';
import type { Update } from './updates';

/** A loss that no gradients can flow through, although they are computed from it. */
export interface DetachedLoss {
  /** What cuts it off: `item`, `detach`, `tensor`, or `no_grad`. */
  readonly by: string;
  readonly at: Span;
}

/** The losses whose value, on each way to their backward pass, is cut off from the model. */
export function detachedLosses(updates: readonly Update[], module: Module, objects: Objects): DetachedLoss[] {
  return updates.flatMap(({ backward }): DetachedLoss[] => {
    const { func, args } = backward.node;
    const receiver = func.nodeType === 'Attribute' ? func.value : func;
    const scaled = receiver.nodeType === 'Call' && lastName(receiver.func) === 'scale' ? receiver.args[0] : undefined;
    const given = /accelerator|fabric/i.test(lastName(receiver) ?? '') ? args[0] : undefined;
    const cut = cutIn(scaled ?? given ?? receiver, backward.frame, objects, 0);
    return cut ? [{ by: cut.by, at: module.span(cut.node) }] : [];
  });
}

/** What scales a loss and has no graph of its own: a number, or a setting. */
const plain: ReadonlySet<string> = new Set(['Constant', 'Attribute']);

interface Cut {
  readonly by: string;
  readonly node: Node;
}

function cutIn(expression: Expression, frame: Frame, objects: Objects, depth: number): Cut | undefined {
  if (depth > 6) return undefined;
  switch (expression.nodeType) {
    case 'Name':
      return cutOfName(expression, frame, objects, depth);
    case 'Attribute':
      return expression.attr === 'data' ? { by: 'data', node: expression } : undefined;
    case 'BinOp': {
      const sides = [expression.left, expression.right].filter(({ nodeType }) => !plain.has(nodeType));
      return sides.length === 1 && sides[0] ? cutIn(sides[0], frame, objects, depth + 1) : undefined;
    }
    case 'Call': {
      const name = lastName(expression.func) ?? '';
      if (expression.func.nodeType === 'Attribute' && cutting.has(name) && expression.args.length === 0)
        return { by: name, node: expression.func };
      if (making.has(name) && remakes(expression)) return { by: name, node: expression.func };
      return passing.has(name) && expression.func.nodeType === 'Attribute'
        ? cutIn(expression.func.value, frame, objects, depth + 1)
        : undefined;
    }
    default:
      return undefined;
  }
}

function cutOfName(name: NodeOf<'Name'>, frame: Frame, objects: Objects, depth: number): Cut | undefined {
  const cuts = objects.reaching(name, frame).map((binding): Cut | undefined => {
    if (binding.kind !== 'assignment' || !binding.value) return undefined;
    const around = gradientFree(binding.frame);
    if (around && !gradientFree(frame)) return { by: 'no_grad', node: around };
    return binding.element === undefined ? cutIn(binding.value, binding.frame, objects, depth + 1) : undefined;
  });
  return cuts.length > 0 && cuts.every((each) => each !== undefined) ? cuts[0] : undefined;
}

/** The context manager of `with torch.no_grad():` around a place. */
function gradientFree(frame: Frame): Expression | undefined {
  for (const { node } of blocksAround(frame)) {
    if (node.nodeType !== 'With') continue;
    const found = node.items.find(
      ({ context_expr: each }) =>
        each.nodeType === 'Call' && each.args.length === 0 && /^(?:no_grad|inference_mode)$/.test(lastName(each.func) ?? ''),
    );
    if (found) return found.context_expr;
  }
  return undefined;
}

/** Methods whose result has no graph. */
const cutting: ReadonlySet<string> = new Set(['item', 'detach', 'numpy', 'tolist']);

/** Functions that make a tensor with no graph from the numbers of another. */
const making: ReadonlySet<string> = new Set(['tensor', 'Variable', 'FloatTensor']);

/** Methods that pass on whether a tensor has a graph. */
const passing: ReadonlySet<string> = new Set(['cpu', 'cuda', 'to', 'mean', 'sum', 'float', 'double', 'clone', 'requires_grad_']);

/** `torch.tensor(loss, requires_grad=True)` or `Variable(loss, requires_grad=True)`: a new leaf that leads to no model. */
const remakes = ({ args, keywords, func }: NodeOf<'Call'>): boolean => {
  const [value] = args;
  const isLeaf = keywordOf({ args, keywords, func } as NodeOf<'Call'>, 'requires_grad') !== undefined;
  return isLeaf && value !== undefined && /loss/i.test(nameOf(value));
};

const nameOf = (expression: Expression): string =>
  expression.nodeType === 'Attribute' || (expression.nodeType === 'Call' && expression.func.nodeType === 'Attribute')
    ? nameOf(expression.nodeType === 'Attribute' ? expression.value : (expression.func as NodeOf<'Attribute'>).value)
    : (lastName(expression) ?? '');
