import type { Condition } from './condition';
import type { Text } from './text';
import type { Segment } from './word';

export interface ExpandedPattern {
  readonly pattern: string;
  readonly text: Text;
  /** All of it is known. */
  readonly whole: boolean;
  readonly chunks: readonly Chunk[];
}

/** A piece of a word while it is expanded. */
export interface Chunk {
  readonly segment: Segment;
  /** Quoted text is neither split nor a pattern. */
  readonly quoted: boolean;
  /** Came from an expansion, so that it is split where it is not quoted. */
  readonly split: boolean;
  readonly when: readonly Condition[] | undefined;
}
