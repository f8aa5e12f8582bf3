import type { Span } from '../../../text/span';
import type { Calls } from '../facts/calls';
import { type Functions, functionAround } from '../facts/functions';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { blocksAround, type Frame, type Site } from '../scopes';
import { type CallNode, dottedName, type Expression, type Node } from '../syntax';
import { makerOf, type Objects } from './objects';
import { bodyAround, loopsAround } from './order';

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

/** A backward pass with the loops around it and what else happens there. */
export interface Update {
  readonly backward: MethodUse;
  /** The name whose gradients are computed: `loss` of `loss.backward()`, `scaler.scale(loss).backward()`, and `engine.backward(loss)`. */
  readonly loss: string | undefined;
  /** The scaler that the loss goes through first. */
  readonly scaler: string | undefined;
  /** Those of its own function, innermost first. Empty if its function, or the module, has no loop around it. */
  readonly loops: readonly Node[];
  /** The loops around it, innermost first, also around the calls of its function, and of the function of these. */
  readonly repeats: readonly Repeat[];
  /** Whether a loop is around it or around a call of its function. */
  readonly isRepeated: boolean;
  /** The method calls in the outermost loop, or without a loop in the function, in order of position. */
  readonly methods: readonly MethodUse[];
  /** All calls there. */
  readonly calls: readonly Site<CallNode>[];
}

/** A loop that repeats a place. */
export interface Repeat {
  readonly loop: Node;
  /** The place, or the call in the loop that leads to it. */
  readonly site: Site<CallNode>;
  /** No other loop is between the loop and the place. */
  readonly isInnermost: boolean;
}

/** The loops around a place, also around the calls of its function, three functions deep. */
export function repeatsOf(site: Site<CallNode>, functions: Functions, isInnermost = true, depth = 3): Repeat[] {
  const loops = loopsAround(site.frame).map(({ node }) => node);
  const own = loops.map((loop, position) => ({ loop, site, isInnermost: isInnermost && position === 0 }));
  const owner = functionAround(site.frame);
  if (!owner || depth === 0) return own;
  return [
    ...own,
    ...functions
      .callsOf(owner)
      .filter(({ frame }) => functionAround(frame) !== owner)
      .flatMap((call) => repeatsOf(call, functions, isInnermost && loops.length === 0, depth - 1)),
  ];
}

export function updatesOf(calls: Calls, module: Module, functions: Functions, objects: Objects): Update[] {
  const passes = calls.of('backward').filter(({ frame }) => functionAround(frame)?.name !== 'backward');
  const regions = regionsOf(new Set(passes.map(({ frame }) => regionOf(frame))), module, objects);
  return passes.flatMap((call): Update[] => {
    const loops = loopsAround(call.frame).map(({ node }) => node);
    const region = regions.get(regionOf(call.frame));
    const backward = region?.methods.find(({ node }) => node === call.node);
    if (!region || !backward) return [];
    const repeats = repeatsOf(call, functions);
    return [{ backward, ...lossOf(call.node), loops, repeats, isRepeated: repeats.length > 0, ...region }];
  });
}

/** The outermost loop around a place in its function, or else the function or the module. */
const regionOf = (frame: Frame): Node | undefined => loopsAround(frame).at(-1)?.node ?? bodyAround(frame);

type Region = Pick<Update, 'methods' | 'calls'>;

function regionsOf(
  wanted: ReadonlySet<Node | undefined>,
  module: Module,
  objects: Objects,
): ReadonlyMap<Node | undefined, Region> {
  const found = new Map<Node | undefined, { methods: MethodUse[]; calls: Site<CallNode>[] }>();
  if (wanted.size === 0) return found;
  for (const site of module.index.calls) {
    // A function's own body is a region too, if a backward pass is in no loop of it.
    for (const node of new Set([regionOf(site.frame), bodyAround(site.frame)])) {
      if (!wanted.has(node)) continue;
      const region = found.get(node) ?? { methods: [], calls: [] };
      const use = methodUse(site, module, objects);
      region.calls.push(site);
      if (use) region.methods.push(use);
      found.set(node, region);
    }
  }
  for (const { methods } of found.values()) methods.sort((a, b) => a.span.start - b.span.start);
  return found;
}

/** The method calls of a module with these names. */
export const methodUses = (names: readonly string[], module: Module, objects?: Objects): MethodUse[] =>
  module.index.calls.flatMap((site) => {
    const { func } = site.node;
    return func.nodeType === 'Attribute' && names.includes(func.attr) ? (methodUse(site, module, objects) ?? []) : [];
  });

function methodUse({ node, frame }: Site<CallNode>, module: Module, objects: Objects | undefined): MethodUse | undefined {
  const { func } = node;
  if (func.nodeType !== 'Attribute') return undefined;
  const loop = loopsAround(frame)[0];
  let known: Pick<MethodUse, 'role'> | undefined;
  return {
    method: func.attr,
    receiver: dottedName(func.value) ?? '',
    get role() {
      known ??= { role: roleOf(func.value, frame, module, objects) };
      return known.role;
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

function roleOf(receiver: Expression, frame: Frame, module: Module, objects: Objects | undefined): MethodUse['role'] {
  const full = qualifiedName(receiver, frame, module.index);
  if (full !== undefined) return roleOfMaker(full);
  const name = dottedName(receiver)?.split('.').at(-1) ?? '';
  const makers = objects?.originsOf(receiver, frame)?.map((site) => makerOf(site, module));
  if (makers?.length && makers.every((maker) => maker !== undefined)) {
    const [role, ...others] = new Set(makers.map((maker) => roleOfMaker(`${maker}()`)));
    return others.length > 0 ? undefined : role;
  }
  if (/sched|^lr_?s/i.test(name)) return 'scheduler';
  if (/scaler/i.test(name)) return 'scaler';
  return /optim|^opt$/i.test(name) ? 'optimizer' : undefined;
}

/** What an object is by what makes it: `torch.optim.AdamW()`. */
function roleOfMaker(full: string): MethodUse['role'] {
  if (!/^(torch|transformers|timm|apex|bitsandbytes)\./.test(full)) return undefined;
  if (/sched|lr_/i.test(full)) return 'scheduler';
  if (/GradScaler/.test(full)) return 'scaler';
  return /optim|Adafactor|AdamW/i.test(full) ? 'optimizer' : undefined;
}

const branches: ReadonlySet<string> = new Set(['if', 'else', 'except', 'case']);

function isInBranch(frame: Frame, loop: Frame | undefined): boolean {
  for (const block of blocksAround(frame)) {
    if (block === loop) return false;
    if (branches.has(block.kind)) return true;
  }
  return false;
}
