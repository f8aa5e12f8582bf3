import type { Span } from '../../../text/span';
import type { Calls } from '../facts/calls';
import { type Functions, functionAround } from '../facts/functions';
import type { Module } from '../module';
import { bindingsOf, blocksAround, type Frame, type Site } from '../scopes';
import { type CallNode, dottedName, type Expression, type FunctionNode, isSelf, lastName } from '../syntax';
import { loopsAround } from './order';
import { type MethodUse, methodUses } from './updates';

/** A loop that runs a PyTorch model without training it. */
export interface Evaluation {
  /** The model that it calls, as written. */
  readonly model: string;
  /** The call of the model. */
  readonly span: Span;
  readonly function: string | undefined;
  /** Under `torch.no_grad()` or the like, here, in the function's decorators, or around a call of the function. */
  readonly isWithoutGradients: boolean;
  /** The name of the function, or of the data, says that it evaluates. */
  readonly isNamed: boolean;
  /** The loop goes through something, and doesn't only count: a benchmark and the steps of a sampler count. */
  readonly hasData: boolean;
  /**
   * In a function of its own that is given the model, or below the backward pass that trains it. Before that, a pretrained model may be
   * in evaluation mode.
   */
  readonly isAfterTraining: boolean;
  /** `model.eval()` comes before it in the same function. */
  readonly isInEvalMode: boolean;
  /** `model.train()` comes between the training and it: its loss is wanted, which some models have in training mode only. */
  readonly isInTrainingMode: boolean;
  /** Its function is given the model, and nothing in the module calls it. */
  readonly isFromElsewhere: boolean;
  /**
   * `eval()` of some model is called in its function, or in one that leads to it, or in one that is called there. Or an inherited method
   * may call it.
   */
  readonly maySetMode: boolean;
}

/** The first call of each model in each such loop. A module that never names a method of a model has none. */
export function evaluationsOf(calls: Calls, module: Module, functions: Functions): Evaluation[] {
  const modes = methodUses(['parameters', 'named_parameters', 'train', 'eval'], module);
  const models = new Set(modes.map(({ receiver }) => receiver).filter((name) => name !== ''));
  const passes = calls.of('backward');
  const trained = new Set(passes.flatMap(({ frame }) => loopsOf(frame)));
  const training = functions.thatCall(['backward'], calls);
  const context: Context = { module, functions, modes, passes, trained, training };
  const seen = new Set<unknown>();
  return module.index.calls.flatMap((site): Evaluation[] => {
    const model = dottedName(site.node.func) ?? '';
    const [inner] = loopsOf(site.frame);
    if (!models.has(model) || !inner || trained.has(inner) || seen.has(inner)) return [];
    seen.add(inner);
    const found = evaluationAt(site, model, context);
    return found ? [found] : [];
  });
}

interface Context {
  readonly module: Module;
  readonly functions: Functions;
  readonly modes: readonly MethodUse[];
  readonly passes: readonly Site<CallNode>[];
  /** The loops that train. */
  readonly trained: ReadonlySet<unknown>;
  /** The functions that train, directly or through others. */
  readonly training: ReadonlySet<FunctionNode>;
}

function evaluationAt({ node, frame }: Site<CallNode>, model: string, context: Context): Evaluation | undefined {
  const { module, functions, modes, passes, training } = context;
  const loops = loopsOf(frame);
  const [inner] = loops;
  const owner = functionAround(frame);
  const span = module.span(node.func);
  const isWithoutGradients = hasNoGradients(frame, owner) || isCalledWithoutGradients(owner, context);
  const isInEvalMode = modes.some(
    (use) =>
      use.method === 'eval' &&
      use.receiver === model &&
      functionAround(use.frame) === owner &&
      use.span.start < span.start &&
      loops.every((loop) => loop === inner || loopsOf(use.frame).includes(loop)),
  );
  const trainsHere = owner !== undefined && training.has(owner) && !passes.some((each) => functionAround(each.frame) === owner);
  const isNamed = !trainsHere && (names.test(owner?.name ?? '') || data.test(iteratedBy(inner) ?? ''));
  if (!isWithoutGradients && !isInEvalMode && !isNamed) return undefined;
  const receivers = modes.flatMap(({ method, receiver }) => (method === 'train' ? [receiver] : []));
  const pass = passes.find((each) => functionAround(each.frame) === owner);
  const isGiven = bindingsOf(model, frame.scope).some(({ kind }) => kind === 'parameter');
  const isAfterTraining = pass
    ? module.span(pass.node).start < span.start && (receivers.length === 0 || receivers.includes(model))
    : (owner !== undefined && (isGiven || receivers.includes(model) || isShared(model, frame, receivers))) ||
      (owner === undefined && receivers.includes(model) && isAfterCall(span.start, context));
  const isInTrainingMode = modes.some(
    (use) =>
      pass !== undefined &&
      use.method === 'train' &&
      use.receiver === model &&
      functionAround(use.frame) === owner &&
      module.span(pass.node).start < use.span.start &&
      use.span.start < span.start,
  );
  const setters = new Set(modes.flatMap((use) => (use.method === 'eval' ? [functionAround(use.frame)] : [])));
  const isFromElsewhere = isGiven && owner !== undefined && functions.callsOf(owner).length === 0;
  const maySetMode =
    inherits(owner, context) ||
    [...setters].some(
      (setter) =>
        setter === undefined || setter === owner || functions.callsOf(setter).length > 0 || leadsTo(setter, owner, functions, 4),
    );
  const modesSet = { isInEvalMode, isInTrainingMode, maySetMode };
  const hasData = countedBy(inner) === undefined;
  return {
    model,
    span,
    isAfterTraining,
    function: owner?.name,
    isWithoutGradients,
    isNamed,
    hasData,
    isFromElsewhere,
    ...modesSet,
  };
}

