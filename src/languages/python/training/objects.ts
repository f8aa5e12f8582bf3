import { type Functions, functionAround } from '../facts/functions';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { type Binding, bindingsOf, enclosingClass, type Frame, type Site, scopeOf } from '../scopes';
import {
  type CallNode,
  type Expression,
  type FunctionNode,
  isSelf,
  lastName,
  type Node,
  type NodeOf,
  parametersOf,
} from '../syntax';
import { isWithin, loopsAround, runsWith } from './order';

/** Where the models, losses, optimizers, and schedulers of a module are made. */
export interface Objects {
  /**
   * The expressions that make an object, through names, attributes of `self`, parameters, functions of the module, and wrappers such as
   * `DataParallel` and `.to(device)`. Undefined if one of them isn't known.
   */
  originsOf(expression: Expression, frame: Frame): readonly Site<Expression>[] | undefined;
  /** The bindings whose value a name may have at a place, by the order of the statements. */
  reaching(name: NodeOf<'Name'>, frame: Frame): readonly Binding[];
}

/** Most steps from an object to where it's made. */
const most = 200;

export function objectsOf(module: Module, functions: Functions): Objects {
  const reaching = (name: NodeOf<'Name'>, frame: Frame) => reachingBindings(name, frame, module);
  return {
    reaching,
    originsOf: (expression, frame) => new Search(module, functions, reaching).of(expression, frame, undefined),
  };
}

/** One search, with its budget. */
class Search {
  private left = most;
  private readonly open = new Set<unknown>();

  constructor(
    private readonly module: Module,
    private readonly functions: Functions,
    private readonly reaching: Objects['reaching'],
  ) {}

  /** `element`: the place in the tuple that the expression makes. */
  of(expression: Expression, frame: Frame, element: number | undefined): readonly Site<Expression>[] | undefined {
    if (this.left-- <= 0) return undefined;
    // A name that leads back to itself, as in `model = model.to(device)`, adds nothing.
    if (this.open.has(expression)) return [];
    this.open.add(expression);
    const found = this.find(expression, frame, element);
    this.open.delete(expression);
    return found;
  }

  private find(expression: Expression, frame: Frame, element: number | undefined): readonly Site<Expression>[] | undefined {
    switch (expression.nodeType) {
      case 'Name':
        return element === undefined ? this.all(this.reaching(expression, frame), (binding) => this.bound(binding)) : undefined;
      case 'Attribute':
        return element === undefined && isSelf(expression.value) ? this.attribute(expression, frame) : undefined;
      case 'IfExp':
        return this.all([expression.body, expression.orelse], (value) => this.of(value, frame, element));
      case 'Tuple': {
        const item = element === undefined ? undefined : expression.elts[element];
        return item && this.of(item, frame, undefined);
      }
      case 'Call':
        return this.called(expression, frame, element);
      default:
        return element === undefined ? [{ node: expression, frame }] : undefined;
    }
  }

  private all<Item>(
    items: readonly Item[],
    search: (item: Item) => readonly Site<Expression>[] | undefined,
  ): readonly Site<Expression>[] | undefined {
    if (items.length === 0) return undefined;
    const found = items.map(search);
    return found.every((each) => each !== undefined)
      ? [...new Map(found.flat().map((site) => [site.node, site])).values()]
      : undefined;
  }

  private bound(binding: Binding): readonly Site<Expression>[] | undefined {
    if (binding.kind === 'assignment' && binding.value) return this.of(binding.value, binding.frame, binding.element);
    return binding.kind === 'parameter' ? this.given(binding) : undefined;
  }

  /** What the calls of a function pass for a parameter. */
  private given({ name, frame, value }: Binding): readonly Site<Expression>[] | undefined {
    const owner = functionAround(frame);
    if (!owner || this.module.index.escaping.has(owner.name) || owner.decorator_list.some(changesCalls)) return undefined;
    const made = owner.name === '__init__' ? enclosingClass(frame) : undefined;
    return this.all(made ? this.constructions(made) : this.functions.callsOf(owner), (site) => {
      const given = argumentFor(name, owner, site);
      if (given) return this.of(given, site.frame, undefined);
      return value && !site.node.keywords.some(({ arg }) => arg === undefined) ? this.of(value, frame, undefined) : undefined;
    });
  }

  /** The calls that make an instance of a class. */
  private constructions({ name }: NodeOf<'ClassDef'>): readonly Site<CallNode>[] {
    const { index } = this.module;
    return index.calls.filter(
      ({ node: { func }, frame }) => lastName(func) === name && qualifiedName(func, frame, index) === `.${name}`,
    );
  }

  private attribute(expression: NodeOf<'Attribute'>, frame: Frame): readonly Site<Expression>[] | undefined {
    const owner = enclosingClass(frame);
    const stores = (this.module.index.attributeStores.get(expression.attr) ?? []).filter(
      (store) => isSelf(store.target.value) && enclosingClass(store.frame) === owner,
    );
    return this.all(stores, (store) => (store.value ? this.of(store.value, store.frame, undefined) : undefined));
  }

