import type { Position, Range } from 'vscode-languageserver/node';
import { lineStarts, positionAt } from '../text/lines';
import { isPlace, isSpan, type Location } from '../text/span';

/** Lines and characters of one text as editors count them: from 0, in UTF-16 units. */
export interface Positions {
  readonly text: string;
  at(offset: number): Position;
  offset(position: Position): number;
  range(start: number, end: number): Range;
}

export function positionsIn(text: string): Positions {
  let starts: readonly number[] | undefined;
  const known = (): readonly number[] => (starts ??= lineStarts(text));
  const at = (offset: number): Position => {
    const { line, column } = positionAt(known(), Math.max(0, Math.min(offset, text.length)));
    return { line: line - 1, character: column - 1 };
  };
  return {
    text,
    at,
    offset({ line, character }) {
      const start = known()[line];
      if (start === undefined) return text.length;
      return Math.min(start + character, lineEnd(text, known(), line));
    },
    range: (start, end) => ({ start: at(start), end: at(end) }),
  };
}

function lineEnd(text: string, starts: readonly number[], line: number): number {
  let end = starts[line + 1] ?? text.length;
  while (end > (starts[line] ?? 0) && /[\r\n]/.test(text[end - 1] ?? '')) end--;
  return end;
}

const top: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The range of a location. A whole file is shown at its first line. */
export function rangeOf(at: Location, positions: Positions | undefined): Range {
  if (isSpan(at)) return positions ? positions.range(at.start, at.end) : top;
  if (isPlace(at)) {
    const line = at.line - 1;
    const character = at.column - 1;
    return {
      start: { line, character },
      end: { line: (at.endLine ?? at.line) - 1, character: at.endColumn === undefined ? character : at.endColumn - 1 },
    };
  }
  if (!positions) return top;
  const end = lineEnd(positions.text, lineStarts(positions.text), 0);
  return positions.range(0, end);
}

const isWithin = ({ line, character }: Position, { start, end }: Range): boolean =>
  (line > start.line || (line === start.line && character >= start.character)) &&
  (line < end.line || (line === end.line && character <= end.character));

export const overlap = (one: Range, other: Range): boolean => isWithin(one.start, other) || isWithin(other.start, one);
