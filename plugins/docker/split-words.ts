import type { Part, Word } from '../../src/api';

/**
 * The word that an unquoted expansion split, so that a part became a word of its own. Undefined where the whole word is the expansion,
 * which may be split on purpose.
 */
export function splitOff({ word }: Part, argv: readonly Word[]): Word | undefined {
  const first = argv.find(({ span }) => span.file === word.span.file && span.start === word.span.start);
  const isGlued = first !== undefined && first !== word && first.segments.some(({ unquoted }) => !unquoted);
  return isGlued && word.segments[0]?.unquoted ? first : undefined;
}
