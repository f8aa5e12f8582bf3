import type { Span } from '../../../text/span';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { blocksAround, type Frame, type Site } from '../scopes';
import { type CallNode, dottedName, type Expression, lastName, type Node } from '../syntax';
import { makerOf, type Objects } from './objects';
import type { MethodUse, Update } from './updates';

/** A call of a model whose graph two backward passes go through, so that the second one stops. */
export interface ReusedGraph {
  /** The model whose graph it is, as written. */
  readonly model: string;
  /** The tensor that the model made, where the loss that isn't to train it gets it. */
  readonly tensor: string;
  readonly at: Span;
  /** The backward passes, in order. */
  readonly passes: readonly [MethodUse, MethodUse];
}

/** A use of a model's result on the way to a loss. */
interface Use {
  readonly call: CallNode;
  readonly model: string;
  /** The name of the result, at its last use before the loss. */
  readonly by: Site<Expression> | undefined;
}

/** The models of a GAN, or the like, whose result two losses of one iteration get with its graph. */
export function reusedGraphs(updates: readonly Update[], module: Module, objects: Objects): ReusedGraph[] {
  const trained = trainedModels(module);
  if (trained.size < 2) return [];
  const passes = [...new Map(updates.map(({ backward }) => [backward.node, backward])).values()];
  const search: Search = { module, objects, trained, left: 2000 };
  return passes.flatMap((first, position): ReusedGraph[] => {
    const second = passes[position + 1];
    if (!second || second.frame !== first.frame || first.loop === undefined) return [];
    const [before, after] = [first, second].map((pass) => usesOf(pass, search));
    for (const use of before ?? []) {
      const other = after?.find(({ call }) => call === use.call);
      if (!other || !isIn(use.call, first, module)) continue;
      const found = [use, other].filter(
        ({ by }, index) => by && isForAnother(index === 0 ? [first, second] : [second], use.model, search),
      );
      const [only, ...more] = found;
      if (!only?.by || more.length > 0) continue;
      const { start, end } = module.span(only.by.node);
      const tensor = module.source.text.slice(start, end);
      return [{ model: use.model, tensor, at: module.span(only.by.node), passes: [first, second] }];
    }
    return [];
  });
}

interface Search {
  readonly module: Module;
  readonly objects: Objects;
  /** The optimizers, as written, by the models whose parameters they have. */
  readonly trained: ReadonlyMap<string, string>;
  /** Steps that are left for all losses of the module. */
  left: number;
}

/** Models with an optimizer of their own: `optimizer = Adam(model.parameters())`. */
function trainedModels(module: Module): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const stores = [...module.index.attributeStores.values()].flat().map(({ target, value, frame }) => ({
    name: dottedName(target),
    value,
    frame,
  }));
  const bindings = [...module.index.scopes.values()].flatMap((scope) =>
    [...scope.bindings.values()].flatMap((all) => (all.length === 1 ? all : [])),
  );
  for (const { name, value, frame } of [...stores, ...bindings]) {
    if (name === undefined || value?.nodeType !== 'Call' || !/optim/.test(qualifiedName(value.func, frame, module.index) ?? ''))
      continue;
    const [given] = value.args;
    const isWhole = given?.nodeType === 'Call' && given.func.nodeType === 'Attribute' && given.func.attr === 'parameters';
    const model = isWhole && given.func.nodeType === 'Attribute' ? dottedName(given.func.value) : undefined;
    if (model !== undefined) found.set(model, name);
  }
  return found;
}

/** Whether a call is made anew in each iteration of the loop of a backward pass. */
const isIn = (call: CallNode, { loop }: MethodUse, { span }: Module): boolean =>
  loop !== undefined && span(loop).start < span(call).start && span(call).end < span(loop).end;

