import type { ModuleIndex } from './module-index';
import { type Binding, type BindingKind, type Frame, type FrameKind, newScope } from './scopes';
import type { CallNode, Expression, FunctionNode, Node, NodeOf, Statement } from './syntax';

/** An index that is being filled. */
export type Mutable<T> = {
  -readonly [K in keyof T]: T[K] extends ReadonlyMap<infer Key, infer Entry>
    ? Map<Key, Entry>
    : T[K] extends ReadonlySet<infer Item>
      ? Set<Item>
      : T[K] extends readonly (infer Element)[]
        ? Element[]
        : T[K];
};

const changingMethods = new Set([
  'append',
  'extend',
  'update',
  'pop',
  'setdefault',
  'insert',
  'remove',
  'clear',
  'sort',
  'reverse',
  'add',
  'popitem',
]);

/** Fields that hold child nodes, for the types that need no treatment of their own. */
const fields: { readonly [type: string]: readonly string[] } = {
  BoolOp: ['values'],
  BinOp: ['left', 'right'],
  UnaryOp: ['operand'],
  IfExp: ['test', 'body', 'orelse'],
  Dict: ['keys', 'values'],
  Set: ['elts'],
  Await: ['value'],
  Yield: ['value'],
  YieldFrom: ['value'],
  Compare: ['left', 'comparators'],
  FormattedValue: ['value', 'format_spec'],
  Interpolation: ['value', 'format_spec'],
  JoinedStr: ['values'],
  TemplateStr: ['values'],
  Starred: ['value'],
  List: ['elts'],
  Tuple: ['elts'],
  Slice: ['lower', 'upper', 'step'],
  Keyword: ['value'],
  Expr: ['value'],
  Raise: ['exc', 'cause'],
  Assert: ['test', 'msg'],
  Return: ['value'],
  TypeAlias: ['value'],
};

/**
 * The call that another process or thread makes: `worker(rank, a)` of `mp.spawn(worker, args=(a,))`, `work(a)` of
 * `Thread(target=work, args=(a,))`. The rank, which only the library knows, is the starting call itself.
 */
function startedFunction(node: CallNode): { readonly name: Expression; readonly call: CallNode } | undefined {
  const { func } = node;
  const callee = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : '';
  const isSpawn = callee === 'spawn';
  if (!isSpawn && callee !== 'Process' && callee !== 'Thread') return undefined;
  const given = (name: string): Expression | undefined => node.keywords.find((keyword) => keyword.arg === name)?.value;
  const name = isSpawn ? (given('fn') ?? node.args[0]) : given('target');
  const args = given('args') ?? (isSpawn ? node.args[1] : undefined);
  if (name?.nodeType !== 'Name' || (args && args.nodeType !== 'Tuple') || given('kwargs')) return undefined;
  const passed = args?.elts ?? [];
  return { name, call: { ...node, func: name, args: isSpawn ? [node, ...passed] : passed, keywords: [] } };
}

