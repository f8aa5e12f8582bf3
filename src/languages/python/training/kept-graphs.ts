import type { Span } from '../../../text/span';
import { type Functions, functionAround } from '../facts/functions';
import type { Module } from '../module';
import { type Binding, bindingsOf, blocksAround, type Frame, type Site } from '../scopes';
import {
  type CallNode,
  type Expression,
  type FunctionNode,
  isSelf,
  lastName,
  type Node,
  type NodeOf,
  positionalParameters,
} from '../syntax';
import type { Objects } from './objects';
import { isWithin, loopsAround } from './order';
import { statementsIn } from './statements';
import type { Update } from './updates';

/** A place that keeps a tensor with its graph beyond its iteration. */
export interface KeptGraph {
  /** What keeps it, as written: `total`, `history["loss"]`, `self.losses`. */
  readonly into: string;
  /** The tensor. */
  readonly at: Span;
  /** How it's kept: added up, in a list, or by a method of the module that adds it up. */
  readonly how: 'sum' | 'list' | 'method';
}

/**
 * Where a loop adds the loss of an update to something from outside of the loop, or puts it in a list there, as a tensor. Nothing if the
 * loss may be a number by then, if the sum is what gradients are computed from, or if the loop itself clears the sum.
 */
export function keptGraphs(
  updates: readonly Update[],
  module: Module,
  functions: Functions,
  objects: Objects,
): readonly KeptGraph[] {
  if (updates.length === 0) return [];
  const used = namesBehind(updates, objects);
  return updates.flatMap((update) => {
    const loss = accumulates(update) ? undefined : lossOf(update);
    const sources: ReadonlySet<Source> = new Set(loss && sourcesOf(loss, update.backward.frame, objects));
    if (sources.size === 0) return [];
    const common = { module, functions, objects, used };
    const { frame } = update.backward;
    const own = keptInRegion({ ...common, inner: update.loops[0] ?? frame.scope.node, frame, sources, calls: update.calls });
    const owner = functionAround(frame);
    if (!owner || update.loops.length > 0 || !returnsLoss(owner, sources, module, objects)) return own;
    return [...own, ...functions.callsOf(owner).flatMap((site) => keptByCaller(site, common))];
  });
}

/** The optimizer steps only after the loop, as over the parts of a batch: what the loop keeps lasts for one step. */
function accumulates({ loops: [inner, outer], methods }: Update): boolean {
  const steps = methods.filter(({ method }) => method === 'step');
  return outer !== undefined && steps.length > 0 && steps.every(({ loop }) => loop !== inner);
}

type Common = Pick<Search, 'module' | 'functions' | 'objects' | 'used'>;

/** What the loop around a call keeps of the tensor that the call returns. */
function keptByCaller({ node, frame }: Site<CallNode>, common: Common): KeptGraph[] {
  const inner = loopsAround(frame)[0]?.node;
  if (!inner) return [];
  const calls = common.module.index.calls.filter((site) => isWithin(site.frame, inner));
  return keptInRegion({ ...common, inner, frame, sources: new Set<Source>([node]), calls });
}

function returnsLoss(owner: FunctionNode, sources: ReadonlySet<Source>, { index }: Module, objects: Objects): boolean {
  const returns = index.returns.get(owner) ?? [];
  return (
    returns.length > 0 &&
    returns.every(
      ({ node: { value }, frame }) =>
        value?.nodeType === 'Name' && sourcesOf(value, frame, objects).some((source) => sources.has(source)),
    )
  );
}

const keptInRegion = (search: Search): KeptGraph[] => [
  ...statementsIn(search.inner, turnsOffGradients).flatMap((node) => keptBy(node, search)),
  ...search.calls.flatMap((site) =>
    isWithin(site.frame, search.inner) && !isGradientFree(site.frame) ? keptByCall(site, search) : [],
  ),
];

interface Search extends Pick<Update, 'calls'> {
  readonly module: Module;
  readonly functions: Functions;
  readonly objects: Objects;
  /** The loop, or the function if there is none. */
  readonly inner: Node;
  readonly frame: Frame;
  readonly sources: ReadonlySet<Source>;
  /** Names that gradients are computed from. */
  readonly used: ReadonlySet<string>;
}

/** Where the tensor comes from: what gives its name the value, or the call that returns it. */
type Source = Binding | CallNode;

