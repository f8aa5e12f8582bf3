import type { Assignment } from 'unbash';
import type { Span } from '../../../text/span';
import type { Word } from '../values/word';
import type { Scope } from './scope';

/** A command with its words expanded. */
export interface Invocation {
  readonly words: readonly Word[];
  /** Assignments of `export`, `local` and the like, which aren't words. */
  readonly assignments: readonly Assignment[];
  readonly span: Span;
  readonly scope: Scope;
}

/** Where what a command prints comes from: the `$(…)` that it is in, otherwise the command itself. */
export const outputSpan = ({ scope, span }: Invocation): Span => scope.substitution ?? span;
