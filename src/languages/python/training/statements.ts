import type { Module } from '../module';
import type { Node, Statement } from '../syntax';

/** The statements of a block, with those in its branches and loops, but not in functions and classes. */
export function statementsIn(node: Node, isSkipped: (node: Node) => boolean = () => false): readonly Statement[] {
  const lists = ['body', 'orelse', 'finalbody', 'handlers'].map((key) => (node as unknown as Record<string, unknown>)[key]);
  const inside = lists.flatMap((list) => (Array.isArray(list) ? (list as Statement[]) : []));
  return inside.flatMap((each) =>
    opaque.test(each.nodeType) || isSkipped(each) ? [] : [each, ...statementsIn(each, isSkipped)],
  );
}

const opaque = /^(?:FunctionDef|AsyncFunctionDef|ClassDef)$/;

/** All statements of a module, also in its functions. */
export const allStatements = ({ index }: Module): readonly Statement[] =>
  [index.module.node, ...index.functions.map(({ node }) => node)].flatMap((node) => statementsIn(node));
