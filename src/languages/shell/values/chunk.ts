import type { Condition } from './condition';
import type { Text } from './text';
import type { Segment } from './word';

/** A segment of a word that is being expanded. */
export interface Chunk {
  readonly segment: Segment;
  /** Quoted text is neither split nor read as a pattern. */
  readonly quoted: boolean;
  /** It came from an expansion, so it is split where it isn't quoted. */
  readonly split: boolean;
  readonly when: readonly Condition[] | undefined;
}

/** A word as a pattern, and as the text it was made of. */
export interface ExpandedPattern {
  readonly pattern: string;
  readonly text: Text;
  /** Whether all of it is known. */
  readonly whole: boolean;
  readonly chunks: readonly Chunk[];
}
