import type { Span } from '../../text/span';
import type { PythonFile } from '../parse';
import type { Frame, Site } from '../scopes';
import type { FunctionNode, Node, NodeOf } from '../syntax';
import type { CallFact, Calls } from './calls';

/** A hand-written training loop: a loop that calls `backward()`. */
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
  readonly steps: boolean;
  readonly autocast: boolean;
  /** Metrics that are logged to a tracker or printed within the outermost loop. */
  readonly logs: readonly Span[];
  /** Calls that validate, within the outermost loop. */
  readonly validates: readonly Span[];
  /** What the loop goes over, as written. */
  readonly iterates: string | undefined;
}

type Loop = NodeOf<'For'> | NodeOf<'AsyncFor'> | NodeOf<'While'>;

export function trainingLoopsOf(calls: Calls, file: PythonFile): TrainingLoop[] {
  const found = new Map<Node, TrainingLoop>();
  for (const backward of calls.get('backward') ?? []) {
    const loops = loopsAround(backward.frame);
    const [inner] = loops;
    const outer = loops.at(-1);
    if (!inner || !outer || found.has(inner)) continue;
    found.set(inner, describe(inner, outer, loops.length, backward, calls, file));
  }
  return [...found.values()];
}

function describe(inner: Loop, outer: Loop, depth: number, backward: CallFact, calls: Calls, file: PythonFile): TrainingLoop {
  const within = (facts: readonly { readonly frame: Frame; readonly span: Span }[] | undefined, loop: Node): Span[] =>
    (facts ?? []).filter((fact) => isWithin(fact.frame, loop)).map((fact) => fact.span);
  const body = file.span(inner.body[0] ?? inner);
  const start = file.span(inner).start;
  const head = file.source.text.slice(start, body.start);
  const iterates = inner.nodeType === 'While' ? undefined : file.span(inner.iter);
  const owner = functionAround(backward.frame);
  return {
    span: { file: file.path, start, end: start + head.trimEnd().length },
    node: inner,
    backward: backward.span,
    function: owner?.name,
    depth,
    steps: file.index.calls.some((site) => isStep(site) && isWithin(site.frame, inner)),
    autocast: within(calls.get('autocast'), inner).length > 0,
    logs: [...within(calls.get('tracker-log'), outer), ...within(calls.get('report'), outer)],
    validates: within(calls.get('validation'), outer),
    iterates: iterates && file.source.text.slice(iterates.start, iterates.end),
  };
}

const isStep = (site: Site<NodeOf<'Call'>>): boolean => site.node.func.nodeType === 'Attribute' && site.node.func.attr === 'step';

function functionAround(frame: Frame): FunctionNode | undefined {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    if (current.kind === 'function' && current.node.nodeType !== 'Lambda') return current.node as FunctionNode;
  }
  return undefined;
}

/** Innermost first, in the same function. */
function loopsAround(frame: Frame): Loop[] {
  const loops: Loop[] = [];
  for (let current: Frame | undefined = frame; current && current.kind !== 'function'; current = current.parent) {
    if (current.kind === 'for' || current.kind === 'while') loops.push(current.node as Loop);
  }
  return loops;
}

function isWithin(frame: Frame, loop: Node): boolean {
  for (let current: Frame | undefined = frame; current; current = current.parent)
    if (current.node === loop && current.kind !== 'else') return true;
  return false;
}
