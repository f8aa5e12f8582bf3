import type { Span } from '../../../text/span';
import type { EmbeddedText } from '../embedded';
import type { Text } from '../values/text';

/**
 * The text that the offsets of nodes refer to: a file, or text that was put together at run time (`eval`, `bash -c`), which has a
 * single place.
 */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Set where the offsets aren't those of the file. */
  readonly place?: Span;
  /** Where the text is written, if it's embedded in a file of another language. */
  readonly embedded?: EmbeddedText;
}

/** The span of a node of a source. */
export const spanOf = (source: Source, node: { readonly pos: number; readonly end: number }): Span =>
  source.place ?? source.embedded?.spanOf(node.pos, node.end) ?? { file: source.file, start: node.pos, end: node.end };

/** A text that commands read from. State.cursors holds how much of it was read. */
export interface Input {
  readonly text: Text;
}

/** Where a command runs: the source of its nodes, what it reads, and who reads its output and status. */
export interface Scope {
  readonly source: Source;
  readonly input: Input | undefined;
  /** The output is collected in the state, for a substitution or the next command of a pipeline. */
  readonly capture: boolean;
  /** Something tests the status, so `set -e` doesn't apply. */
  readonly tested: boolean;
  /** Nothing after the list of statements has to be followed, so that its end can be left out: see `statements/rest.ts`. */
  readonly last?: boolean;
  /** The `$(…)` that the command is in: the place of what it prints. */
  readonly substitution?: Span;
}
