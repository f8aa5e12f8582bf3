import type { ASTNodeUnion, ExprNode, Module, StmtNode } from 'py-ast';

/** Nodes of the tree, shaped as CPython's `ast` has them. */
export type Node = ASTNodeUnion;
export type Expression = ExprNode;
export type Statement = StmtNode;
export type Tree = Module;
export type NodeOf<Type extends Node['nodeType']> = Extract<Node, { nodeType: Type }>;
export type FunctionNode = NodeOf<'FunctionDef'> | NodeOf<'AsyncFunctionDef'>;
export type CallNode = NodeOf<'Call'>;

/** Lines from 1, columns in UTF-8 bytes from 0, as the parser gives them. */
export interface Located {
  readonly lineno?: number;
  readonly col_offset?: number;
  readonly end_lineno?: number;
  readonly end_col_offset?: number;
}

/** The text of a plain string literal, not of bytes or f-strings. */
export function stringOf(node: Expression | null | undefined): string | undefined {
  return node?.nodeType === 'Constant' && typeof node.value === 'string' && !/^[rR]?[bB]/.test(node.quote_style ?? '')
    ? node.value
    : undefined;
}

/** `a.b.c` of a chain of attributes that starts at a name. */
export function dottedName(node: Expression): string | undefined {
  const parts: string[] = [];
  let current = node;
  while (current.nodeType === 'Attribute') {
    parts.push(current.attr);
    current = current.value;
  }
  return current.nodeType === 'Name' ? [current.id, ...parts.reverse()].join('.') : undefined;
}
