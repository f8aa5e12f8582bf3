import type { Binding, Frame, Scope, Site } from './scopes';
import type { CallNode, Expression, FunctionNode, Node, NodeOf } from './syntax';

type Loop = NodeOf<'For'> | NodeOf<'AsyncFor'> | NodeOf<'While'>;

/** `target.attribute = value`. There is no value for one of several targets or for a change in place. */
export interface AttributeStore {
  readonly target: NodeOf<'Attribute'>;
  readonly value: Expression | undefined;
  readonly frame: Frame;
}

/** What one pass over a module's tree finds. */
export interface ModuleIndex {
  readonly module: Scope;
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly calls: readonly Site<CallNode>[];
  /** `a.b` that is read or called. `a.b.c` counts as two. */
  readonly members: readonly Site<NodeOf<'Attribute'>>[];
  /** Calls that other processes or threads make. Their frame is that of the call that starts them. */
  readonly started: readonly Site<CallNode>[];
  readonly imports: readonly Site<NodeOf<'Import'> | NodeOf<'ImportFrom'>>[];
  /** `name[…]` and `a.b[…]`: read, written, and deleted. */
  readonly subscripts: readonly Site<NodeOf<'Subscript'>>[];
  /** `… == …`, `… in …`, and the like. */
  readonly comparisons: readonly Site<NodeOf<'Compare'>>[];
  /** `… and …`, `… or …`, and `… if … else …`. */
  readonly choices: readonly Site<NodeOf<'BoolOp'> | NodeOf<'IfExp'>>[];
  readonly functions: readonly Site<FunctionNode>[];
  readonly classes: readonly Site<NodeOf<'ClassDef'>>[];
  readonly loops: readonly Site<Loop>[];
  /** What `with` statements enter. */
  readonly contexts: readonly Site<Expression>[];
  readonly returns: ReadonlyMap<Node, Site<NodeOf<'Return'>>[]>;
  /** Assignments to attributes, by the attribute's name. */
  readonly attributeStores: ReadonlyMap<string, AttributeStore[]>;
  /** Names of attributes that are read, written, or called. */
  readonly attributes: ReadonlySet<string>;
  /** Names that are read other than to call them: such a function can be called from anywhere. */
  readonly escaping: ReadonlySet<string>;
  /** Attributes that are read other than to call them: such a method can be called from anywhere. */
  readonly escapingAttributes: ReadonlySet<string>;
  readonly starImports: readonly Site<NodeOf<'ImportFrom'>>[];
  /** Why the tree couldn't be indexed. */
  readonly unread: string | undefined;
  /** Full names already found, for `qualifiedName`; null for an expression without one. */
  readonly names: Map<Expression, string | null>;
  /** Keys already found, for `changedKeys`, by the first binding of a dictionary's name; null if they aren't known. */
  readonly changes: Map<Binding, ReadonlySet<string> | null>;
  /**
   * The statement that lets command-line options replace the module constants above it, as
   * `exec(open('configurator.py').read())` does.
   */
  overriddenFrom(binding: Binding): CallNode | undefined;
}
