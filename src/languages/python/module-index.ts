import { type Mutable, walkModule } from './index-walk';
import type { PythonFile } from './parse';
import { type Binding, type Frame, newScope, type Scope, type Site } from './scopes';
import type { CallNode, Expression, FunctionNode, Node, NodeOf, Tree } from './syntax';

type Loop = NodeOf<'For'> | NodeOf<'AsyncFor'> | NodeOf<'While'>;

/** `target.attribute = value`; without a value where it is one of several targets or changed in place. */
export interface AttributeStore {
  readonly target: NodeOf<'Attribute'>;
  readonly value: Expression | undefined;
  readonly frame: Frame;
}

/** What one pass over the tree finds. */
export interface ModuleIndex {
  readonly module: Scope;
  readonly scopes: ReadonlyMap<Node, Scope>;
  readonly calls: readonly Site<CallNode>[];
  /** Calls that other processes or threads make; their place is that of the call that starts them. */
  readonly started: readonly Site<CallNode>[];
  readonly imports: readonly Site<NodeOf<'Import'> | NodeOf<'ImportFrom'>>[];
  /** `name[…]` and `a.b[…]`, read, written and deleted. */
  readonly subscripts: readonly Site<NodeOf<'Subscript'>>[];
  /** `… == …`, `… in …` and the like. */
  readonly comparisons: readonly Site<NodeOf<'Compare'>>[];
  /** `… and …`, `… or …` and `… if … else …`. */
  readonly choices: readonly Site<NodeOf<'BoolOp'> | NodeOf<'IfExp'>>[];
  readonly functions: readonly Site<FunctionNode>[];
  readonly classes: readonly Site<NodeOf<'ClassDef'>>[];
  readonly loops: readonly Site<Loop>[];
  /** What `with` statements enter. */
  readonly contexts: readonly Site<Expression>[];
  readonly returns: ReadonlyMap<Node, Site<NodeOf<'Return'>>[]>;
  /** Assignments to attributes, by the attribute's name. */
  readonly attributeStores: ReadonlyMap<string, AttributeStore[]>;
  /** Attributes that are read or written by name; methods that are called included. */
  readonly attributes: ReadonlySet<string>;
  /** Names that are read other than to call them: such a function can be called from anywhere. */
  readonly escaping: ReadonlySet<string>;
  /** Attributes that are read other than to call them: such a method can be called from anywhere. */
  readonly escapingAttributes: ReadonlySet<string>;
  readonly starImports: readonly Site<NodeOf<'ImportFrom'>>[];
  readonly unread: string | undefined;
  /** Full names that were found before, for `qualifiedName`; null where there is none. */
  readonly names: Map<Expression, string | null>;
  /** The statement that lets options of the command line replace module constants that stand above it, as `exec(open('configurator.py').read())` does. */
  overriddenFrom(binding: Binding): CallNode | undefined;
}

export function indexOf(file: PythonFile): ModuleIndex {
  const tree: Tree = file.tree ?? ({ nodeType: 'Module', body: [] } as unknown as Tree);
  const index = emptyIndex(tree);
  try {
    walkModule(tree, index);
    return index;
  } catch (error) {
    if (error instanceof RangeError) return { ...emptyIndex(tree), unread: 'the code is nested too deeply' };
    throw error;
  }
}

function emptyIndex(tree: Tree): Mutable<ModuleIndex> {
  const module = newScope('module', tree, undefined, '');
  const index: Mutable<ModuleIndex> = {
    module,
    scopes: new Map([[tree, module]]),
    calls: [],
    started: [],
    imports: [],
    subscripts: [],
    comparisons: [],
    choices: [],
    functions: [],
    classes: [],
    loops: [],
    contexts: [],
    returns: new Map(),
    attributeStores: new Map(),
    attributes: new Set(),
    escaping: new Set(),
    escapingAttributes: new Set(),
    starImports: [],
    unread: undefined,
    names: new Map(),
    overriddenFrom: (binding) => {
      if (binding.frame.scope !== module) return undefined;
      const override = index.calls.find(
        (site) => site.frame.scope === module && site.node.func.nodeType === 'Name' && site.node.func.id === 'exec',
      );
      return override && (override.node.lineno ?? 0) > (binding.node.lineno ?? 0) ? override.node : undefined;
    },
  };
  return index;
}
