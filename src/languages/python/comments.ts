import type { SourceFile, Span } from '../../text/span';

/** A comment, from its `#` to the end of the line. */
export interface Comment {
  readonly text: string;
  readonly span: Span;
  /** Only white space comes before it on its line. */
  readonly ownLine: boolean;
}

/** The comments of a file, also of one that doesn't parse. */
export function commentsOf(file: SourceFile): Comment[] {
  const comments: Comment[] = [];
  const { text } = file;
  let lineStart = 0;
  let index = 0;
  while (index < text.length) {
    const character = text[index];
    if (character === '#') {
      const end = endOfLine(text, index);
      comments.push({
        text: text.slice(index, end),
        span: { file: file.path, start: index, end },
        ownLine: text.slice(lineStart, index).trim() === '',
      });
      index = end;
    } else if (character === '"' || character === "'") {
      index = endOfString(text, index);
    } else {
      index++;
      if (character === '\n' || character === '\r') lineStart = index;
    }
  }
  return comments;
}

function endOfLine(text: string, from: number): number {
  let index = from;
  while (index < text.length && text[index] !== '\n' && text[index] !== '\r') index++;
  return index;
}

/** Fields of an f-string count as part of the string. A string that isn't closed ends with its line. */
function endOfString(text: string, from: number): number {
  const quote = text[from] as string;
  const triple = text.startsWith(quote.repeat(3), from);
  let index = from + (triple ? 3 : 1);
  while (index < text.length) {
    const character = text[index];
    if (character === '\\') index += 2;
    else if (triple ? text.startsWith(quote.repeat(3), index) : character === quote) return index + (triple ? 3 : 1);
    else if (!triple && (character === '\n' || character === '\r')) return index;
    else index++;
  }
  return text.length;
}