/** Fills the index in one pass over the tree. */
export function walkModule(tree: NodeOf<'Module'>, index: Mutable<ModuleIndex>): void {
  block(tree.body, { kind: 'module', node: tree, parent: undefined, scope: index.module });

  function block(statements: readonly Statement[], frame: Frame): void {
    for (const statement of statements) visit(statement, frame);
  }

  function inner(statements: readonly Statement[], kind: FrameKind, node: Node, frame: Frame): void {
    if (statements.length) block(statements, { kind, node, parent: frame, scope: frame.scope });
  }

  function visitAll(nodes: readonly (Node | null | undefined)[], frame: Frame): void {
    for (const node of nodes) if (node) visit(node, frame);
  }

  function visit(node: Node, frame: Frame): void {
    switch (node.nodeType) {
      case 'Constant':
        return;
      case 'Name':
        index.escaping.add(node.id);
        return;
      case 'Attribute':
        index.attributes.add(node.attr);
        index.escapingAttributes.add(node.attr);
        visit(node.value, frame);
        return;
      case 'Call':
        visitCall(node, frame);
        return;
      case 'Subscript':
        if (node.value.nodeType === 'Name' || node.value.nodeType === 'Attribute') index.subscripts.push({ node, frame });
        visit(node.value, frame);
        visit(node.slice, frame);
        return;
      case 'Compare':
        index.comparisons.push({ node, frame });
        break;
      case 'BoolOp':
      case 'IfExp':
        index.choices.push({ node, frame });
        break;
      case 'NamedExpr':
        bindTarget(node.target, 'assignment', frame, node.value);
        visit(node.value, frame);
        return;
      case 'Assign':
        for (const target of node.targets) bindTarget(target, 'assignment', frame, node.value);
        visit(node.value, frame);
        return;
      case 'AnnAssign':
        if (node.value) {
          bindTarget(node.target, 'assignment', frame, node.value);
          visit(node.value, frame);
        }
        return;
      case 'AugAssign':
        bindTarget(node.target, 'augmented', frame);
        if (node.target.nodeType === 'Name') frame.scope.mutated.add(node.target.id);
        visit(node.value, frame);
        return;
      case 'Delete':
        for (const target of node.targets) bindTarget(target, 'deleted', frame);
        return;
      case 'Import':
        index.imports.push({ node, frame });
        for (const alias of node.names) {
          const local = alias.asname ?? alias.name.split('.')[0] ?? alias.name;
          bind(local, { kind: 'import', name: local, node: alias, frame, imported: alias.asname ? alias.name : local });
        }
        return;
      case 'ImportFrom':
        visitImportFrom(node, frame);
        return;
      case 'Global':
        for (const name of node.names) frame.scope.globals.add(name);
        return;
      case 'Nonlocal':
        for (const name of node.names) bind(name, { kind: 'declared', name, node, frame });
        return;
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        visitFunction(node, frame);
        return;
      case 'Lambda': {
        const scope = newScope('function', node, frame.scope, '');
        index.scopes.set(node, scope);
        const body: Frame = { kind: 'function', node, parent: frame, scope };
        parameters(node.args, body, frame);
        visit(node.body, body);
        return;
      }
      case 'ClassDef': {
        bind(node.name, { kind: 'class', name: node.name, node, frame });
        index.classes.push({ node, frame });
        visitAll([...node.decorator_list, ...node.bases, ...node.keywords], frame);
        const scope = newScope('class', node, frame.scope, node.name);
        index.scopes.set(node, scope);
        block(node.body, { kind: 'class', node, parent: frame, scope });
        return;
      }
      case 'For':
      case 'AsyncFor':
        index.loops.push({ node, frame });
        visit(node.iter, frame);
        bindTarget(node.target, 'loop', frame);
        inner(node.body, 'for', node, frame);
        inner(node.orelse, 'else', node, frame);
        return;
      case 'While':
        index.loops.push({ node, frame });
        visit(node.test, frame);
        inner(node.body, 'while', node, frame);
        inner(node.orelse, 'else', node, frame);
        return;
      case 'If':
        visitIf(node, frame);
        return;
      case 'With':
      case 'AsyncWith':
        for (const item of node.items) {
          visit(item.context_expr, frame);
          index.contexts.push({ node: item.context_expr, frame });
          if (item.optional_vars) bindTarget(item.optional_vars, 'with', frame, item.context_expr);
        }
        inner(node.body, 'with', node, frame);
        return;
      case 'Try':
      case 'TryStar':
        inner(node.body, 'try', node, frame);
        for (const handler of node.handlers) {
          if (handler.type) visit(handler.type, frame);
          if (handler.name) bind(handler.name, { kind: 'except', name: handler.name, node: handler, frame });
          inner(handler.body, 'except', node, frame);
        }
        inner(node.orelse, 'try-else', node, frame);
        inner(node.finalbody, 'finally', node, frame);
        return;
      case 'Match':
        visit(node.subject, frame);
        for (const branch of node.cases) {
          bindPattern(branch.pattern, frame);
          if (branch.guard) visit(branch.guard, frame);
          inner(branch.body, 'case', node, frame);
        }
        return;
      case 'Return': {
        const owner = frame.scope.node;
        const returns = index.returns.get(owner);
        if (returns) returns.push({ node, frame });
        else index.returns.set(owner, [{ node, frame }]);
        break;
      }
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        comprehension(node, [node.elt], node.generators, frame);
        return;
      case 'DictComp':
        comprehension(node, [node.key, node.value], node.generators, frame);
        return;
    }
    for (const field of fields[node.nodeType] ?? []) {
      const child = (node as unknown as { [field: string]: Node | readonly (Node | null)[] | undefined })[field];
      if (Array.isArray(child)) visitAll(child, frame);
      else if (child) visit(child as Node, frame);
    }
  }

  /** A chain of `elif` is walked in a loop: a long one is no deep nesting, of calls or of frames. */
  function visitIf(node: NodeOf<'If'>, frame: Frame): void {
    let current = node;
    let around = frame;
    for (;;) {
      visit(current.test, around);
      inner(current.body, 'if', current, around);
      const [only, ...others] = current.orelse;
      if (only?.nodeType !== 'If' || others.length) {
        inner(current.orelse, 'else', current, around);
        return;
      }
      around = { kind: 'else', node: current, parent: frame, scope: frame.scope };
      current = only;
    }
  }

  function visitCall(node: CallNode, frame: Frame): void {
    index.calls.push({ node, frame });
    const { func } = node;
    if (func.nodeType === 'Attribute') {
      index.attributes.add(func.attr);
      if (func.value.nodeType === 'Name' && changingMethods.has(func.attr)) frame.scope.mutated.add(func.value.id);
      visit(func.value, frame);
    } else if (func.nodeType !== 'Name') visit(func, frame);
    const started = startedFunction(node);
    if (started) index.started.push({ node: started.call, frame });
    visitAll(
      node.args.filter((argument) => argument !== started?.name),
      frame,
    );
    visitAll(
      node.keywords.filter(({ value }) => value !== started?.name),
      frame,
    );
  }

  function visitImportFrom(node: NodeOf<'ImportFrom'>, frame: Frame): void {
    index.imports.push({ node, frame });
    const prefix = '.'.repeat(node.level ?? 0) + (node.module ?? '');
    for (const alias of node.names) {
      if (alias.name === '*') {
        index.starImports.push({ node, frame });
        continue;
      }
      const local = alias.asname ?? alias.name;
      const imported = prefix.endsWith('.') ? prefix + alias.name : `${prefix}.${alias.name}`;
      bind(local, { kind: 'import', name: local, node: alias, frame, imported });
    }
  }

  function visitFunction(node: FunctionNode, frame: Frame): void {
    bind(node.name, { kind: 'function', name: node.name, node, frame });
    index.functions.push({ node, frame });
    visitAll(node.decorator_list, frame);
    const scope = newScope('function', node, frame.scope, node.name);
    index.scopes.set(node, scope);
    const body: Frame = { kind: 'function', node, parent: frame, scope };
    parameters(node.args, body, frame);
    block(node.body, body);
  }

  function parameters(args: NodeOf<'Arguments'>, body: Frame, outside: Frame): void {
    const positional = [...args.posonlyargs, ...args.args];
    const first = positional.length - args.defaults.length;
    for (const [position, arg] of positional.entries()) parameter(arg, args.defaults[position - first]);
    for (const [position, arg] of args.kwonlyargs.entries()) parameter(arg, args.kw_defaults[position] ?? undefined);
    if (args.vararg) parameter(args.vararg, undefined);
    if (args.kwarg) parameter(args.kwarg, undefined);
    function parameter(arg: NodeOf<'Arg'>, value: Expression | undefined): void {
      if (value) visit(value, outside);
      if (arg.annotation) visit(arg.annotation, outside);
      bind(arg.arg, { kind: 'parameter', name: arg.arg, node: arg, frame: body, value });
    }
  }

  function comprehension(
    node: Node,
    results: readonly Expression[],
    generators: readonly NodeOf<'Comprehension'>[],
    frame: Frame,
  ): void {
    const scope = newScope('comprehension', node, frame.scope, '');
    index.scopes.set(node, scope);
    const body: Frame = { kind: 'comprehension', node, parent: frame, scope };
    for (const generator of generators) {
      visit(generator.iter, body);
      bindTarget(generator.target, 'loop', body);
      visitAll(generator.ifs, body);
    }
    visitAll(results, body);
  }

  function bindTarget(target: Expression, kind: BindingKind, frame: Frame, value?: Expression, element?: number): void {
    switch (target.nodeType) {
      case 'Name':
        bind(target.id, { kind, name: target.id, node: target, frame, value, element });
        return;
      case 'Tuple':
      case 'List': {
        const exact =
          value &&
          (value.nodeType === 'Tuple' || value.nodeType === 'List') &&
          !value.elts.some((item) => item.nodeType === 'Starred');
        for (const [position, item] of target.elts.entries()) {
          if (exact && element === undefined) bindTarget(item, kind, frame, value.elts[position]);
          else
            bindTarget(item, element === undefined ? kind : 'loop', frame, element === undefined ? value : undefined, position);
        }
        return;
      }
      case 'Starred':
        bindTarget(target.value, 'loop', frame);
        return;
      case 'Attribute': {
        const store = { target, value: element === undefined && kind === 'assignment' ? value : undefined, frame };
        const stores = index.attributeStores.get(target.attr);
        if (stores) stores.push(store);
        else index.attributeStores.set(target.attr, [store]);
        index.attributes.add(target.attr);
        visit(target.value, frame);
        return;
      }
      case 'Subscript':
        if (target.value.nodeType === 'Name') frame.scope.mutated.add(target.value.id);
        visit(target, frame);
        return;
    }
  }

  function bindPattern(pattern: Node, frame: Frame): void {
    if ('name' in pattern && typeof pattern.name === 'string') {
      bind(pattern.name, { kind: 'loop', name: pattern.name, node: pattern, frame });
    }
    if ('patterns' in pattern) for (const part of pattern.patterns) bindPattern(part, frame);
    if ('kwd_patterns' in pattern) for (const part of pattern.kwd_patterns) bindPattern(part, frame);
    if ('pattern' in pattern && pattern.pattern) bindPattern(pattern.pattern, frame);
  }

  /** A walrus in a comprehension binds in the function around it, and a `global` name in the module. */
  function bind(name: string, binding: Binding): void {
    let { scope } = binding.frame;
    if (binding.node.nodeType === 'Name' && binding.kind === 'assignment')
      while (scope.kind === 'comprehension' && scope.parent) scope = scope.parent;
    if (scope.globals.has(name)) scope = index.module;
    const known = scope.bindings.get(name);
    if (known) known.push(binding);
    else scope.bindings.set(name, [binding]);
  }
}
