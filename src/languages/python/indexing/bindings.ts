import type { Binding, BindingKind, Frame } from '../scopes';
import type { Expression, Node, NodeOf } from '../syntax';
import type { Walk } from './walk';

/** Adds a binding to its scope. A walrus in a comprehension binds in the function around it, a `global` name in the module. */
export function bind(binding: Binding, { index }: Walk): void {
  const { name } = binding;
  let { scope } = binding.frame;
  if (binding.node.nodeType === 'Name' && binding.kind === 'assignment')
    while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
  if (scope.globals.has(name)) scope = index.module;
  const known = scope.bindings.get(name);
  if (known) known.push(binding);
  else scope.bindings.set(name, [binding]);
}

/** Binds what an assignment, a loop, a `with`, or a `del` names. */
export function bindTarget(
  target: Expression,
  kind: BindingKind,
  frame: Frame,
  walk: Walk,
  value?: Expression,
  element?: number,
): void {
  switch (target.nodeType) {
    case 'Name':
      bind({ kind, name: target.id, node: target, frame, value, element }, walk);
      return;
    case 'Tuple':
    case 'List':
      bindElements(target, kind, frame, walk, value, element);
      return;
    case 'Starred':
      bindTarget(target.value, 'loop', frame, walk);
      return;
    case 'Attribute':
      storeAttribute(target, element === undefined && kind === 'assignment' ? value : undefined, frame, walk);
      return;
    case 'Subscript':
      if (target.value.nodeType === 'Name') frame.scope.mutated.add(target.value.id);
      walk.visit(target, frame);
      return;
  }
}

function bindElements(
  target: NodeOf<'Tuple'> | NodeOf<'List'>,
  kind: BindingKind,
  frame: Frame,
  walk: Walk,
  value: Expression | undefined,
  element: number | undefined,
): void {
  const isNested = element !== undefined;
  const values = isNested ? undefined : listedValues(value);
  for (const [position, item] of target.elts.entries()) {
    if (values) bindTarget(item, kind, frame, walk, values[position]);
    else if (isNested) bindTarget(item, 'loop', frame, walk, undefined, position);
    else bindTarget(item, kind, frame, walk, value, position);
  }
}

/** The values of `1, 2`; undefined for anything that isn't written out item by item. */
function listedValues(value: Expression | undefined): readonly Expression[] | undefined {
  const isListed = value?.nodeType === 'Tuple' || value?.nodeType === 'List';
  return isListed && !value.elts.some((item) => item.nodeType === 'Starred') ? value.elts : undefined;
}

function storeAttribute(target: NodeOf<'Attribute'>, value: Expression | undefined, frame: Frame, walk: Walk): void {
  const { attributeStores, attributes } = walk.index;
  const store = { target, value, frame };
  const stores = attributeStores.get(target.attr);
  if (stores) stores.push(store);
  else attributeStores.set(target.attr, [store]);
  attributes.add(target.attr);
  walk.visit(target.value, frame);
}

/** Binds the names that a `case` pattern captures. */
export function bindPattern(pattern: Node, frame: Frame, walk: Walk): void {
  if ('name' in pattern && typeof pattern.name === 'string')
    bind({ kind: 'loop', name: pattern.name, node: pattern, frame }, walk);
  if ('patterns' in pattern) for (const part of pattern.patterns) bindPattern(part, frame, walk);
  if ('kwd_patterns' in pattern) for (const part of pattern.kwd_patterns) bindPattern(part, frame, walk);
  if ('pattern' in pattern && pattern.pattern) bindPattern(pattern.pattern, frame, walk);
}