/** Whether the first step of an optimizer after a backward pass, and before the next one, trains another model. */
function isForAnother([pass, next]: readonly MethodUse[], model: string, { module, trained }: Search): boolean {
  if (!pass) return false;
  const steps = module.index.calls.filter(({ node: { func }, frame }) => {
    const { start } = module.span(func);
    return (
      frame === pass.frame &&
      func.nodeType === 'Attribute' &&
      func.attr === 'step' &&
      start > pass.span.start &&
      (!next || start < next.span.start)
    );
  });
  const [only, ...others] = steps;
  const stepped = only?.node.func.nodeType === 'Attribute' ? dottedName(only.node.func.value) : undefined;
  return others.length === 0 && [...trained].some(([name, optimizer]) => optimizer === stepped && name !== model);
}

/** The calls of models that a loss surely gets its gradients through. */
function usesOf({ node, frame }: MethodUse, search: Search): Use[] {
  const { func } = node;
  return func.nodeType === 'Attribute' && node.args.length === 0 ? along({ node: func.value, frame }, undefined, 0, search) : [];
}

/** `by`: the name on the way that is passed to a model last. */
function along(site: Site<Expression>, by: Site<Expression> | undefined, depth: number, search: Search): Use[] {
  const { node, frame } = site;
  if (depth > 14 || search.left-- <= 0) return [];
  const next = (each: Expression, named = by) => along({ node: each, frame }, named, depth + 1, search);
  switch (node.nodeType) {
    case 'Name': {
      const [only, ...others] = search.objects.reaching(node, frame);
      if (only?.kind !== 'assignment' || others.length > 0 || !only.value || only.element !== undefined) return [];
      return isFree(only.frame) ? [] : along({ node: only.value, frame: only.frame }, by ?? site, depth + 1, search);
    }
    case 'BinOp':
      return [...next(node.left), ...next(node.right)];
    case 'UnaryOp':
      return next(node.operand);
    case 'Subscript':
      return next(node.value);
    case 'Tuple':
    case 'List':
      return node.elts.flatMap((each) => next(each));
    case 'Call':
      return alongCall({ node, frame }, by, depth, search);
    default:
      return [];
  }
}

function alongCall({ node, frame }: Site<CallNode>, by: Site<Expression> | undefined, depth: number, search: Search): Use[] {
  const { func, args } = node;
  const { module, objects, trained } = search;
  const inside = (named: Site<Expression> | undefined) =>
    args.flatMap((each) => along({ node: each, frame }, named, depth + 1, search));
  const model = dottedName(func);
  if (model !== undefined && trained.has(model)) return [{ call: node, model, by }, ...inside(undefined)];
  const full = qualifiedName(func, frame, module.index);
  const maker = (objects.originsOf(func, frame) ?? []).map((each) => makerOf(each, module) ?? '');
  const isLoss = maker.length > 0 && maker.every((each) => /^torch\.nn\.\w+Loss$/.test(each));
  // `scores.mean()`, and `torch.mean(scores)`.
  const isMethod = func.nodeType === 'Attribute' && passing.test(func.attr) && !full?.startsWith('.');
  const receiver = isMethod ? along({ node: func.value, frame }, by, depth + 1, search) : [];
  const keeps = isLoss || (full?.startsWith('torch.') && !/detach|no_grad|\.item$/.test(full));
  return [...receiver, ...(keeps ? inside(by) : [])];
}

/** Methods of tensors that keep the graph. */
const passing =
  /^(?:mean|sum|view|reshape|squeeze|unsqueeze|flatten|float|to|cuda|cpu|clamp|log|pow|abs|sigmoid|softmax|neg|exp|sqrt|permute|transpose|contiguous|clone)$/;

/** Whether a place computes no gradients. */
const isFree = (frame: Frame): boolean =>
  [...blocksAround(frame)].some(
    ({ node }: { node: Node }) =>
      node.nodeType === 'With' &&
      node.items.some(({ context_expr: each }) =>
        /grad|inference/.test(lastName(each.nodeType === 'Call' ? each.func : each) ?? ''),
      ),
  );
