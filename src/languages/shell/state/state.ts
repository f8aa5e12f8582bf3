import type { Function as FunctionNode } from 'unbash';
import type { Span } from '../../../text/span';
import type { Condition } from '../values/condition';
import type { Text } from '../values/text';
import type { Word } from '../values/word';
import type { Input, Source } from './scope';
import type { Status } from './status';

/** One element of an array. */
export interface Element {
  readonly key: number | string;
  readonly value: Text;
  readonly span: Span;
  readonly when?: readonly Condition[];
  readonly many?: true;
}

/** A scalar is an array whose only element has the key 0. An empty one is declared but not set. */
export interface Variable {
  readonly kind: 'scalar' | 'indexed' | 'associative';
  readonly elements: readonly Element[];
  readonly exported?: boolean;
  readonly readonly?: boolean;
  readonly integer?: boolean;
  readonly fold?: 'lower' | 'upper';
  readonly reference?: boolean;
}

/** A function of the script, and the source its body is in. */
export interface ShellFunction {
  readonly node: FunctionNode;
  readonly source: Source;
}

interface Frame {
  readonly name: string;
  readonly call: Span;
  readonly source: Source;
  /** The variables that `local` hides. */
  readonly saved: Map<string, Variable | undefined>;
}

interface Jump {
  readonly kind: 'break' | 'continue' | 'return' | 'exit';
  readonly levels: number;
}

/**
 * All that a command can change. Snapshots share the maps until they are written. Everything else is replaced, never changed in
 * place.
 */
export interface State {
  /** Written only through {@link writableVariables}. */
  variables: ReadonlyMap<string, Variable | undefined>;
  variablesShared: boolean;
  functions: ReadonlyMap<string, ShellFunction>;
  readonly frames: Frame[];
  readonly cursors: Map<Input, number>;
  positional: readonly Word[];
  /** `$0`. */
  zero: Text;
  cwd: Text;
  options: ReadonlySet<string>;
  shopt: ReadonlySet<string>;
  traps: ReadonlyMap<string, string>;
  created: ReadonlyMap<string, 'file' | 'folder'>;
  written: ReadonlyMap<string, Text>;
  facts: ReadonlyMap<string, boolean>;
  when: readonly Condition[];
  requires: readonly Condition[];
  /** What `capture` has collected so far. */
  output: Text;
  status: Status;
  jump: Jump | undefined;
}

/** A copy of the state, so that another path can go on from it. */
export function snapshot(state: State): State {
  state.variablesShared = true;
  return {
    ...state,
    frames: state.frames.map((frame) => ({ ...frame, saved: new Map(frame.saved) })),
    cursors: new Map(state.cursors),
  };
}
