import { heredocMarks } from './heredoc';
import { continuationMark, isCommentLine, isEmptyLine, logicalText, type PhysicalLine, physicalLines } from './text';

const FILLER = '_';

/**
 * A text of the same length and lines, in which dockerfile-ast 0.7.1 finds the instructions that BuildKit finds. The library
 * takes every `<<` for a here-document, also in quotes and arithmetic. It misses those with whitespace, quoted names with spaces
 * and file descriptors. And it continues a line at an escaped escape character.
 */
export function normalizeDockerfile(text: string, escapeCharacter: string): string {
  if (!text.includes('<<') && !text.includes(escapeCharacter + escapeCharacter)) return text;
  const characters: string[] = [];
  let copied = 0;
  const replace = (at: number, length: number, by: string): void => {
    if (at < copied) return;
    characters.push(text.slice(copied, at), by.padEnd(length, ' ').slice(0, length));
    copied = at + length;
  };
  let at = 0;
  while (at < text.length) {
    const line = physicalLines(text, at, text.length).next().value as PhysicalLine;
    if (isCommentLine(text, line) || isEmptyLine(text, line)) {
      at = line.next;
      continue;
    }
    const logical = logicalText('', text, at, text.length, escapeCharacter);
    const after = logical.next;
    for (const part of physicalLines(text, at, after)) {
      if (text[part.end - 1] === escapeCharacter && continuationMark(text, part, escapeCharacter) < 0)
        replace(part.end - 1, 1, FILLER);
    }
    if (/^\s*(onbuild\s+)?(run|copy|add)\b/i.test(logical.text) && logical.text.includes('<<')) {
      const marks = heredocMarks(logical);
      const edits = new Map<number, [length: number, by: string]>();
      for (const match of logical.text.matchAll(/<</g)) {
        const mark = marks.find(({ start, end }) => start <= match.index && match.index < end);
        if (!mark) edits.set(match.index, [2, FILLER + FILLER]);
      }
      for (const { start, end, name, chomp } of marks)
        edits.set(start, [end - start, `<<${chomp ? '-' : ''}${name.replace(/\s/g, FILLER)}`]);
      for (const [start, [length, by]] of [...edits].sort(([a], [b]) => a - b)) {
        const offset = logical.offsets[start]!;
        if (logical.offsets[start + length - 1] === offset + length - 1) replace(offset, length, by);
      }
      at = skipContents(text, after, marks, replace);
    } else at = after;
  }
  characters.push(text.slice(copied));
  return characters.join('');
}

/**
 * Skips the contents. A name with spaces was replaced where the here-document starts, so it is replaced in the line that ends it
 * too.
 */
function skipContents(
  text: string,
  from: number,
  marks: readonly { readonly name: string; readonly chomp: boolean }[],
  replace: (at: number, length: number, by: string) => void,
): number {
  let at = from;
  for (const { name, chomp } of marks) {
    let ended = false;
    for (const line of physicalLines(text, at, text.length)) {
      const content = text.slice(line.start, line.end);
      at = line.next;
      ended = (chomp ? content.replace(/^\t+/, '') : content) === name;
      if (!ended) continue;
      if (/\s/.test(name)) replace(line.end - name.length, name.length, name.replace(/\s/g, FILLER));
      break;
    }
    if (!ended) return text.length;
  }
  return at;
}
