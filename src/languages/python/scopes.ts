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

/** A place that gives a name a value. */
export interface Binding {
  readonly kind: BindingKind;
  readonly name: string;
  readonly node: Node;
  readonly frame: Frame;
  /** The expression of an assignment's value, a parameter's default, or a context manager. */
  readonly value?: Expression;
  /** For `a, b = value`: the index in the tuple. */
  readonly element?: number;
  /** The full name that an import binds, such as `torch.utils.data.DataLoader`. */
  readonly imported?: string;
}

export interface Scope {
  readonly kind: 'module' | 'function' | 'class' | 'comprehension';
  readonly node: Node;
  readonly parent: Scope | undefined;
  /** The name of the function or class; empty for other scopes. */
  readonly name: string;
  readonly bindings: Map<string, Binding[]>;
  /** Names declared `global`, which bind in the module. */
  readonly globals: Set<string>;
  /** Names whose value this scope changes in place: `x[k] = v`, `x.append(v)`, `x += v`. */
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

/** The innermost block around a node. Its parents are the blocks around that one. */
export interface Frame {
  readonly kind: FrameKind;
  readonly node: Node;
  readonly parent: Frame | undefined;
  readonly scope: Scope;
}

/** A node with the blocks around it. */
export interface Site<N extends Node = Node> {
  readonly node: N;
  readonly frame: Frame;
}

/** The scope that binds a name, as seen from another scope. A method doesn't see the names of its class body. */
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

/** The only place that gives a name its value; undefined if there is none, or more than one. */
export function onlyBinding(name: string, from: Scope): Binding | undefined {
  const bindings = bindingsOf(name, from);
  return bindings.length === 1 ? bindings[0] : undefined;
}

export function enclosing(frame: Frame, kind: FrameKind): Frame | undefined {
  for (let current: Frame | undefined = frame; current; current = current.parent) if (current.kind === kind) return current;
  return undefined;
}

/** Whether a place is in a function, so that it only runs when that is called. */
export const isInFunction = (frame: Frame): boolean => enclosing(frame, 'function') !== undefined;

export function enclosingFunction(frame: Frame): FunctionNode | undefined {
  return enclosing(frame, 'function')?.node as FunctionNode | undefined;
}

export const enclosingClass = (frame: Frame): NodeOf<'ClassDef'> | undefined =>
  enclosing(frame, 'class')?.node as NodeOf<'ClassDef'> | undefined;

/** The blocks around a place in its own function, class, or module, innermost first. */
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
