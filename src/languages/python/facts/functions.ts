import { qualifiedName } from '../names';
import type { PythonFile } from '../parse';
import { enclosingClass, type Frame, onlyBinding, type Site } from '../scopes';
import type { CallNode, FunctionNode } from '../syntax';
import type { Calls } from './calls';
import type { CallKind } from './signatures';

/** What the functions and methods of a file are called by, and what they do. */
export interface Functions {
  /** Calls that surely run a function: by its name, or as a method of its class. */
  callsOf(owner: FunctionNode): readonly Site<CallNode>[];
  /** The function of the file that a call runs, likewise; or the only method of that name, of something that is not known. */
  calledBy(site: Site<CallNode>): FunctionNode | undefined;
  /** Functions that make a call of some kind, themselves or through others. */
  that(kinds: readonly CallKind[], calls: Calls): ReadonlySet<FunctionNode>;
  named(pattern: RegExp): ReadonlySet<FunctionNode>;
}

export function functionsOf(file: PythonFile): Functions {
  const { index } = file;
  const methods = new Map<string, Site<FunctionNode>[]>();
  for (const site of index.functions) {
    if (site.frame.kind === 'class') methods.set(site.node.name, [...(methods.get(site.node.name) ?? []), site]);
  }
  const called = new Map<CallNode, FunctionNode>();
  const callers = new Map<FunctionNode, Site<CallNode>[]>();
  for (const site of index.calls) {
    const target = calledFunction(site, methods, file);
    const owner = target ?? onlyMethod(site, methods, file);
    if (target) callers.set(target, [...(callers.get(target) ?? []), site]);
    if (owner) called.set(site.node, owner);
  }
  return {
    callsOf: (owner) => callers.get(owner) ?? [],
    calledBy: (site) => called.get(site.node),
    named: (pattern) => new Set(index.functions.flatMap(({ node }) => (pattern.test(node.name) ? [node] : []))),
    that: (kinds, calls) => {
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

/** A function by its name, a method of the same class through `self`, or of what is known as an instance of its class. */
function calledFunction({ node: { func }, frame }: Site<CallNode>, methods: Methods, file: PythonFile): FunctionNode | undefined {
  if (func.nodeType === 'Name') {
    const binding = onlyBinding(func.id, frame.scope);
    return binding?.kind === 'function' ? (binding.node as FunctionNode) : undefined;
  }
  const candidates = func.nodeType === 'Attribute' ? methods.get(func.attr) : undefined;
  if (func.nodeType !== 'Attribute' || !candidates) return undefined;
  if (func.value.nodeType === 'Name' && func.value.id === 'self') {
    const owner = enclosingClass(frame);
    return candidates.find((candidate) => candidate.frame.node === owner)?.node;
  }
  const receiver = qualifiedName(func.value, frame, file.index);
  return candidates.find((candidate) => receiver === `.${candidate.frame.scope.name}()`)?.node;
}

function onlyMethod({ node: { func }, frame }: Site<CallNode>, methods: Methods, file: PythonFile): FunctionNode | undefined {
  if (func.nodeType !== 'Attribute') return undefined;
  const [only, ...others] = methods.get(func.attr) ?? [];
  if (!only || others.length) return undefined;
  return qualifiedName(func.value, frame, file.index) === undefined ? only.node : undefined;
}

export function functionAround(frame: Frame): FunctionNode | undefined {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    if (current.kind === 'function' && current.node.nodeType !== 'Lambda') return current.node as FunctionNode;
  }
  return undefined;
}
