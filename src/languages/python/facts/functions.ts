import type { Module } from '../module';
import { qualifiedName } from '../names';
import { enclosingClass, type Frame, onlyBinding, type Site } from '../scopes';
import { type CallNode, type FunctionNode, isSelf } from '../syntax';
import type { Calls } from './calls';
import type { CallKind } from './signatures';

/** How the functions and methods of a module call each other. */
export interface Functions {
  /** Calls that certainly run a function: by its name, or as a method of its class. */
  callsOf(owner: FunctionNode): readonly Site<CallNode>[];
  /** The function of the module that a call certainly runs, or the only method of that name if the receiver isn't known. */
  calledBy(site: Site<CallNode>): FunctionNode | undefined;
  /** Functions that make a call of one of these kinds, directly or through others. */
  thatCall(kinds: readonly CallKind[], calls: Calls): ReadonlySet<FunctionNode>;
  /** Functions whose name matches. */
  named(pattern: RegExp): ReadonlySet<FunctionNode>;
}

export function functionsOf(module: Module): Functions {
  const { index } = module;
  const methods = new Map<string, Site<FunctionNode>[]>();
  for (const site of index.functions) {
    if (site.frame.kind === 'class') methods.set(site.node.name, [...(methods.get(site.node.name) ?? []), site]);
  }
  const called = new Map<CallNode, FunctionNode>();
  const callers = new Map<FunctionNode, Site<CallNode>[]>();
  for (const site of index.calls) {
    const target = calledFunction(site, methods, module);
    const owner = target ?? onlyMethod(site, methods, module);
    if (target) callers.set(target, [...(callers.get(target) ?? []), site]);
    if (owner) called.set(site.node, owner);
  }
  return {
    callsOf: (owner) => callers.get(owner) ?? [],
    calledBy: (site) => called.get(site.node),
    named: (pattern) => new Set(index.functions.flatMap(({ node }) => (pattern.test(node.name) ? [node] : []))),
    thatCall: (kinds, calls) => {
      const found = new Set<FunctionNode>();
      const pending = kinds.flatMap((kind) => calls.of(kind).map(({ frame }) => functionAround(frame)));
      while (pending.length) {
        const owner = pending.pop();
        if (!owner || found.has(owner)) continue;
        found.add(owner);
        pending.push(...(callers.get(owner) ?? []).map(({ frame }) => functionAround(frame)));
      }
      return found;
    },
  };
}

type Methods = ReadonlyMap<string, readonly Site<FunctionNode>[]>;

/** A function by its name, a method through `self` in its class, or a method of a known instance of its class. */
function calledFunction({ node: { func }, frame }: Site<CallNode>, methods: Methods, module: Module): FunctionNode | undefined {
  if (func.nodeType === 'Name') {
    const binding = onlyBinding(func.id, frame.scope);
    return binding?.kind === 'function' ? (binding.node as FunctionNode) : undefined;
  }
  const candidates = func.nodeType === 'Attribute' ? methods.get(func.attr) : undefined;
  if (func.nodeType !== 'Attribute' || !candidates) return undefined;
  if (isSelf(func.value)) {
    const owner = enclosingClass(frame);
    return candidates.find((candidate) => candidate.frame.node === owner)?.node;
  }
  const receiver = qualifiedName(func.value, frame, module.index);
  return candidates.find((candidate) => receiver === `.${candidate.frame.scope.name}()`)?.node;
}

function onlyMethod({ node: { func }, frame }: Site<CallNode>, methods: Methods, module: Module): FunctionNode | undefined {
  if (func.nodeType !== 'Attribute') return undefined;
  const [only, ...others] = methods.get(func.attr) ?? [];
  if (!only || others.length) return undefined;
  return qualifiedName(func.value, frame, module.index) === undefined ? only.node : undefined;
}

/** The innermost function around a place, passing over lambdas. */
export function functionAround(frame: Frame): FunctionNode | undefined {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    if (current.kind === 'function' && current.node.nodeType !== 'Lambda') return current.node as FunctionNode;
  }
  return undefined;
}
