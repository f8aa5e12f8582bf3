import type { Span } from '../../../text/span';
import type { Text } from '../values/text';

/** The text that nodes' offsets count in: a file, or text that was put together at run time (`eval`, `bash -c`), which has one place. */
export interface Source {
  readonly file: string;
  readonly text: string;
  /** Set where offsets are not the file's own. */
  readonly place?: Span;
}

export const spanOf = (source: Source, node: { readonly pos: number; readonly end: number }): Span =>
  source.place ?? { file: source.file, start: node.pos, end: node.end };

/** A text that commands read from; how much of it was read is in the state. */
export interface Input {
  readonly text: Text;
}

/** How a command is run: the source of its nodes, and what it reads and writes. */
export interface Scope {
  readonly source: Source;
  readonly input: Input | undefined;
  /** Output is collected in the state, for a substitution or the next command of a pipeline. */
  readonly capture: boolean;
  /** The status is looked at, so that `set -e` does not apply. */
  readonly tested: boolean;
  /** The `$(…)` that the command is part of: the place of what it computes. */
  readonly substitution?: Span;
}
