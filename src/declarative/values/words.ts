import type { Part } from '../../languages/docker';
import { hasStrayMark, showRoots } from '../../languages/shell';
import type { Span } from '../../text/span';
import { type Field, placed } from '../objects';
import { listOf, unknown } from '../unknown';

/** A word that is there on some paths only counts as unknown, because a finding would be wrong on the others. */
const isSure = (part: Part): boolean => part.text !== undefined && !part.word.when && !hasStrayMark(part.text);

export const textOf = (part: Part): string | typeof unknown => (isSure(part) ? showRoots(part.text ?? '') : unknown);

/** Where the text is written: if the word is only a variable, that's the literal in its assignment. */
export function spanOf({ word, span }: Part): Span {
  const [only, more] = word.segments;
  return only && !more ? only.span : span;
}

/** Words up to the first that isn't sure: what follows it can be at any position. */
export function textsOf(parts: readonly Part[], self: Span, mayHoldMore = false): Field {
  const firstUnsure = parts.findIndex((part) => !isSure(part));
  const sure = firstUnsure < 0 ? parts : parts.slice(0, firstUnsure);
  const list = listOf(
    sure.map((part) => showRoots(part.text ?? '')),
    mayHoldMore || firstUnsure >= 0,
  );
  return placed(list, { self, part: (key) => parts[Number(key)] && spanOf(parts[Number(key)] as Part) });
}
