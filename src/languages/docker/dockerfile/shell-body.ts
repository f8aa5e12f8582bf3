import type { Instruction } from './instructions';
import { continuationMark, isCommentLine, isEmptyLine, physicalLines } from './text';

/**
 * A shell script in a Dockerfile. `text` is as long as the range it was made from, so an offset in it plus `start` is the offset
 * in the Dockerfile. Comment lines and empty lines between continued lines, which the builder removes, are spaces.
 */
export interface ShellBody {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The script of a shell form: the content of its only here-document if it is nothing else, otherwise the command with its
 * here-documents.
 */
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
 * One line for the shell, as the builder passes it on, so a comment in it extends to its end. A continuation mark inside a word
 * stays for the shell to remove. Any other is replaced by spaces, with the end of its line.
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
