import type { Span } from '../../../text/span';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { blocksAround, type Frame, type Site } from '../scopes';
import { type CallNode, dottedName, type Expression, type Node } from '../syntax';
import type { Calls } from './calls';
import { functionAround } from './functions';

/** A call of a method, such as `optimizer.step()`. */
export interface MethodUse {
  readonly method: string;
  /** As written: `optimizer`, `self.scaler`. */
  readonly receiver: string;
  /** What the receiver is, by what it's assigned, or else by its name. */
  readonly role: 'optimizer' | 'scheduler' | 'scaler' | undefined;
  readonly span: Span;
  readonly node: CallNode;
  readonly frame: Frame;
  /** The names that are passed by position, as written; empty for other expressions. */
  readonly passed: readonly string[];
  /** In a branch of its innermost loop, so that it may not run each time. */
  readonly isConditional: boolean;
  /** The innermost loop around it in its function. */
  readonly loop: Node | undefined;
}

/** A backward pass that is written out in a loop of its function, with the loops around it. */
export interface Update {
  readonly backward: MethodUse;
  /** The name whose gradients are computed: `loss` of `loss.backward()`, `scaler.scale(loss).backward()`, and `engine.backward(loss)`. */
  readonly loss: string | undefined;
  /** The scaler that the loss goes through first. */
  readonly scaler: string | undefined;
  /** Innermost first. */
  readonly loops: readonly Node[];
  /** The method calls of the same function in the outermost loop, in order of position. */
  readonly methods: readonly MethodUse[];
}

export function updatesOf(calls: Calls, module: Module): Update[] {
  const passes = calls.of('backward');
  const methods = passes.length > 0 ? methodsByLoop(module) : new Map<Node, MethodUse[]>();
  return passes.flatMap((call): Update[] => {
    const loops = loopsAround(call.frame).map(({ node }) => node);
    const backward = methodUse(call, module);
    const outer = loops.at(-1);
    if (!outer || !backward || functionAround(call.frame)?.name === 'backward') return [];
    return [{ backward, ...lossOf(call.node), loops, methods: methods.get(outer) ?? [] }];
  });
}

/** The method calls in each outermost loop. */
function methodsByLoop(module: Module): ReadonlyMap<Node, MethodUse[]> {
  const found = new Map<Node, MethodUse[]>();
  for (const site of module.index.calls) {
    const outer = loopsAround(site.frame).at(-1)?.node;
    const use = outer && methodUse(site, module);
    if (!use) continue;
    const uses = found.get(outer);
    if (uses) uses.push(use);
    else found.set(outer, [use]);
  }
  for (const uses of found.values()) uses.sort((a, b) => a.span.start - b.span.start);
  return found;
}

/** The method calls of a module with these names. */
export const methodUses = (names: readonly string[], module: Module): MethodUse[] =>
  module.index.calls.flatMap((site) => {
    const { func } = site.node;
    return func.nodeType === 'Attribute' && names.includes(func.attr) ? (methodUse(site, module) ?? []) : [];
  });

function methodUse({ node, frame }: Site<CallNode>, module: Module): MethodUse | undefined {
  const { func } = node;
  if (func.nodeType !== 'Attribute') return undefined;
  const loop = loopsAround(frame)[0];
  return {
    method: func.attr,
    receiver: dottedName(func.value) ?? '',
    get role() {
      return roleOf(func.value, frame, module);
    },
    get span() {
      return module.span(func);
    },
    node,
    frame,
    passed: node.args.map((argument) => dottedName(argument) ?? ''),
    isConditional: isInBranch(frame, loop),
    loop: loop?.node,
  };
}

function lossOf({ func, args }: CallNode): { readonly loss: string | undefined; readonly scaler: string | undefined } {
  const receiver = func.nodeType === 'Attribute' ? func.value : func;
  const [given] = args;
  if (given && receiver.nodeType !== 'Call' && (dottedName(given) ?? '') !== '' && !/loss/i.test(dottedName(receiver) ?? ''))
    return { loss: dottedName(given), scaler: undefined };
  if (receiver.nodeType === 'Call' && receiver.func.nodeType === 'Attribute' && receiver.func.attr === 'scale') {
    const [scaled] = receiver.args;
    return { loss: scaled && nameIn(scaled), scaler: dottedName(receiver.func.value) };
  }
  return { loss: nameIn(receiver), scaler: undefined };
}

/** `loss` of `loss`, `(loss / 4)` and `loss.mean()`. */
function nameIn(expression: Expression): string | undefined {
  if (expression.nodeType === 'BinOp') return nameIn(expression.left) ?? nameIn(expression.right);
  if (expression.nodeType === 'Call' && expression.func.nodeType === 'Attribute') return nameIn(expression.func.value);
  return dottedName(expression);
}

function roleOf(receiver: Expression, frame: Frame, module: Module): MethodUse['role'] {
  const full = qualifiedName(receiver, frame, module.index);
  if (full !== undefined && /^(torch|transformers|timm|apex|bitsandbytes)\./.test(full)) {
    if (/sched|lr_/i.test(full)) return 'scheduler';
    if (/GradScaler/.test(full)) return 'scaler';
    return /optim/i.test(full) ? 'optimizer' : undefined;
  }
  if (full !== undefined && !full.endsWith('()')) return undefined;
  const name = dottedName(receiver)?.split('.').at(-1) ?? '';
  if (/sched|^lr_?s/i.test(name)) return 'scheduler';
  if (/scaler/i.test(name)) return full === undefined ? 'scaler' : undefined;
  return full === undefined && /optim|^opt$/i.test(name) ? 'optimizer' : undefined;
}

/** The loops around a place in its own function, innermost first. */
const loopsAround = (frame: Frame): Frame[] => [...blocksAround(frame)].filter(({ kind }) => kind === 'for' || kind === 'while');

const branches: ReadonlySet<string> = new Set(['if', 'else', 'except', 'case']);

function isInBranch(frame: Frame, loop: Frame | undefined): boolean {
  for (const block of blocksAround(frame)) {
    if (block === loop) return false;
    if (branches.has(block.kind)) return true;
  }
  return false;
}