/** The name in `loss.backward()`, `scaler.scale(loss).backward()`, and `engine.backward(loss)`. */
function lossOf({ backward, loss }: Update): NodeOf<'Name'> | undefined {
  const { func, args } = backward.node;
  const receiver = func.nodeType === 'Attribute' ? func.value : func;
  const scaled = receiver.nodeType === 'Call' ? receiver.args[0] : receiver;
  return [scaled, args[0]].find((each): each is NodeOf<'Name'> => each?.nodeType === 'Name' && each.id === loss);
}

/** What gives a name its value at a place. Empty if one of the values isn't seen, or is surely a number. */
function sourcesOf(name: NodeOf<'Name'>, frame: Frame, objects: Objects): readonly Binding[] {
  const bindings = objects.reaching(name, frame);
  const mayBeTensor = ({ kind, value }: Binding) => kind === 'assignment' && value !== undefined && !isNumber(value);
  return bindings.every(mayBeTensor) ? bindings : [];
}

/** The names in what gradients are computed from, and in the values of these names. */
function namesBehind(updates: readonly Update[], objects: Objects): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { backward } of updates) {
    for (const name of [backward.node.func, ...backward.node.args].flatMap(namesIn)) {
      for (const { value } of objects.reaching(name, backward.frame)) {
        for (const each of value ? namesIn(value) : []) if (each.id !== name.id) found.add(each.id);
      }
      const bindings = bindingsOf(name.id, backward.frame.scope);
      if (
        bindings.some(({ kind }) => kind === 'augmented') ||
        bindings.some(({ value }) => value && namesIn(value).some(({ id }) => id === name.id))
      )
        found.add(name.id);
    }
  }
  return found;
}

function namesIn(expression: Expression): NodeOf<'Name'>[] {
  switch (expression.nodeType) {
    case 'Name':
      return [expression];
    case 'BinOp':
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    case 'UnaryOp':
      return namesIn(expression.operand);
    case 'Attribute':
    case 'Subscript':
      return namesIn(expression.value);
    case 'Call':
      return [...namesIn(expression.func), ...expression.args.flatMap(namesIn)];
    case 'List':
    case 'Tuple':
      return expression.elts.flatMap(namesIn);
    case 'GeneratorExp':
    case 'ListComp':
      return expression.generators.flatMap(({ iter }) => namesIn(iter));
    default:
      return [];
  }
}

function keptBy(statement: Node, search: Search): KeptGraph[] {
  if (statement.nodeType === 'AugAssign') {
    const { target, value, op } = statement;
    if (op.nodeType !== 'Add' || !outlives(target, search)) return [];
    const isList = value.nodeType === 'List';
    const kept = isList ? value.elts.map((item) => keptIn(item, search)).find(Boolean) : keptIn(value, search);
    return kept ? [found(target, kept, isList ? 'list' : 'sum', search)] : [];
  }
  if (statement.nodeType !== 'Assign' || statement.value.nodeType !== 'BinOp' || statement.value.op.nodeType !== 'Add') return [];
  const [target] = statement.targets;
  const { left, right } = statement.value;
  if (!target || !outlives(target, search)) return [];
  const text = textOf(target, search);
  const other = [left, right].filter((side) => textOf(side, search) !== text);
  const kept = other.length === 1 && other[0] ? keptIn(other[0], search) : undefined;
  return kept ? [found(target, kept, 'sum', search)] : [];
}

function keptByCall(site: Site<CallNode>, search: Search): KeptGraph[] {
  const { func, args } = site.node;
  if (func.nodeType !== 'Attribute') return [];
  if (func.attr === 'append') {
    const [item] = args;
    const items = item?.nodeType === 'Tuple' ? item.elts : item ? [item] : [];
    const kept = outlives(func.value, search) ? items.map((each) => keptIn(each, search)).find(Boolean) : undefined;
    return kept ? [found(func.value, kept, 'list', search)] : [];
  }
  const position = args.findIndex((argument) => argument.nodeType === 'Name' && keptIn(argument, search) !== undefined);
  const owner = position >= 0 && outlives(func.value, search) ? search.functions.calledBy(site) : undefined;
  const parameter = owner && positionalParameters(owner)[position + 1];
  const kept = args[position];
  return owner && parameter !== undefined && kept && addsUp(owner, parameter) ? [found(func.value, kept, 'method', search)] : [];
}

