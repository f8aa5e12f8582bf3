import type { Span } from '../../text/span';
import type { Module } from './module';
import type { Expression } from './syntax';

/** The span of an expression. For a string literal in one piece, that of its text without prefix and quotes. */
export function literalSpan(node: Expression, module: Module): Span {
  const span = module.span(node);
  if (node.nodeType !== 'Constant' || typeof node.value !== 'string') return span;
  const text = module.source.text.slice(span.start, span.end);
  const quotes = /^([a-zA-Z]{0,2})('''|"""|'|")/.exec(text);
  const quote = quotes?.[2];
  if (!quotes || !quote || !text.endsWith(quote) || text.length < quotes[0].length + quote.length) return span;
  return { file: span.file, start: span.start + quotes[0].length, end: span.end - quote.length };
}
