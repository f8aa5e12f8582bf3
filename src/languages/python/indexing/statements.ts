import type { Frame } from '../scopes';
import type { NodeOf } from '../syntax';
import { bind, bindPattern, bindTarget } from './bindings';
import { type Visitors, visitBlock, visitChildren, type Walk } from './walk';

export const statementVisitors: Visitors = {
  Assign: (node, frame, walk) => {
    for (const target of node.targets) bindTarget(target, 'assignment', frame, walk, node.value);
    walk.visit(node.value, frame);
  },
  AnnAssign: (node, frame, walk) => {
    if (!node.value) return;
    bindTarget(node.target, 'assignment', frame, walk, node.value);
    walk.visit(node.value, frame);
  },
  AugAssign: (node, frame, walk) => {
    bindTarget(node.target, 'augmented', frame, walk);
    if (node.target.nodeType === 'Name') frame.scope.mutated.add(node.target.id);
    walk.visit(node.value, frame);
  },
  Delete: (node, frame, walk) => {
    for (const target of node.targets) bindTarget(target, 'deleted', frame, walk);
  },
  Import: visitImport,
  ImportFrom: visitImportFrom,
  Global: (node, frame) => {
    for (const name of node.names) frame.scope.globals.add(name);
  },
  Nonlocal: (node, frame, walk) => {
    for (const name of node.names) bind({ kind: 'declared', name, node, frame }, walk);
  },
  For: visitFor,
  AsyncFor: visitFor,
  While: (node, frame, walk) => {
    walk.index.loops.push({ node, frame });
    walk.visit(node.test, frame);
    visitBlock(node.body, 'while', node, frame, walk);
    visitBlock(node.orelse, 'else', node, frame, walk);
  },
  If: visitIf,
  With: visitWith,
  AsyncWith: visitWith,
  Try: visitTry,
  TryStar: visitTry,
  Match: (node, frame, walk) => {
    walk.visit(node.subject, frame);
    for (const branch of node.cases) {
      bindPattern(branch.pattern, frame, walk);
      if (branch.guard) walk.visit(branch.guard, frame);
      visitBlock(branch.body, 'case', node, frame, walk);
    }
  },
  Return: (node, frame, walk) => {
    const owner = frame.scope.node;
    const returns = walk.index.returns.get(owner);
    if (returns) returns.push({ node, frame });
    else walk.index.returns.set(owner, [{ node, frame }]);
    visitChildren(node, frame, walk);
  },
};

function visitImport(node: NodeOf<'Import'>, frame: Frame, walk: Walk): void {
  walk.index.imports.push({ node, frame });
  for (const alias of node.names) {
    const local = alias.asname ?? alias.name.split('.')[0] ?? alias.name;
    bind({ kind: 'import', name: local, node: alias, frame, imported: alias.asname ? alias.name : local }, walk);
  }
}

function visitImportFrom(node: NodeOf<'ImportFrom'>, frame: Frame, walk: Walk): void {
  walk.index.imports.push({ node, frame });
  const prefix = '.'.repeat(node.level ?? 0) + (node.module ?? '');
  for (const alias of node.names) {
    if (alias.name === '*') {
      walk.index.starImports.push({ node, frame });
      continue;
    }
    const local = alias.asname ?? alias.name;
    const imported = prefix.endsWith('.') ? prefix + alias.name : `${prefix}.${alias.name}`;
    bind({ kind: 'import', name: local, node: alias, frame, imported }, walk);
  }
}

function visitFor(node: NodeOf<'For'> | NodeOf<'AsyncFor'>, frame: Frame, walk: Walk): void {
  walk.index.loops.push({ node, frame });
  walk.visit(node.iter, frame);
  bindTarget(node.target, 'loop', frame, walk);
  visitBlock(node.body, 'for', node, frame, walk);
  visitBlock(node.orelse, 'else', node, frame, walk);
}

/** Walks a chain of `elif` in a loop, so that a long one nests neither calls nor frames. */
function visitIf(node: NodeOf<'If'>, frame: Frame, walk: Walk): void {
  let current = node;
  let around = frame;
  for (;;) {
    walk.visit(current.test, around);
    visitBlock(current.body, 'if', current, around, walk);
    const [only, ...others] = current.orelse;
    if (only?.nodeType !== 'If' || others.length) {
      visitBlock(current.orelse, 'else', current, around, walk);
      return;
    }
    around = { kind: 'else', node: current, parent: frame, scope: frame.scope };
    current = only;
  }
}

function visitWith(node: NodeOf<'With'> | NodeOf<'AsyncWith'>, frame: Frame, walk: Walk): void {
  for (const item of node.items) {
    walk.visit(item.context_expr, frame);
    walk.index.contexts.push({ node: item.context_expr, frame });
    if (item.optional_vars) bindTarget(item.optional_vars, 'with', frame, walk, item.context_expr);
  }
  visitBlock(node.body, 'with', node, frame, walk);
}

function visitTry(node: NodeOf<'Try'> | NodeOf<'TryStar'>, frame: Frame, walk: Walk): void {
  visitBlock(node.body, 'try', node, frame, walk);
  for (const handler of node.handlers) {
    if (handler.type) walk.visit(handler.type, frame);
    if (handler.name) bind({ kind: 'except', name: handler.name, node: handler, frame }, walk);
    visitBlock(handler.body, 'except', node, frame, walk);
  }
  visitBlock(node.orelse, 'try-else', node, frame, walk);
  visitBlock(node.finalbody, 'finally', node, frame, walk);
}
