import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash';
import type { SourceFile, Span } from '../../../text/span';

/** A comment with its `#`, without the end of the line. */
export interface ShellComment {
  readonly text: string;
  readonly span: Span;
}

/** The comments of a script, without its shebang. */
export function collectComments(tree: ParsedScript, file: SourceFile): ShellComment[] {
  const { text } = file;
  if (!text.includes('#')) return [];
  const covered = coveredRanges(tree, text.length);
  const comments: ShellComment[] = [];
  let range = 0;
  const marks = /#/g;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    const start = mark.index;
    while (range < covered.length && covered[range]!.end <= start) range += 1;
    if (range < covered.length && covered[range]!.start <= start) continue;
    if (start > 0 && !/[\s;&|()]/.test(text[start - 1]!)) continue;
    let end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    if (text[end - 1] === '\r') end -= 1;
    marks.lastIndex = end;
    if (start === 0 && text[1] === '!') continue;
    comments.push({ text: text.slice(start, end), span: { file: file.path, start, end } });
  }
  return comments;
}

/**
 * Ranges of the text where a `#` starts no comment: words, here-document bodies and arithmetic, but not the commands inside
 * `$(…)`.
 */
function coveredRanges(tree: ParsedScript, length: number): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  const holes: { start: number; end: number }[] = [];
  const open: SyntaxNode[] = [tree];
  for (let node = open.pop(); node; node = open.pop()) {
    const arithmetic = node.type.startsWith('Arithmetic');
    const covers = node.type === 'Word' || node.type === 'HereDocBody' || node.type === 'HereDocDelimiter' || arithmetic;
    if (covers && node.type !== 'ArithmeticFor') ranges.push({ start: node.pos, end: node.end });
    if (node.type === 'HereDocBody') continue;
    if (node.type === 'CommandExpansion' || node.type === 'ProcessSubstitution') {
      if (!node.script || node.script.source !== undefined) continue;
      holes.push({ start: node.pos + (node.text.startsWith('`') ? 1 : 2), end: node.end - 1 });
    }
    forEachChild(node, (child) => open.push(child));
  }
  return subtract(ranges, holes, length);
}

/**
 * The ranges without their holes. They nest properly, so each part of the text belongs to the innermost range or hole around it.
 */
function subtract(
  ranges: readonly { start: number; end: number }[],
  holes: readonly { start: number; end: number }[],
  length: number,
): { start: number; end: number }[] {
  const events = [
    ...ranges.map((range) => ({ ...range, covers: true })),
    ...holes.map((range) => ({ ...range, covers: false })),
  ].sort((a, b) => a.start - b.start || b.end - a.end);
  const result: { start: number; end: number }[] = [];
  const open: { end: number; covers: boolean }[] = [];
  let at = 0;
  const advance = (to: number): void => {
    while (at < to) {
      while (open.length > 0 && open[open.length - 1]!.end <= at) open.pop();
      const top = open[open.length - 1];
      const next = top ? Math.min(top.end, to) : to;
      if (top?.covers) {
        const last = result[result.length - 1];
        if (last && last.end === at) last.end = next;
        else result.push({ start: at, end: next });
      }
      at = next;
    }
  };
  for (const event of events) {
    advance(Math.min(event.start, length));
    while (open.length > 0 && open[open.length - 1]!.end <= event.start) open.pop();
    open.push(event);
  }
  advance(length);
  return result;
}
