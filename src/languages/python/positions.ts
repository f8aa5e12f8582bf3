import type { SourceFile, Span } from '../../text/span';
import type { Located } from './syntax';

/** Turns the parser's lines and byte columns into offsets. */
export interface Positions {
  offset(line: number, byteColumn: number): number;
  span(node: Located): Span;
}

/** Positions in the text after `start`, the length of its byte order mark. As in CPython's tokenizer, CR, LF, and CRLF end a line. */
export function positionsOf(file: SourceFile, start: number): Positions {
  const { text } = file;
  const starts = [start];
  for (let index = start; index < text.length; index++) {
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
      const from = offset(node.lineno ?? 1, node.col_offset ?? 0);
      const end = node.end_lineno === undefined ? from : offset(node.end_lineno, node.end_col_offset ?? 0);
      return { file: file.path, start: from, end: Math.max(from, end) };
    },
  };
}

/** Half of a pair that is four bytes in UTF-8. */
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;
