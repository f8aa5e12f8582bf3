import type { Span } from '../../../text/span';
import type { Module } from '../module';
import { possibleNames, qualifiedName } from '../names';
import type { Frame, Site } from '../scopes';
import { type CallNode, type Expression, type FunctionNode, lastName, type Node, type NodeOf } from '../syntax';
import type { CallFact, Calls } from './calls';
import { type Functions, functionAround, functionsOf } from './functions';
import type { CallKind } from './signatures';

/** A handwritten training loop: one that calls `backward()`, directly or through a function of the module. */
export interface TrainingLoop {
  /** The head of the innermost loop: `for batch in loader:`. */
  readonly span: Span;
  readonly node: Node;
  /** The outermost loop of the function around it. It's the same if no loop is around it. */
  readonly outermost: Node;
  /** `loss.backward` as written. */
  readonly backward: Span;
  /** The name of the function around the loop. */
  readonly function: string | undefined;
  /** How many loops of the function nest here, this one included. */
  readonly depth: number;
  /** An optimizer steps in it, or in a loop around it, after several backward passes. */
  readonly steps: boolean;
  readonly autocast: boolean;
  /** Calls in the outermost loop that print or log to a tracker, directly or through a function of the module. */
  readonly logs: readonly Span[];
  /** Calls in the outermost loop that validate. */
  readonly validates: readonly Span[];
  /** What the loop iterates over, as written. */
  readonly iterates: string | undefined;
}

type Loop = NodeOf<'For'> | NodeOf<'AsyncFor'> | NodeOf<'While'>;

/** A backward pass as seen from a loop: in it, or in a function that it calls. */
interface Backward {
  readonly call: CallFact;
  /** The frame of the call that leads to it, or its own if it is in the loop itself. */
  readonly frame: Frame;
  /** The functions on the way, without the one around the loop. */
  readonly through: readonly FunctionNode[];
}

/** Most functions that are followed from a backward pass to its loop. */
const deepestCalls = 3;

export function trainingLoopsOf(calls: Calls, module: Module): TrainingLoop[] {
  const found = new Map<Node, TrainingLoop>();
  const passes = calls.of('backward');
  if (!passes.length) return [];
  const steps = module.index.calls.filter(isStep);
  const context: Context = {
    calls,
    module,
    functions: functionsOf(module),
    stepping: new Set(steps.flatMap(({ frame }) => [...nodesAround(frame)])),
    steppedDirectly: steppedDirectly(steps),
    callsWithin: callsByBlock(module),
  };
  for (const call of passes) {
    for (const backward of loopsFor({ call, frame: call.frame, through: [] }, context)) {
      const loops = loopsAround(backward.frame);
      const [inner] = loops;
      if (!inner || found.has(inner)) continue;
      const loop = describe(inner, loops, backward, context);
      // Gradients have other uses too: a function that computes them only trains if a step follows.
      if (loop.steps || !backward.through.length) found.set(inner, loop);
    }
  }
  return [...found.values()];
}

interface Context {
  readonly calls: Calls;
  readonly module: Module;
  readonly functions: Functions;
  /** The statements with a block in which an optimizer steps. */
  readonly stepping: ReadonlySet<Node>;
  /** The loops in which one steps, and in no other loop inside, with the functions in which that is. */
  readonly steppedDirectly: ReadonlyMap<Loop, ReadonlySet<FunctionNode | undefined>>;
  /** The calls in each statement that has a block. */
  readonly callsWithin: ReadonlyMap<Node, readonly Site<CallNode>[]>;
}

function callsByBlock({ index }: Module): ReadonlyMap<Node, readonly Site<CallNode>[]> {
  const found = new Map<Node, Site<CallNode>[]>();
  for (const site of index.calls) {
    for (const node of new Set(nodesAround(site.frame))) {
      const sites = found.get(node);
      if (sites) sites.push(site);
      else found.set(node, [site]);
    }
  }
  return found;
}

function* nodesAround(frame: Frame): Iterable<Node> {
  for (let current: Frame | undefined = frame; current; current = current.parent) if (current.kind !== 'else') yield current.node;
}

/** The backward pass as seen from the loops around it. If there are none, from the loops that call its function. */
function loopsFor(backward: Backward, context: Context): Backward[] {
  if (loopsAround(backward.frame).length) return [backward];
  const owner = functionAround(backward.frame);
  // A method called `backward` belongs to a function of autograd or to a wrapper of a loss.
  if (!owner || owner.name === 'backward' || backward.through.length >= deepestCalls) return [];
  return context.functions
    .callsOf(owner)
    .flatMap(({ frame }) => loopsFor({ ...backward, frame, through: [...backward.through, owner] }, context));
}

