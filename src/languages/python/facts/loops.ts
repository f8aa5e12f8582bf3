import type { Span } from '../../../text/span';
import { possibleNames, qualifiedName } from '../names';
import type { PythonFile } from '../parse';
import type { Frame, Site } from '../scopes';
import type { CallNode, Expression, FunctionNode, Node, NodeOf } from '../syntax';
import type { CallFact, Calls } from './calls';
import { type Functions, functionAround, functionsOf } from './functions';
import type { CallKind } from './signatures';

/** A hand-written training loop: a loop that calls `backward()`, itself or through a function of the file. */
export interface TrainingLoop {
  /** `for batch in loader:`, the head of the innermost loop. */
  readonly span: Span;
  readonly node: Node;
  /** `loss.backward` as written. */
  readonly backward: Span;
  /** The function that the loop is in. */
  readonly function: string | undefined;
  /** Loops around it in the same function. */
  readonly depth: number;
  /** An optimiser steps in it, or in a loop around it: after several backward passes, then. */
  readonly steps: boolean;
  readonly autocast: boolean;
  /** Calls within the outermost loop that log to a tracker or print, themselves or through a function of the file. */
  readonly logs: readonly Span[];
  /** Calls that validate, within the outermost loop. */
  readonly validates: readonly Span[];
  /** What the loop goes over, as written. */
  readonly iterates: string | undefined;
}

type Loop = NodeOf<'For'> | NodeOf<'AsyncFor'> | NodeOf<'While'>;

/** Where a backward pass is made for a loop: in it, or in a function that it calls. */
interface Backward {
  readonly call: CallFact;
  /** The call in the loop that leads to it; its own frame where it is in the loop itself. */
  readonly frame: Frame;
  /** Functions on the way, the loop's own not among them. */
  readonly through: readonly FunctionNode[];
}

/** Functions that are followed from a backward pass to its loop. */
const deepestCalls = 3;

export function trainingLoopsOf(calls: Calls, file: PythonFile): TrainingLoop[] {
  const found = new Map<Node, TrainingLoop>();
  const passes = calls.of('backward');
  if (!passes.length) return [];
  const context: Context = { calls, file, functions: functionsOf(file) };
  for (const call of passes) {
    for (const backward of loopsFor({ call, frame: call.frame, through: [] }, context)) {
      const loops = loopsAround(backward.frame);
      const [inner] = loops;
      if (!inner || found.has(inner)) continue;
      const loop = describe(inner, loops, backward, context);
      // Gradients are taken for other ends too: a function that takes them trains where a step follows.
      if (loop.steps || !backward.through.length) found.set(inner, loop);
    }
  }
  return [...found.values()];
}

interface Context {
  readonly calls: Calls;
  readonly file: PythonFile;
  readonly functions: Functions;
}

/** The backward pass as seen from the loops around it; from the loops that call its function where there is none. */
function loopsFor(backward: Backward, context: Context): Backward[] {
  if (loopsAround(backward.frame).length) return [backward];
  const owner = functionAround(backward.frame);
  // A method called `backward` is how a function of autograd, or a wrapper of a loss, is written.
  if (!owner || owner.name === 'backward' || backward.through.length >= deepestCalls) return [];
  return context.functions
    .callsOf(owner)
    .flatMap(({ frame }) => loopsFor({ ...backward, frame, through: [...backward.through, owner] }, context));
}

function describe(inner: Loop, loops: readonly Loop[], backward: Backward, context: Context): TrainingLoop {
  const { calls, file, functions } = context;
  const outer = loops.at(-1) ?? inner;
  const within = (frame: Frame, loop: Node): boolean =>
    isWithin(frame, loop) || backward.through.some((node) => isWithin(frame, node));
  const body = file.span(inner.body[0] ?? inner);
  const { start } = file.span(inner);
  const head = file.source.text.slice(start, body.start);
  const iterates = inner.nodeType === 'While' ? undefined : file.span(inner.iter);
  const owner = functionAround(backward.frame);
  const callsIn = (kinds: readonly CallKind[], through: ReadonlySet<FunctionNode>): Span[] => {
    const known = new Set<CallNode>(kinds.flatMap((kind) => calls.of(kind).map(({ node }) => node)));
    return file.index.calls
      .filter((site) => isWithin(site.frame, outer) && (known.has(site.node) || isOf(functions.calledBy(site), through)))
      .map(({ node }) => file.span(node.func));
  };
  return {
    span: { file: file.path, start, end: start + head.trimEnd().length },
    node: inner,
    backward: backward.call.span,
    function: owner?.name,
    depth: loops.length,
    steps: file.index.calls.some(
      (site) => isStep(site) && (within(site.frame, inner) || isDirectlyIn(site, loops, backward.frame)),
    ),
    autocast:
      calls.of('autocast').some(({ frame }) => within(frame, inner)) ||
      file.index.contexts.some(({ frame, node }) => within(frame, inner) && isAutocast(node, frame, file)),
    logs: callsIn(['tracker-log', 'report'], functions.that(['tracker-log', 'report', 'metric-log'], calls)),
    validates: callsIn(['validation'], functions.named(/(^|_)(validat\w*|evaluat\w*|eval|test)(_|$)|estimate_loss/)),
    iterates: iterates && file.source.text.slice(iterates.start, iterates.end),
  };
}

const isOf = (called: FunctionNode | undefined, some: ReadonlySet<FunctionNode>): boolean =>
  called !== undefined && some.has(called);

/**
 * In a loop around the backward pass, and in no other loop: that of another training beside it, for instance. A loop over several
 * optimisers, each of which steps, is no other.
 */
function isDirectlyIn({ node, frame }: Site<CallNode>, loops: readonly Loop[], from: Frame): boolean {
  const receiver = node.func.nodeType === 'Attribute' && node.func.value.nodeType === 'Name' ? node.func.value.id : undefined;
  const around = loopsAround(frame);
  const [own] = around;
  const stepping = own && receiver !== undefined && targetsOf(own).includes(receiver) ? around[1] : own;
  return stepping !== undefined && loops.includes(stepping) && functionAround(frame) === functionAround(from);
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

/** `optimizer.step()`, and `optimizer.apply(…)` of Keras on torch; schedulers, environments and profilers step too. */
function isStep({ node }: Site<CallNode>): boolean {
  const { func } = node;
  if (func.nodeType !== 'Attribute') return false;
  const { value } = func;
  const receiver = value.nodeType === 'Attribute' ? value.attr : value.nodeType === 'Name' ? value.id : '';
  return func.attr === 'step' ? !/sched|^env|prof|warmup|ema\b/i.test(receiver) : func.attr === 'apply' && /^opt/i.test(receiver);
}

/** `torch.autocast(…)`, or a name that stands for it in one way or another. */
function isAutocast(node: Expression, frame: Frame, file: PythonFile): boolean {
  const direct = qualifiedName(node, frame, file.index);
  const names = direct === undefined ? (possibleNames(node, frame, file.index) ?? []) : [direct];
  return names.some((name) => /(^|\.)autocast\(\)$/.test(name));
}

/** Innermost first, in the same function. */
function loopsAround(frame: Frame): Loop[] {
  const loops: Loop[] = [];
  for (let current: Frame | undefined = frame; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'for' || current.kind === 'while') loops.push(current.node as Loop);
  }
  return loops;
}

/** In a loop or a function. */
function isWithin(frame: Frame, around: Node): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent)
    if (current.node === around && current.kind !== 'else') return true;
  return false;
}
