import type { Part, Span } from '../../src/api';

/** The place that wrote a value: the literal or default that it comes from, where it comes from one place; else the word in the command. */
export function originOf({ word, span }: Part): Span {
  const written = word.segments.filter(({ text }) => text !== '');
  const [only] = written;
  return only && written.length === 1 && only.span.end > only.span.start ? only.span : span;
}
