import type { Span } from '../../../text/span';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import type { Binding, Frame } from '../scopes';
import { type CallNode, type Expression, lastName, type NodeOf } from '../syntax';
import type { Objects } from './objects';
import { allStatements } from './statements';

/** A tensor's method whose result, a new tensor, nothing uses: `images.to(device)` on a line of its own. */
export interface UnusedMove {
  readonly tensor: string;
  /** The method, without what follows it. */
  readonly at: Span;
  /** The call with its arguments. */
  readonly whole: Span;
}

/** Methods that change a module in place, but return a new tensor. */
const moving: ReadonlySet<string> = new Set(['to', 'cuda', 'cpu', 'half', 'float', 'double', 'bfloat16']);

/** A line that may be such a call. */
const mayMove = /^[ \t]*\w+\.(?:to|cuda|cpu|half|float|double|bfloat16)\(/m;

export function unusedMoves(module: Module, objectsOf: () => Objects): UnusedMove[] {
  if (!mayMove.test(module.source.text)) return [];
  const unused = new Set<CallNode>(
    allStatements(module).flatMap((each) =>
      each.nodeType === 'Expr' && each.value.nodeType === 'Call' && isMove(each.value) ? [each.value] : [],
    ),
  );
  if (unused.size === 0) return [];
  const objects = objectsOf();
  return module.index.calls.flatMap(({ node, frame }): UnusedMove[] => {
    const { func } = node;
    if (!unused.has(node) || func.nodeType !== 'Attribute' || func.value.nodeType !== 'Name') return [];
    return isTensor(func.value, frame, module, objects)
      ? [{ tensor: func.value.id, at: module.span(func), whole: module.span(node) }]
      : [];
  });
}

const isMove = ({ func }: CallNode): boolean =>
  func.nodeType === 'Attribute' && func.value.nodeType === 'Name' && moving.has(func.attr);

/** One of several items of a batch, or made by a function of torch that makes tensors. */
function isTensor(name: NodeOf<'Name'>, frame: Frame, module: Module, objects: Objects): boolean {
  const bindings = objects.reaching(name, frame);
  // What is passed as `**batch` is a dictionary, and what is called is a module.
  const isOther = module.index.calls.some(
    ({ node: { func, keywords } }) =>
      (func.nodeType === 'Name' && func.id === name.id) ||
      keywords.some(({ arg, value }) => arg === undefined && value.nodeType === 'Name' && value.id === name.id),
  );
  const isOne = (binding: Binding) =>
    isItem(binding, module, objects) || isMade(binding, module) || isMoved(binding, module, objects);
  return !isOther && bindings.length > 0 && bindings.every(isOne);
}

/** `images = images.to(device)` of a tensor. */
function isMoved({ kind, value, element, frame }: Binding, module: Module, objects: Objects): boolean {
  if (kind !== 'assignment' || value?.nodeType !== 'Call' || element !== undefined || !isMove(value)) return false;
  const { func } = value;
  if (func.nodeType !== 'Attribute' || func.value.nodeType !== 'Name') return false;
  const before = objects.reaching(func.value, frame);
  return before.length > 0 && before.every((each) => isItem(each, module, objects) || isMade(each, module));
}

/** `images` of `for images, labels in loader`, and of `images, labels = batch`. */
function isItem({ kind, element, node, value, frame }: Binding, module: Module, objects: Objects): boolean {
  if (kind === 'assignment')
    return (
      element !== undefined &&
      value?.nodeType === 'Name' &&
      objects.reaching(value, frame).every((each) => each.kind === 'loop' && isOverLoader(each, module))
    );
  return kind === 'loop' && isOverLoader({ node, frame }, module, true);
}

/** Whether a loop over a data loader binds a name: as one of several items, or as the batch. */
function isOverLoader({ node, frame }: Pick<Binding, 'node' | 'frame'>, module: Module, isOneOfSeveral = false): boolean {
  return module.index.loops.some(({ node: loop, frame: around }) => {
    if (loop.nodeType !== 'For' || around !== frame) return false;
    let iter: Expression | undefined = loop.iter;
    let { target } = loop;
    while (iter?.nodeType === 'Call') {
      if (lastName(iter.func) === 'enumerate' && target.nodeType === 'Tuple') {
        const [, item] = target.elts;
        if (item) target = item;
      }
      iter = iter.args[0];
    }
    if (!iter || !/loader|^dl$|_dl$|batches/i.test(lastName(iter) ?? '')) return false;
    return isOneOfSeveral ? target.nodeType === 'Tuple' && target.elts.includes(node as Expression) : target === node;
  });
}

const isMade = ({ kind, value, element, frame }: Binding, module: Module): boolean =>
  kind === 'assignment' &&
  value?.nodeType === 'Call' &&
  element === undefined &&
  /^torch\.(?:tensor|zeros|ones|rand|randn|arange|full|empty|from_numpy|stack|cat|randint|eye|linspace)$/.test(
    qualifiedName(value.func, frame, module.index) ?? '',
  );
