import type { SourceFile } from '../../../text/span';
import type { Instruction } from './instructions';
import { continuationMark, isCommentLine, isEmptyLine, physicalLines } from './text';

/**
 * A shell script that stands in a Dockerfile. `text` is as long as the stretch it was made from, so a position in it plus `start` is
 * the position in the Dockerfile. Comment lines and empty lines between continued lines, which the builder takes out, are spaces.
 */
export interface ShellBody {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The script of a shell form: its here-document where that is all there is, else the command with its here-documents. */
export function shellBody(instruction: Instruction, text: string, escapeCharacter: string): ShellBody {
  const { text: source, heredocs, span } = instruction;
  const [only] = heredocs;
  if (only && /^<<-?\s*\S+$/.test(source.text)) {
    const { start, end } = only.contentSpan;
    return { text: text.slice(start, end), start, end };
  }
  const start = source.offsets[0] ?? span.end;
  const commandEnd = source.offsets.at(-1) ?? start;
  const end = heredocs.length > 0 ? span.end : commandEnd;
  const command = continuedLines(text, start, commandEnd, escapeCharacter);
  return { text: command + text.slice(commandEnd, Math.max(end, commandEnd)), start, end: Math.max(end, commandEnd) };
}

/**
 * One line for the shell, as the builder hands it over: a comment in it reaches to its end. Where a mark stands between two halves of
 * a word it is left for the shell to take out, else it and the line's end are spaces.
 */
function continuedLines(text: string, from: number, to: number, escapeCharacter: string): string {
  let body = '';
  let first = true;
  for (const line of physicalLines(text, from, to)) {
    const written = text.slice(line.start, line.next);
    const mark = continuationMark(text, line, escapeCharacter);
    if (!first && (isCommentLine(text, line) || isEmptyLine(text, line))) body += ' '.repeat(written.length);
    else if (mark < 0 || line.next === line.end) body += written;
    else {
      const splitsWord = /\S/.test(text[mark - 1] ?? ' ') && /\S/.test(text[line.next] ?? ' ');
      const joint = splitsWord ? '\\\n' : '';
      body += text.slice(line.start, mark) + joint + ' '.repeat(line.next - mark - joint.length);
    }
    first = false;
  }
  return body;
}

/** The whole Dockerfile's length with all but the body blank: what a parser finds in it lies where it stands in the Dockerfile. */
export function bodyAsFile(body: ShellBody, file: SourceFile): SourceFile {
  return { path: file.path, text: file.text.slice(0, body.start).replace(/[^\n]/g, ' ') + body.text };
}