  private called(call: CallNode, frame: Frame, element: number | undefined): readonly Site<Expression>[] | undefined {
    const wrapped = wrappedBy(call, element);
    if (wrapped) return this.of(wrapped, frame, undefined);
    const owner = this.functions.calledBy({ node: call, frame });
    const returns = owner ? (this.module.index.returns.get(owner) ?? []) : [];
    if (returns.length > 0)
      return this.all(returns, ({ node, frame: place }) => (node.value ? this.of(node.value, place, element) : undefined));
    return element === undefined ? [{ node: call, frame }] : undefined;
  }
}

/** A decorator through which a function may be called with other arguments. */
const changesCalls = (decorator: Expression): boolean =>
  !/no_grad|inference_mode|staticmethod|classmethod|record|profile|time/.test(
    lastName(decorator.nodeType === 'Call' ? decorator.func : decorator) ?? '',
  );

function argumentFor(name: string, owner: FunctionNode, { node }: Site<CallNode>): Expression | undefined {
  const keyword = node.keywords.find(({ arg }) => arg === name);
  if (keyword) return keyword.value;
  const parameters = parametersOf(owner.args).map((each) => each.node.arg);
  const isMethod = parameters[0] === 'self' && (node.func.nodeType === 'Attribute' || owner.name === '__init__');
  const position = parameters.indexOf(name) - (isMethod ? 1 : 0);
  return node.args.slice(0, position + 1).some(({ nodeType }) => nodeType === 'Starred') ? undefined : node.args[position];
}

/** Methods that return their object. */
const same: ReadonlySet<string> = new Set(
  'to cuda cpu train eval half float double bfloat16 requires_grad_ share_memory apply to_empty'.split(' '),
);

/** Functions that return an object that does what their first argument does. */
const wrappers =
  /^(?:DistributedDataParallel|DDP|DataParallel|FSDP|FullyShardedDataParallel|convert_sync_batchnorm|compile|fuse_modules)$/;

/** The object that a call returns as it is, or with more around it. `element`: of several that are prepared at once. */
function wrappedBy({ func, args }: CallNode, element: number | undefined): Expression | undefined {
  const name = lastName(func) ?? '';
  if (func.nodeType === 'Attribute' && preparing(name, func)) {
    if (args.some(({ nodeType }) => nodeType === 'Starred')) return undefined;
    return element === undefined ? (args.length === 1 ? args[0] : undefined) : args[element];
  }
  if (element !== undefined) return undefined;
  if (wrappers.test(name) && args[0]) return args[0];
  return func.nodeType === 'Attribute' && same.has(name) && !isSelf(func.value) ? func.value : undefined;
}

/** `accelerator.prepare(…)` and `fabric.setup(…)`. */
const preparing = (name: string, { value }: NodeOf<'Attribute'>): boolean =>
  (name === 'prepare' && /accelerator/i.test(lastName(value) ?? '')) ||
  (name === 'setup' && /fabric/i.test(lastName(value) ?? ''));

function reachingBindings(name: NodeOf<'Name'>, frame: Frame, module: Module): readonly Binding[] {
  const scope = scopeOf(name.id, frame.scope);
  const bindings = bindingsOf(name.id, frame.scope);
  if (bindings.length < 2 || scope !== frame.scope) return bindings;
  const at = module.span(name).start;
  // An assignment takes place after its value is computed.
  const placed = bindings.map((binding) => ({
    binding,
    start: binding.value && binding.kind === 'assignment' ? module.span(binding.value).end : module.span(binding.node).start,
  }));
  const before = placed.filter(({ start }) => start < at).sort((a, b) => b.start - a.start);
  const last = before.findIndex(({ binding }) => binding.kind === 'parameter' || runsWith(binding.frame, frame));
  const found = (last < 0 ? before : before.slice(0, last + 1)).map(({ binding }) => binding);
  const defining = last < 0 ? undefined : before[last]?.binding;
  // What a loop binds below the place reaches it in the next iteration, unless the loop first binds it above the place.
  const isBoundBy = ({ node }: Frame) => !!defining && (isWithin(defining.frame, node) || isTarget(defining, node, module));
  const again = loopsAround(frame).filter((loop) => !isBoundBy(loop));
  const after = placed.filter(({ start, binding }) => start >= at && again.some(({ node }) => isWithin(binding.frame, node)));
  return [...found, ...after.map(({ binding }) => binding)];
}

/** Whether a loop binds a name itself, and so again in each iteration. */
function isTarget({ kind, node }: Binding, loop: Node, module: Module): boolean {
  if (kind !== 'loop' || (loop.nodeType !== 'For' && loop.nodeType !== 'AsyncFor')) return false;
  const [target, own] = [module.span(loop.target), module.span(node)];
  return target.start <= own.start && own.end <= target.end;
}

/** The name of the class or function that makes an object. */
export const makerOf = ({ node, frame }: Site<Expression>, { index }: Module): string | undefined =>
  node.nodeType === 'Call' ? qualifiedName(node.func, frame, index) : undefined;
