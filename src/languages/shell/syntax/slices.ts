import { forEachChild, type SyntaxNode } from 'unbash';
import type { Span } from '../../../text/span';
import type { ShellScript } from './parse';

/** `${NAME:offset}` with the text of its offset. */
export interface Slice {
  readonly name: string;
  readonly offset: string;
  readonly span: Span;
}

/** The expansions that cut a value, in order of position. */
export function slicesIn({ tree, file }: ShellScript): readonly Slice[] {
  const slices: Slice[] = [];
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'CommandExpansion' && node.script?.source !== undefined) return;
    if (node.type === 'ParameterExpansion' && node.operation?.type === 'Slice') {
      const text = file.text.slice(node.pos, node.end);
      const offset = text.slice(text.indexOf(':') + 1, -1);
      slices.push({ name: node.parameter, offset, span: { file: file.path, start: node.pos, end: node.end } });
    }
    forEachChild(node, visit);
  };
  visit(tree);
  return slices;
}
