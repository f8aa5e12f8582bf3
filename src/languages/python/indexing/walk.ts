import type { ModuleIndex } from '../module-index';
import type { Frame, FrameKind } from '../scopes';
import type { Node, NodeOf, Statement } from '../syntax';

/** An index that is being filled. */
export type GrowingIndex = {
  -readonly [K in keyof ModuleIndex]: ModuleIndex[K] extends ReadonlyMap<infer Key, infer Entry>
    ? Map<Key, Entry>
    : ModuleIndex[K] extends ReadonlySet<infer Item>
      ? Set<Item>
      : ModuleIndex[K] extends readonly (infer Element)[]
        ? Element[]
        : ModuleIndex[K];
};

/** One pass over a tree. Visitors add to the index and hand their children to `visit`. */
export interface Walk {
  readonly index: GrowingIndex;
  visit(node: Node, frame: Frame): void;
}

/** One visitor per node type. A type without a visitor only has its children visited. */
export type Visitors = { readonly [Type in Node['nodeType']]?: (node: NodeOf<Type>, frame: Frame, walk: Walk) => void };

export function visitAll(nodes: readonly (Node | null | undefined)[], frame: Frame, walk: Walk): void {
  for (const node of nodes) if (node) walk.visit(node, frame);
}

/** Visits the statements of a block inside `frame`, such as the body of an `if`. */
export function visitBlock(statements: readonly Statement[], kind: FrameKind, node: Node, frame: Frame, walk: Walk): void {
  if (statements.length) visitAll(statements, { kind, node, parent: frame, scope: frame.scope }, walk);
}

/** Fields that hold child nodes, in the order that they are visited. */
const childFields: { readonly [type: string]: readonly string[] } = {
  BoolOp: ['values'],
  BinOp: ['left', 'right'],
  UnaryOp: ['operand'],
  IfExp: ['test', 'body', 'orelse'],
  Dict: ['keys', 'values'],
  Set: ['elts'],
  Await: ['value'],
  Yield: ['value'],
  YieldFrom: ['value'],
  Compare: ['left', 'comparators'],
  FormattedValue: ['value', 'format_spec'],
  Interpolation: ['value', 'format_spec'],
  JoinedStr: ['values'],
  TemplateStr: ['values'],
  Starred: ['value'],
  List: ['elts'],
  Tuple: ['elts'],
  Slice: ['lower', 'upper', 'step'],
  Keyword: ['value'],
  Expr: ['value'],
  Raise: ['exc', 'cause'],
  Assert: ['test', 'msg'],
  Return: ['value'],
  TypeAlias: ['value'],
};

export function visitChildren(node: Node, frame: Frame, walk: Walk): void {
  for (const field of childFields[node.nodeType] ?? []) {
    const child = (node as unknown as { [field: string]: Node | readonly (Node | null)[] | undefined })[field];
    if (Array.isArray(child)) visitAll(child, frame, walk);
    else if (child) walk.visit(child as Node, frame);
  }
}
