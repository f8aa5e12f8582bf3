import type { ModuleIndex } from '../module-index';
import { type Frame, newScope } from '../scopes';
import type { Node, Tree } from '../syntax';
import { expressionVisitors } from './expressions';
import { scopeVisitors } from './scopes';
import { statementVisitors } from './statements';
import { type GrowingIndex, visitAll, visitChildren, type Walk } from './walk';

type Visit = (node: Node, frame: Frame, walk: Walk) => void;

const visitors = new Map(
  Object.entries({ ...statementVisitors, ...scopeVisitors, ...expressionVisitors }) as [Node['nodeType'], Visit][],
);

/** Indexes a module in one pass over its tree. The index of a file without a tree is empty. */
export function indexOf(tree: Tree | undefined): ModuleIndex {
  const root: Tree = tree ?? ({ nodeType: 'Module', body: [] } as unknown as Tree);
  const index = emptyIndex(root);
  const walk: Walk = {
    index,
    visit: (node, frame) => (visitors.get(node.nodeType) ?? visitChildren)(node, frame, walk),
  };
  try {
    visitAll(root.body, { kind: 'module', node: root, parent: undefined, scope: index.module }, walk);
    return index;
  } catch (error) {
    if (error instanceof RangeError) return { ...emptyIndex(root), unread: 'the code is nested too deeply' };
    throw error;
  }
}

function emptyIndex(tree: Tree): GrowingIndex {
  const module = newScope('module', tree, undefined, '');
  const index: GrowingIndex = {
    module,
    scopes: new Map([[tree, module]]),
    calls: [],
    members: [],
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
    changes: new Map(),
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
