import type { SourceFile, Span } from '../../text/span';
import type { Located } from './syntax';

/** Turns the parser's lines and byte columns into spans. */
export interface Positions {
  offset(line: number, byteColumn: number): number;
  span(node: Located): Span;
}

/** Lines end as CPython's tokenizer ends them: CR, LF and CRLF. */
export function positionsOf(file: SourceFile, mark: number): Positions {
  const { text } = file;
  const starts = [mark];
  for (let index = mark; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) starts.push(index + 1);
  }
  const offset = (line: number, byteColumn: number): number => {
    let index = starts[line - 1] ?? text.length;
    for (let bytes = 0; bytes < byteColumn && index < text.length; index++) {
      const code = text.charCodeAt(index);
      bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : isSurrogate(code) ? 2 : 3;
    }
    return index;
  };
  return {
    offset,
    span: (node) => {
      const start = offset(node.lineno ?? 1, node.col_offset ?? 0);
      const end = node.end_lineno === undefined ? start : offset(node.end_lineno, node.end_col_offset ?? 0);
      return { file: file.path, start, end: Math.max(start, end) };
    },
  };
}

/** Half of a pair that takes four bytes in UTF-8. */
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
