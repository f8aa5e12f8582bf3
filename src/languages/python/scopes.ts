import type { Expression, FunctionNode, Node, NodeOf } from './syntax';

export type BindingKind =
  | 'assignment'
  | 'augmented'
  | 'import'
  | 'function'
  | 'class'
  | 'parameter'
  | 'loop'
  | 'with'
  | 'except'
  | 'declared'
  | 'deleted';

/** One place that gives a name a value. */
export interface Binding {
  readonly kind: BindingKind;
  readonly name: string;
  readonly node: Node;
  readonly frame: Frame;
  /** The value, where there is an expression for it: of an assignment, a default of a parameter, a context manager. */
  readonly value?: Expression;
  /** Where `a, b = value` binds: the index in the tuple. */
  readonly element?: number;
  /** `torch.utils.data.DataLoader` of an import. */
  readonly imported?: string;
}

export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly node: Node;
  readonly parent: Scope | undefined;
  /** The name of the function or class; empty for others. */
  readonly name: string;
  readonly bindings: Map<string, Binding[]>;
  /** Names declared `global`; they bind in the module. */
  readonly globals: Set<string>;
  /** Names whose value is changed in place in this scope: `x[k] = v`, `x.append(v)`, `x += v`. */
  readonly mutated: Set<string>;
}

export type FrameKind =
  | 'module'
  | 'function'
  | 'class'
  | 'comprehension'
  | 'if'
  | 'else'
  | 'try'
  | 'try-else'
  | 'except'
  | 'finally'
  | 'for'
  | 'while'
  | 'with'
  | 'case';

/** Where a node stands: the innermost block, whose parents are the blocks around it. */
export interface Frame {
  readonly kind: FrameKind;
  readonly node: Node;
  readonly parent: Frame | undefined;
  readonly scope: Scope;
}

/** A node with the blocks that it stands in. */
export interface Site<N extends Node = Node> {
  readonly node: N;
  readonly frame: Frame;
}

/** The scope that a name is bound in, seen from another: class bodies are not seen from their methods. */
export function scopeOf(name: string, from: Scope): Scope | undefined {
  let innermost = true;
  for (let scope: Scope | undefined = from; scope; scope = scope.parent) {
    const visible = innermost || scope.kind !== 'class';
    if (visible && scope.bindings.has(name)) return scope;
    if (scope.kind !== 'comprehension') innermost = false;
  }
  return undefined;
}

export const bindingsOf = (name: string, from: Scope): readonly Binding[] => scopeOf(name, from)?.bindings.get(name) ?? [];

/** The only place that gives a name its value; undefined where there is none or are several. */
export function onlyBinding(name: string, from: Scope): Binding | undefined {
  const bindings = bindingsOf(name, from);
  return bindings.length === 1 ? bindings[0] : undefined;
}

export function enclosing(frame: Frame, kind: FrameKind): Frame | undefined {
  for (let current: Frame | undefined = frame; current; current = current.parent) if (current.kind === kind) return current;
  return undefined;
}

export function enclosingFunction(frame: Frame): FunctionNode | undefined {
  return enclosing(frame, 'function')?.node as FunctionNode | undefined;
}

export const enclosingClass = (frame: Frame): NodeOf<'ClassDef'> | undefined =>
  enclosing(frame, 'class')?.node as NodeOf<'ClassDef'> | undefined;

/** Blocks of the same function or module around a place, innermost first. */
export function* blocksAround(frame: Frame): Generator<Frame> {
  for (let current: Frame | undefined = frame; current; current = current.parent) {
    if (current.kind === 'function' || current.kind === 'module' || current.kind === 'class') return;
    yield current;
  }
}

export const newScope = (kind: Scope['kind'], node: Node, parent: Scope | undefined, name: string): Scope => ({
  kind,
  node,
  parent,
  name,
  bindings: new Map(),
  globals: new Set(),
  mutated: new Set(),
});