function describe(inner: Loop, loops: readonly Loop[], backward: Backward, context: Context): TrainingLoop {
  const { calls, module, functions, callsWithin } = context;
  const outer = loops.at(-1) ?? inner;
  const within = (frame: Frame, loop: Node): boolean =>
    isWithin(frame, loop) || backward.through.some((node) => isWithin(frame, node));
  const body = module.span(inner.body[0] ?? inner);
  const { start } = module.span(inner);
  const head = module.source.text.slice(start, body.start);
  const iterates = inner.nodeType === 'While' ? undefined : module.span(inner.iter);
  const owner = functionAround(backward.frame);
  const callsIn = (kinds: readonly CallKind[], through: ReadonlySet<FunctionNode>): Span[] => {
    const known = new Set<CallNode>(kinds.flatMap((kind) => calls.of(kind).map(({ node }) => node)));
    const leadsTo = (site: Site<CallNode>): boolean => {
      const called = functions.calledBy(site);
      return known.has(site.node) || (called !== undefined && through.has(called));
    };
    return (callsWithin.get(outer) ?? []).filter(leadsTo).map(({ node }) => module.span(node.func));
  };
  return {
    span: { file: module.path, start, end: start + head.trimEnd().length },
    node: inner,
    outermost: outer,
    backward: backward.call.span,
    function: owner?.name,
    depth: loops.length,
    steps:
      [inner, ...backward.through].some((node) => context.stepping.has(node)) ||
      loops.some((loop) => context.steppedDirectly.get(loop)?.has(functionAround(backward.frame))),
    autocast:
      calls.of('autocast').some(({ frame }) => within(frame, inner)) ||
      module.index.contexts.some(({ frame, node }) => within(frame, inner) && isAutocast(node, frame, module)),
    logs: callsIn(['tracker-log', 'report'], functions.thatCall(['tracker-log', 'report', 'metric-log'], calls)),
    validates: callsIn(['validation'], functions.named(/(^|_)(validat\w*|evaluat\w*|eval|test)(_|$)|estimate_loss/)),
    iterates: iterates && module.source.text.slice(iterates.start, iterates.end),
  };
}

/**
 * The loops in which optimizers step, and in no other loop inside, such as one of a second training in the same function. A loop over
 * several optimizers, each of which steps, doesn't count as another.
 */
function steppedDirectly(steps: readonly Site<CallNode>[]): ReadonlyMap<Loop, ReadonlySet<FunctionNode | undefined>> {
  const found = new Map<Loop, Set<FunctionNode | undefined>>();
  for (const { node, frame } of steps) {
    const receiver = node.func.nodeType === 'Attribute' && node.func.value.nodeType === 'Name' ? node.func.value.id : undefined;
    const [own, around] = loopsAround(frame);
    const loop = own && receiver !== undefined && targetsOf(own).includes(receiver) ? around : own;
    if (loop) found.set(loop, (found.get(loop) ?? new Set()).add(functionAround(frame)));
  }
  return found;
}

/** Names that a loop binds. */
function targetsOf(loop: Loop): string[] {
  const names = (target: Expression): string[] =>
    target.nodeType === 'Name'
      ? [target.id]
      : target.nodeType === 'Tuple' || target.nodeType === 'List'
        ? target.elts.flatMap(names)
        : [];
  return loop.nodeType === 'While' ? [] : names(loop.target);
}

/** `optimizer.step()`, and `optimizer.apply(…)` of Keras on torch. The `step()` of schedulers, environments, and profilers isn't one. */
function isStep({ node }: Site<CallNode>): boolean {
  const { func } = node;
  if (func.nodeType !== 'Attribute') return false;
  const receiver = lastName(func.value) ?? '';
  return func.attr === 'step' ? !/sched|^env|prof|warmup|ema\b/i.test(receiver) : func.attr === 'apply' && /^opt/i.test(receiver);
}

/** `torch.autocast(…)`, or a name that may refer to it. */
function isAutocast(node: Expression, frame: Frame, module: Module): boolean {
  const direct = qualifiedName(node, frame, module.index);
  const names = direct === undefined ? (possibleNames(node, frame, module.index) ?? []) : [direct];
  return names.some((name) => /(^|\.)autocast\(\)$/.test(name));
}

/** The loops around a place in its own function, innermost first. */
function loopsAround(frame: Frame): Loop[] {
  const loops: Loop[] = [];
  for (let current: Frame | undefined = frame; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'for' || current.kind === 'while') loops.push(current.node as Loop);
  }
  return loops;
}

/** Whether a place is in a loop or a function. The `else` of a loop isn't in it. */
function isWithin(frame: Frame, around: Node): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent)
    if (current.node === around && current.kind !== 'else') return true;
  return false;
}
