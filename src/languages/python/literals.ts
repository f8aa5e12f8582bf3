import type { Span } from '../../text/span';
import type { PythonFile } from './parse';
import type { Expression } from './syntax';

/** The span of an expression; of a string literal in one piece, of its text without prefix and quotes. */
export function literalSpan(node: Expression, file: PythonFile): Span {
  const span = file.span(node);
  if (node.nodeType !== 'Constant' || typeof node.value !== 'string') return span;
  const text = file.source.text.slice(span.start, span.end);
  const quotes = /^([a-zA-Z]{0,2})('''|"""|'|")/.exec(text);
  const quote = quotes?.[2];
  if (!quotes || !quote || !text.endsWith(quote) || text.length < quotes[0].length + quote.length) return span;
  return { file: span.file, start: span.start + quotes[0].length, end: span.end - quote.length };
}
