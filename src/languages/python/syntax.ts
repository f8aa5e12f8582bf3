import type { ASTNodeUnion, ExprNode, Module, StmtNode } from 'py-ast';

/** Nodes of the tree, with the names and fields that CPython's `ast` has. */
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

/** The text of a plain string literal; undefined for bytes and f-strings. */
export function stringOf(node: Expression | null | undefined): string | undefined {
  return node?.nodeType === 'Constant' && typeof node.value === 'string' && !isBytes(node) ? node.value : undefined;
}

export const isBytes = (node: NodeOf<'Constant'>): boolean => /^[rR]?[bB]/.test(node.quote_style ?? '');

/** `a.b.c` for a chain of attributes that starts at a name. */
export function dottedName(node: Expression): string | undefined {
  const parts: string[] = [];
  let current = node;
  while (current.nodeType === 'Attribute') {
    parts.push(current.attr);
    current = current.value;
  }
  return current.nodeType === 'Name' ? [current.id, ...parts.reverse()].join('.') : undefined;
}

/** The last part of a name as written: `DataLoader` for `DataLoader` and for `data.DataLoader`. */
export const lastName = (node: Expression): string | undefined =>
  node.nodeType === 'Attribute' ? node.attr : node.nodeType === 'Name' ? node.id : undefined;

export const isSelf = (node: Expression): boolean => node.nodeType === 'Name' && node.id === 'self';

/** The keyword argument of a call with that name. */
export const keywordOf = (call: CallNode, name: string): Expression | undefined =>
  call.keywords.find((keyword) => keyword.arg === name)?.value;

/** Parameters that can be given by position, in order. */
export const positionalParameters = ({ args }: FunctionNode): string[] =>
  [...args.posonlyargs, ...args.args].map(({ arg }) => arg);

/** Parameters with their defaults. `*args` and `**kwargs` aren't among them. */
export function parametersOf(
  args: NodeOf<'Arguments'>,
): { readonly node: NodeOf<'Arg'>; readonly value: Expression | undefined }[] {
  const positional = [...args.posonlyargs, ...args.args];
  const firstDefault = positional.length - args.defaults.length;
  return [
    ...positional.map((node, position) => ({ node, value: args.defaults[position - firstDefault] })),
    ...args.kwonlyargs.map((node, position) => ({ node, value: args.kw_defaults[position] ?? undefined })),
  ];
}