const found = (target: Expression, kept: Expression, how: KeptGraph['how'], search: Search): KeptGraph => ({
  into: textOf(target, search),
  at: search.module.span(kept),
  how,
});

/** Whether a method adds a parameter to an attribute of its object, as a meter's `self.sum += value * n` does. */
function addsUp({ body }: FunctionNode, parameter: string): boolean {
  return body.some(
    (statement) =>
      statement.nodeType === 'AugAssign' &&
      statement.target.nodeType === 'Attribute' &&
      isSelf(statement.target.value) &&
      termsOf(statement.value).some((term) => term.nodeType === 'Name' && term.id === parameter),
  );
}

const termsOf = (expression: Expression): Expression[] =>
  expression.nodeType === 'BinOp' ? [...termsOf(expression.left), ...termsOf(expression.right)] : [expression];

/** Whether a variable, an attribute, or an entry of one is from outside of the loop, and gradients aren't computed from it. */
function outlives(target: Expression, search: Search): boolean {
  const { inner, frame: place, used, module } = search;
  if (target.nodeType === 'Subscript') return outlives(target.value, search);
  if (target.nodeType === 'Attribute') {
    if (!isSelf(target.value)) return target.value.nodeType === 'Name' && outlives(target.value, search);
    const stores = module.index.attributeStores.get(target.attr) ?? [];
    return !stores.some(({ frame, value }) => value && value.nodeType !== 'BinOp' && isWithin(frame, inner));
  }
  if (target.nodeType !== 'Name' || used.has(target.id) || inner === place.scope.node) return false;
  const bindings = bindingsOf(target.id, place.scope);
  const isOwn = ({ value }: Binding) => value !== undefined && namesIn(value).some(({ id }) => id === target.id);
  return (
    bindings.some(({ frame }) => !isWithin(frame, inner)) &&
    !bindings.some((each) => each.kind !== 'augmented' && isWithin(each.frame, inner) && !isOwn(each))
  );
}

const isGradientFree = (frame: Frame): boolean => [...blocksAround(frame)].some(({ node }) => turnsOffGradients(node));

/** `with torch.no_grad():` */
const turnsOffGradients = (node: Node): boolean =>
  node.nodeType === 'With' &&
  node.items.some(
    ({ context_expr: each }) =>
      each.nodeType === 'Call' && /^(?:no_grad|inference_mode|set_grad_enabled)$/.test(lastName(each.func) ?? ''),
  );

/** The tensor in an expression that passes on its graph. */
function keptIn(expression: Expression, search: Search): Expression | undefined {
  if (expression.nodeType === 'Call' && search.sources.has(expression)) return expression;
  switch (expression.nodeType) {
    case 'Name':
      return isTensor(expression, search) ? expression : undefined;
    case 'BinOp':
      return keptIn(expression.left, search) ?? keptIn(expression.right, search);
    case 'UnaryOp':
      return keptIn(expression.operand, search);
    case 'Call':
      return expression.func.nodeType === 'Attribute' && passing.has(expression.func.attr)
        ? keptIn(expression.func.value, search)
        : undefined;
    default:
      return undefined;
  }
}

/** Whether a name has the value here that gradients are computed from, and no number in between. */
function isTensor(name: NodeOf<'Name'>, { frame, objects, sources }: Search): boolean {
  return sourcesOf(name, frame, objects).some(
    (binding) =>
      sources.has(binding) || (binding.value?.nodeType === 'Call' && binding.element === undefined && sources.has(binding.value)),
  );
}

/** Methods of a tensor whose result has the tensor's graph. */
const passing: ReadonlySet<string> = new Set(['cpu', 'cuda', 'to', 'mean', 'sum', 'float', 'double', 'clone', 'view', 'squeeze']);

/** Whether a value is surely no tensor with a graph. */
function isNumber(value: Expression): boolean {
  if (value.nodeType === 'Attribute') return value.attr === 'data';
  if (value.nodeType === 'Constant') return true;
  if (value.nodeType !== 'Call') return false;
  return /^(?:item|detach|float|numpy|tolist|no_grad|reduce_\w+|mean_reduce)$/.test(lastName(value.func) ?? '');
}

function textOf(expression: Expression, { module }: Search): string {
  const { start, end } = module.span(expression);
  return module.source.text.slice(start, end);
}
