import { forEachChild, type SyntaxNode } from 'unbash';
import { parseSource } from '../../languages/shell';
import { lineStarts, positionAt } from '../../text/lines';
import type { SourceFile } from '../../text/span';
import type { Comment } from './comment';
import type { Language } from './language';
import { dockerfileContinuations, splitLines } from './dockerfile-comments';

/** Lines that belong together because there can't be a comment between them or, in a Dockerfile, because they're one instruction. */
export interface LogicalLines {
  readonly starts: readonly number[];
  /** The first and the last line that belong together with a line, both from 1. */
  around(line: number): { readonly first: number; readonly last: number };
  /** The line that a comment for the next line applies to: the first one below that is more than a comment. */
  below(line: number): number;
}

export function logicalLines(file: SourceFile, language: Language, comments: readonly Comment[]): LogicalLines {
  const starts = lineStarts(file.text);
  const joined = continuations(file, language, comments);
  const onlyComment = new Set(
    comments
      .filter(({ start }) => file.text.slice(starts[positionAt(starts, start).line - 1], start).trim() === '')
      .map(({ start }) => positionAt(starts, start).line),
  );
  // Indexed by line, from 1: each is computed from its neighbor's, so that many directives cost no more than one.
  const count = starts.length;
  const firsts = [0];
  for (let line = 1; line <= count; line++) firsts.push(line > 1 && joined[line - 2] ? firsts[line - 1]! : line);
  const lasts: number[] = [];
  const belows: number[] = [];
  for (let line = count; line > 0; line--) {
    lasts[line] = line < count && joined[line - 1] ? lasts[line + 1]! : line;
    belows[line] = onlyComment.has(line + 1) ? belows[line + 1]! : line + 1;
  }
  return {
    starts,
    around: (line) => ({ first: firsts[line] ?? line, last: lasts[line] ?? line }),
    below: (line) => belows[line] ?? line + 1,
  };
}

/** For each line, whether the next one belongs to it. In YAML, a directive always applies to a single line. */
function continuations(file: SourceFile, language: Language, comments: readonly Comment[]): readonly boolean[] {
  if (language === 'dockerfile') return dockerfileContinuations(file.text);
  if (language !== 'shell' && language !== 'python') return [];
  const commented = new Set(comments.map(({ end }) => end));
  const joined = splitLines(file.text).map(
    ({ start, text }) => /(?<!\\)(?:\\\\)*\\$/.test(text) && !commented.has(start + text.length),
  );
  if (language === 'shell') joinWords(file.text, joined);
  return joined;
}

/** Joins the lines of a quoted string. The commands of a substitution inside it stay separate. */
function joinWords(text: string, joined: boolean[]): void {
  const starts = lineStarts(text);
  const mark = (from: number, to: number, value: boolean): void => {
    const last = positionAt(starts, to).line;
    for (let line = positionAt(starts, from).line; line < last; line++) {
      if (
        value ||
        !text
          .slice(starts[line - 1], starts[line])
          .trimEnd()
          .endsWith('\\')
      )
        joined[line - 1] = value;
    }
  };
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Word') mark(node.pos, node.end, true);
    if (node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') {
      if (!node.script || node.script.source !== undefined) return;
      mark(node.pos, node.end, false);
    }
    forEachChild(node, visit);
  };
  visit(parseSource(text));
}