/** Whether a method, or one that calls it, calls a method of its class that isn't in the module. */
function inherits(owner: FunctionNode | undefined, { module, functions }: Context): boolean {
  if (owner === undefined) return false;
  const around = new Set([owner, ...functions.callsOf(owner).map(({ frame }) => functionAround(frame))]);
  return module.index.calls.some(
    (site) =>
      site.node.func.nodeType === 'Attribute' &&
      isSelf(site.node.func.value) &&
      around.has(functionAround(site.frame)) &&
      !functions.calledBy(site) &&
      !module.index.attributeStores.has(site.node.func.attr),
  );
}

/** Functions that evaluate, by their name. */
const names = /^_?(?:evaluate|evaluation|eval|validate|validation|valid|val|test)(?:_|$)/i;

/** Data that isn't trained on, by its name. */
const data = /^_?(?:val|valid|validation|test|eval|dev)_?(?:data_?)?(?:loader|dl|iter|batches|set)?$/i;

/** The name of what a loop goes through: `val_loader` in `enumerate(val_loader)`. */
function iteratedBy(loop: unknown): string | undefined {
  const { nodeType, iter } = loop as { nodeType: string; iter?: Expression };
  let current = nodeType === 'For' ? iter : undefined;
  while (current?.nodeType === 'Call') current = current.args[0];
  return current && lastName(current);
}

/** `range(10)` in `for i in tqdm(range(10))`, and the test of `while`. */
function countedBy(loop: unknown): Expression | undefined {
  const { iter, test } = loop as { iter?: Expression; test?: Expression };
  let current = iter;
  while (current?.nodeType === 'Call' && lastName(current.func) !== 'range') current = current.args[0];
  return test ?? (current?.nodeType === 'Call' ? current : undefined);
}

/** A name from outside of the function that the module also trains. */
const isShared = (model: string, frame: Frame, receivers: readonly string[]): boolean =>
  bindingsOf(model, frame.scope).length > 0 && receivers.includes(model);

/** Below the training of the module's own code. */
const isAfterCall = (start: number, { module, functions, training }: Context): boolean =>
  module.index.calls.some((site) => {
    const called = functions.calledBy(site);
    return called !== undefined && training.has(called) && module.span(site.node).start < start;
  });

/** Whether a function calls another, directly or through others. */
function leadsTo(from: FunctionNode, to: FunctionNode | undefined, functions: Functions, depth: number): boolean {
  if (!to || depth === 0) return false;
  return functions.callsOf(to).some(({ frame }) => {
    const caller = functionAround(frame);
    return caller === from || (caller !== to && leadsTo(from, caller, functions, depth - 1));
  });
}

const loopsOf = (frame: Frame) => loopsAround(frame).map(({ node }) => node);

/** `torch.no_grad()`, and a decorator of that name without a call. */
const turnsOffGradients = (expression: Expression): boolean =>
  /^(?:no_grad|inference_mode)$/.test(lastName(expression.nodeType === 'Call' ? expression.func : expression) ?? '');

/** Whether every call of a function is where no gradients are computed. */
function isCalledWithoutGradients(owner: FunctionNode | undefined, { functions }: Context): boolean {
  const calls = owner ? functions.callsOf(owner) : [];
  return calls.length > 0 && calls.every(({ frame }) => hasNoGradients(frame, functionAround(frame)));
}

function hasNoGradients(frame: Frame, owner: FunctionNode | undefined): boolean {
  const entered = [...blocksAround(frame)].some(
    ({ node }) => node.nodeType === 'With' && node.items.some(({ context_expr: each }) => turnsOffGradients(each)),
  );
  return entered || (owner?.decorator_list.some(turnsOffGradients) ?? false);
}
