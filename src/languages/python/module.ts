import type { SourceFile, Span } from '../../text/span';
import type { Declarations } from './declarations';
import type { ModuleIndex } from './module-index';
import type { Outline } from './outline';
import type { Frame } from './scopes';
import type { Expression, Located } from './syntax';
import type { Value } from './value';

/** Works out what an expression is worth at its place, as far as its module shows. */
export type Resolve = (expression: Expression, frame: Frame) => Value;

/** A module as written: what its values are worked out from. */
export interface ModuleSyntax {
  readonly source: SourceFile;
  readonly path: string;
  /** What can be found without parsing. */
  readonly outline: Outline;
  /** Scopes, calls, loops, and imports, from one pass over the tree. Empty if there is no tree. */
  readonly index: ModuleIndex;
  /** Options as declared, before evaluation. */
  readonly declarations: Declarations;
  span(node: Located): Span;
}

/** A module with its values: all that facts are read from. */
export interface Module extends ModuleSyntax {
  readonly resolve: Resolve;
}
