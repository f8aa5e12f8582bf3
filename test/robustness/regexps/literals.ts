import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

export interface Literal {
  /** `src/text/glob.ts:42` */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

/** The regular expressions that are written in a file, also with `pattern` and `patternWith`, where a word stands for what is inserted. */
export function literalsIn(path: string): Literal[] {
  const bytes = readFileSync(path);
  const module = parseSync(bytes.toString(), { syntax: 'typescript' });
  const found: Literal[] = [];
  const add = (span: Span, source: string, flags: string): void => {
    const line = bytes
      .subarray(0, Math.max(0, span.start - module.span.start))
      .toString()
      .split('\n').length;
    found.push({ place: `${path}:${line}`, source, flags });
  };
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (isNode(node)) {
      if (node.type === 'RegExpLiteral') add(node.span, node.pattern, node.flags);
      if (node.type === 'TaggedTemplateExpression') {
        const flags = flagsOf(node.tag);
        if (flags !== undefined) add(node.span, node.template.quasis.map(({ raw }) => raw).join('zq'), flags);
      }
    }
    for (const value of Object.values(node)) visit(value);
  };
  visit(module.body);
  return found;
}

interface Span {
  readonly start: number;
}

type Tag =
  | { readonly type: 'Identifier'; readonly value: string }
  | {
      readonly type: 'CallExpression';
      readonly callee: { readonly value?: string };
      readonly arguments: readonly { readonly expression: { readonly value: string } }[];
    };

type Node = { readonly span: Span } & (
  | { readonly type: 'RegExpLiteral'; readonly pattern: string; readonly flags: string }
  | {
      readonly type: 'TaggedTemplateExpression';
      readonly tag: Tag;
      readonly template: { readonly quasis: readonly { readonly raw: string }[] };
    }
);

const isNode = (node: object): node is Node => 'type' in node && 'span' in node;

const flagsOf = (tag: Tag): string | undefined => {
  if (tag.type === 'Identifier') return tag.value === 'pattern' ? '' : undefined;
  return tag.type === 'CallExpression' && tag.callee.value === 'patternWith' ? tag.arguments[0]?.expression.value : undefined;
};
