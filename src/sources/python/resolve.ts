import type { SourceFile, Span } from '../text/span';
import { classNamed, type Declarations, fieldDefault } from './declarations';
import { binary, builtin, combine, compare, constant, itemsOf, mergeSetters, same, unary } from './evaluate';
import type { ModuleIndex } from './module-index';
import { deepest, qualifiedName } from './names';
import { type Binding, enclosingClass, type Frame, onlyBinding, type Site } from './scopes';
import { type CallNode, type Expression, type FunctionNode, type Located, type NodeOf, stringOf } from './syntax';
import { baseName, joinPaths, normalPath, parentPath, pathAttribute, repositoryRoot, textMethod } from './text-operations';
import { known, type Literal, type Setter, truthy, unknown, type Value } from './value';

/** What the resolver needs of a file. */
export interface Resolvable {
  readonly source: SourceFile;
  readonly index: ModuleIndex;
  readonly declarations: Declarations;
  span(node: Located): Span;
}

export type Resolve = (expression: Expression, frame: Frame) => Value;

/** Things whose attributes or items have values. */
type Thing =
  | { readonly kind: 'options' }
  | { readonly kind: 'instance'; readonly site: Site<NodeOf<'ClassDef'>>; readonly call: Site<CallNode> | undefined }
  | {
      readonly kind: 'configuration';
      readonly file: string | undefined;
      readonly keys: readonly (string | number)[];
      readonly span: Span;
    };

/** Evaluations of a file altogether: beyond it all is unknown. Files of the corpus need at most some thousands. */
const budget = 200_000;

/** Makes the function that works out values in one file; answers are kept. */
export function resolver(file: Resolvable): Resolve {
  const { index } = file;
  const answers = new Map<Expression, Value>();
  const open = new Set<Expression>();
  const things = new Map<Expression, Thing | undefined>();
  let spent = 0;
  let callSites: Map<string, Site<CallNode>[]> | undefined;

  function resolve(expression: Expression, frame: Frame): Value {
    const kept = answers.get(expression);
    if (kept) return kept;
    if (open.has(expression) || open.size > 150 || ++spent > budget) return unknown;
    open.add(expression);
    const value = evaluate(expression, frame);
    open.delete(expression);
    answers.set(expression, value);
    return value;
  }

  function evaluate(node: Expression, frame: Frame): Value {
    switch (node.nodeType) {
      case 'Constant':
        return constant(node);
      case 'Name':
        return nameValue(node, frame);
      case 'Attribute':
        return attributeValue(node, frame);
      case 'Subscript':
        return itemValue(node, frame);
      case 'Call':
        return callValue(node, frame);
      case 'UnaryOp':
        return combine([resolve(node.operand, frame)], ([operand]) => unary(node.op.nodeType, operand ?? null));
      case 'BinOp':
        return combine([resolve(node.left, frame), resolve(node.right, frame)], ([left, right]) =>
          binary(node.op.nodeType, left ?? null, right ?? null),
        );
      case 'BoolOp':
        return chainValue(node, frame);
      case 'Compare': {
        const [operator] = node.ops;
        const [right] = node.comparators;
        if (node.ops.length !== 1 || !operator || !right) return unknown;
        return combine([resolve(node.left, frame), resolve(right, frame)], ([a, b]) =>
          compare(operator.nodeType, a ?? null, b ?? null),
        );
      }
      case 'IfExp':
        return choiceValue(node, frame);
      case 'NamedExpr':
        return resolve(node.value, frame);
      case 'JoinedStr':
        return combine(
          node.values.map((part) =>
            part.nodeType === 'FormattedValue' ? (part.format_spec ? unknown : resolve(part.value, frame)) : resolve(part, frame),
          ),
          (parts) => (parts.every((part) => typeof part === 'string' || typeof part === 'number') ? parts.join('') : undefined),
        );
      case 'List':
      case 'Tuple':
      case 'Set': {
        const items = itemsOf(node);
        return items
          ? combine(
              items.map((item) => resolve(item, frame)),
              (values) => [...values],
            )
          : unknown;
      }
      case 'Dict':
        return mappingValue(
          node.keys.map((key, position) => [key ? stringOf(key) : undefined, node.values[position]] as const),
          frame,
        );
      default:
        return unknown;
    }
  }

  function mappingValue(entries: readonly (readonly [string | undefined, Expression | undefined])[], frame: Frame): Value {
    const names = entries.map(([name]) => name);
    if (!names.every((name) => name !== undefined)) return unknown;
    return combine(
      entries.map(([, value]) => (value ? resolve(value, frame) : unknown)),
      (values) => Object.fromEntries(names.map((name, position) => [name, values[position] ?? null])),
    );
  }

  /** `a or b`, `a and b`. */
  function chainValue(node: NodeOf<'BoolOp'>, frame: Frame): Value {
    const passed: Value[] = [];
    for (const [position, operand] of node.values.entries()) {
      const value = resolve(operand, frame);
      passed.push(value);
      if (value.kind === 'unknown') return { kind: 'unknown', setters: mergeSetters(passed) };
      const decides = node.op.nodeType === 'Or' ? truthy(value.value) : !truthy(value.value);
      if (decides || position === node.values.length - 1) return { ...value, setters: mergeSetters(passed) };
    }
    return unknown;
  }

  function choiceValue(node: NodeOf<'IfExp'>, frame: Frame): Value {
    const test = resolve(node.test, frame);
    const body = resolve(node.body, frame);
    const orelse = resolve(node.orelse, frame);
    const setters = mergeSetters([test, body, orelse]);
    if (test.kind === 'known') return { ...(truthy(test.value) ? body : orelse), setters };
    if (body.kind === 'known' && orelse.kind === 'known' && same(body.value, orelse.value)) return { ...body, setters };
    return { kind: 'unknown', setters };
  }

  function nameValue(node: NodeOf<'Name'>, frame: Frame): Value {
    if (node.id === '__file__') return known(`${repositoryRoot}/${file.source.path}`);
    const binding = onlyBinding(node.id, frame.scope);
    if (!binding) return unknown;
    const value = bindingValue(binding);
    if (
      value.kind === 'known' &&
      typeof value.value === 'object' &&
      value.value !== null &&
      (binding.frame.scope.mutated.has(node.id) || frame.scope.mutated.has(node.id))
    ) {
      return { kind: 'unknown', setters: value.setters };
    }
    return value.kind === 'known' ? { ...value, via: [file.span(binding.node), ...value.via] } : value;
  }

  function bindingValue(binding: Binding): Value {
    if (binding.kind === 'parameter') return parameterValue(binding);
    if (binding.kind !== 'assignment' || !binding.value) return unknown;
    const whole = resolve(binding.value, binding.frame);
    if (binding.element !== undefined) {
      const { element } = binding;
      return combine([whole], ([items]) => (Array.isArray(items) ? (items[element] as Literal | undefined) : undefined));
    }
    const override = index.overriddenFrom(binding);
    return override
      ? { ...whole, setters: [...whole.setters, { kind: 'option', name: `--${binding.name}`, span: file.span(override) }] }
      : whole;
  }

  /** A parameter has a value where all calls of the function are in sight and agree, or where an option fills it. */
  function parameterValue(binding: Binding): Value {
    const owner = binding.frame.node;
    if (owner.nodeType !== 'FunctionDef' && owner.nodeType !== 'AsyncFunctionDef') return unknown;
    const option = file.declarations.options.find((candidate) => candidate.owner === owner && candidate.dest === binding.name);
    if (option) return optionValue(option.dest, (candidate) => candidate === option);
    const arguments_ = callArguments(owner, binding);
    if (!arguments_?.length) return unknown;
    return agreement(arguments_.map(({ expression, frame }) => resolve(expression, frame)));
  }

  function agreement(values: readonly Value[]): Value {
    const [first] = values;
    const setters = mergeSetters(values);
    if (first?.kind !== 'known') return { kind: 'unknown', setters };
    const agree = values.every((value) => value.kind === 'known' && same(value.value, first.value));
    return agree ? { ...first, setters } : { kind: 'unknown', setters };
  }

  /** What each call of a function gives for a parameter; undefined where calls may be out of sight. */
  function callArguments(owner: FunctionNode, binding: Binding): { expression: Expression; frame: Frame }[] | undefined {
    const definition = binding.frame.parent;
    if (!definition || owner.decorator_list.length) return undefined;
    const isConstructor = definition.kind === 'class' && owner.name === '__init__';
    if (definition.kind === 'class' && !isConstructor) return undefined;
    const name = isConstructor ? definition.scope.name : owner.name;
    if (index.escaping.has(name)) return undefined;
    callSites ??= groupCalls(index.calls);
    const calls = (callSites.get(name) ?? []).filter((site) => {
      const target = onlyBinding(name, site.frame.scope);
      return target?.node === (isConstructor ? definition.node : owner);
    });
    if (calls.length > 8) return undefined;
    const found: { expression: Expression; frame: Frame }[] = [];
    for (const call of calls) {
      const given = passed(call.node, owner, binding.name, isConstructor);
      if (given === 'unclear') return undefined;
      if (given) found.push({ expression: given, frame: call.frame });
      else if (binding.value) found.push({ expression: binding.value, frame: definition });
      else return undefined;
    }
    return found;
  }

  function attributeValue(node: NodeOf<'Attribute'>, frame: Frame): Value {
    const thing = describe(node.value, frame);
    if (thing?.kind === 'options') return optionValue(node.attr);
    if (thing?.kind === 'instance') return memberValue(node.attr, thing);
    if (thing?.kind === 'configuration') return { kind: 'unknown', setters: [{ ...thing, keys: [...thing.keys, node.attr] }] };
    if (node.value.nodeType === 'Name') {
      const site = onlyBinding(node.value.id, frame.scope)?.kind === 'class' ? classNamed(node.value.id, index) : undefined;
      if (site) return memberValue(node.attr, { kind: 'instance', site, call: undefined });
    }
    return combine([resolve(node.value, frame)], ([base]) =>
      typeof base === 'string' ? pathAttribute(base, node.attr) : undefined,
    );
  }

  /** An attribute of an instance: set once, in the class body or through `self`, and nowhere else in the file. */
  function memberValue(name: string, thing: Extract<Thing, { kind: 'instance' }>): Value {
    const { site, call } = thing;
    const stores = index.attributeStores.get(name) ?? [];
    const ofSelf = stores.filter((store) => store.target.value.nodeType === 'Name' && store.target.value.id === 'self');
    const own = ofSelf.filter((store) => enclosingClass(store.frame) === site.node);
    if (stores.length > ofSelf.length) return unknown;
    const inBody = index.scopes.get(site.node)?.bindings.get(name) ?? [];
    if (own.length + inBody.length !== 1) return unknown;
    const [store] = own;
    if (store) return store.value ? resolve(store.value, store.frame) : unknown;
    const [binding] = inBody;
    const given = call?.node.keywords.find((entry) => entry.arg === name)?.value;
    if (given && call) return resolve(given, call.frame);
    if (call && (call.node.args.length || call.node.keywords.some((entry) => entry.arg === undefined))) return unknown;
    if (binding?.kind !== 'assignment' || !binding.value) return unknown;
    const value = fieldDefault(binding.value);
    return value ? resolve(value, binding.frame) : unknown;
  }

  function itemValue(node: NodeOf<'Subscript'>, frame: Frame): Value {
    if (qualifiedName(node.value, frame, index) === 'os.environ') {
      const key = resolve(node.slice, frame);
      if (key.kind !== 'known' || typeof key.value !== 'string') return unknown;
      return { kind: 'unknown', setters: [{ kind: 'variable', name: key.value, span: file.span(node.slice) }] };
    }
    const thing = describe(node.value, frame);
    const key = resolve(node.slice, frame);
    if (key.kind !== 'known') return unknown;
    if (thing?.kind === 'options' && typeof key.value === 'string') return optionValue(key.value);
    if (thing?.kind === 'configuration' && (typeof key.value === 'string' || typeof key.value === 'number')) {
      return { kind: 'unknown', setters: [{ ...thing, keys: [...thing.keys, key.value] }] };
    }
    return combine([resolve(node.value, frame), key], ([container, at]) => {
      if (Array.isArray(container) && typeof at === 'number') return container.at(at) as Literal | undefined;
      if (typeof container === 'object' && container !== null && typeof at === 'string' && at in container)
        return (container as { [key: string]: Literal })[at];
      return undefined;
    });
  }

  function callValue(node: CallNode, frame: Frame): Value {
    const name = qualifiedName(node.func, frame, index);
    if (name === 'os.getenv' || name === 'os.environ.get' || name === 'os.environ.setdefault' || name === 'os.environ.pop')
      return variableValue(node, frame);
    if (name === 'dict' && !node.args.length)
      return mappingValue(
        node.keywords.map((entry) => [entry.arg, entry.value] as const),
        frame,
      );
    if (name !== undefined) {
      const local = name.startsWith('.') ? functionResult(name.slice(1)) : knownFunction(name, node, frame);
      if (local) return local;
    }
    if (node.func.nodeType === 'Attribute') return methodValue(node, node.func, frame);
    return unknown;
  }

  function variableValue(node: CallNode, frame: Frame): Value {
    const [first, second] = node.args;
    const key = first ? resolve(first, frame) : unknown;
    if (!first || key.kind !== 'known' || typeof key.value !== 'string') return unknown;
    const setter: Setter = { kind: 'variable', name: key.value, span: file.span(first) };
    const fallback = second ?? node.keywords.find((entry) => entry.arg === 'default')?.value;
    const value = fallback ? resolve(fallback, frame) : known(null);
    return { ...value, setters: [...value.setters, setter] };
  }

  /** The result of a function of the file without parameters and with a single `return`. */
  function functionResult(name: string): Value | undefined {
    const binding = onlyBinding(name, index.module);
    if (binding?.kind !== 'function') return undefined;
    const [only, ...more] = index.returns.get(binding.node) ?? [];
    return only?.node.value && !more.length ? resolve(only.node.value, only.frame) : undefined;
  }

  function knownFunction(name: string, node: CallNode, frame: Frame): Value | undefined {
    if (node.keywords.length && !/^(min|max|pathlib\.)/.test(name)) return undefined;
    const args = () => node.args.map((argument) => (argument.nodeType === 'Starred' ? unknown : resolve(argument, frame)));
    const text = (operation: (path: string) => string) =>
      combine(args(), ([path]) => (typeof path === 'string' ? operation(path) : undefined));
    switch (name) {
      case 'os.path.join':
      case 'pathlib.Path':
      case 'pathlib.PurePath':
      case 'pathlib.PosixPath':
        return combine(args(), (parts) =>
          parts.every((part) => typeof part === 'string') ? joinPaths(parts as string[]) || '.' : undefined,
        );
      case 'os.path.dirname':
        return text(parentPath);
      case 'os.path.basename':
        return text(baseName);
      case 'os.path.abspath':
      case 'os.path.realpath':
      case 'os.path.normpath':
        return text((path) => normalPath(path));
      case 'os.path.expanduser':
        return text((path) => path);
      case 'pathlib.Path.home':
        return known('~');
      case 'pathlib.Path.cwd':
      case 'os.getcwd':
        return known('.');
      case 'min':
      case 'max':
        if (node.keywords.length) return unknown;
        return combine(args(), (values) => builtin(name, values));
      case 'int':
      case 'float':
      case 'str':
      case 'bool':
      case 'len':
      case 'list':
      case 'tuple':
      case 'set':
      case 'abs':
      case 'os.fspath':
        return combine(args(), (values) => builtin(name, values));
      default:
        return undefined;
    }
  }

  function methodValue(node: CallNode, func: NodeOf<'Attribute'>, frame: Frame): Value {
    if (func.attr === 'get') {
      const thing = describe(func.value, frame);
      const [first, second] = node.args;
      const key = first ? resolve(first, frame) : unknown;
      if (thing?.kind === 'configuration' && key.kind === 'known' && typeof key.value === 'string') {
        const fallback = second ? resolve(second, frame) : known(null);
        return { ...fallback, setters: [...fallback.setters, { ...thing, keys: [...thing.keys, key.value] }] };
      }
      const container = resolve(func.value, frame);
      if (container.kind === 'known' && key.kind === 'known' && typeof key.value === 'string' && isMapping(container.value)) {
        const found = Object.hasOwn(container.value, key.value) ? container.value[key.value] : undefined;
        return found !== undefined
          ? known(found, container.via, container.setters)
          : second
            ? resolve(second, frame)
            : known(null);
      }
      return unknown;
    }
    if (node.keywords.length && func.attr !== 'resolve') return unknown;
    const args = node.args.map((argument) => (argument.nodeType === 'Starred' ? unknown : resolve(argument, frame)));
    return combine([resolve(func.value, frame), ...args], ([text, ...rest]) =>
      typeof text === 'string' ? textMethod(text, func.attr, rest) : undefined,
    );
  }

  /** What a name or an expression stands for, where its attributes matter. */
  function describe(node: Expression, frame: Frame, depth = 0): Thing | undefined {
    if (depth > deepest || things.has(node)) return things.get(node);
    things.set(node, undefined);
    const thing = findThing(node, frame, depth);
    things.set(node, thing);
    return thing;
  }

  function findThing(node: Expression, frame: Frame, depth: number): Thing | undefined {
    switch (node.nodeType) {
      case 'Name': {
        if (node.id === 'self') {
          const owner = enclosingClass(frame);
          const site = owner && index.classes.find((candidate) => candidate.node === owner);
          return site ? { kind: 'instance', site, call: undefined } : undefined;
        }
        const binding = onlyBinding(node.id, frame.scope);
        return binding ? describeBinding(binding, depth) : undefined;
      }
      case 'Attribute':
        return describeMember(node, frame, depth);
      case 'Subscript': {
        const thing = describe(node.value, frame, depth + 1);
        const key = resolve(node.slice, frame);
        if (thing?.kind !== 'configuration' || key.kind !== 'known')
          return thing?.kind === 'options' && key.kind === 'known' && key.value === 0 ? thing : undefined;
        return typeof key.value === 'string' || typeof key.value === 'number'
          ? { ...thing, keys: [...thing.keys, key.value] }
          : undefined;
      }
      case 'Call':
        return describeCall(node, frame, depth);
      default:
        return undefined;
    }
  }

  function describeBinding(binding: Binding, depth: number): Thing | undefined {
    if (binding.kind === 'parameter') {
      const owner = binding.frame.node;
      if (owner.nodeType !== 'FunctionDef' && owner.nodeType !== 'AsyncFunctionDef') return undefined;
      const things = callArguments(owner, binding)?.map(({ expression, frame }) => describe(expression, frame, depth + 1));
      const [first] = things ?? [];
      return first?.kind === 'options' && things?.every((thing) => thing?.kind === 'options')
        ? first
        : things?.length === 1
          ? first
          : undefined;
    }
    if (binding.kind !== 'assignment' || !binding.value) return undefined;
    if (binding.element !== undefined && !(binding.element === 0 && isKnownArguments(binding.value))) return undefined;
    return describe(binding.value, binding.frame, depth + 1);
  }

  function describeMember(node: NodeOf<'Attribute'>, frame: Frame, depth: number): Thing | undefined {
    const base = describe(node.value, frame, depth + 1);
    if (base?.kind === 'configuration') return { ...base, keys: [...base.keys, node.attr] };
    if (base?.kind !== 'instance') return undefined;
    const stores = index.attributeStores.get(node.attr) ?? [];
    const [store] = stores;
    return stores.length === 1 && store?.value ? describe(store.value, store.frame, depth + 1) : undefined;
  }

  function describeCall(node: CallNode, frame: Frame, depth: number): Thing | undefined {
    const { func } = node;
    if (func.nodeType === 'Attribute' && /^parse_(known_)?(intermixed_)?args$/.test(func.attr)) return { kind: 'options' };
    const name = qualifiedName(func, frame, index);
    const [first] = node.args;
    if (name === 'vars' && first) return describe(first, frame, depth + 1);
    if (name !== undefined && configurationReaders.has(name)) {
      return { kind: 'configuration', file: first ? openedPath(first, frame) : undefined, keys: [], span: file.span(node) };
    }
    if (func.nodeType !== 'Name') return undefined;
    const binding = onlyBinding(func.id, frame.scope);
    if (binding?.kind === 'class') {
      const site = index.classes.find((candidate) => candidate.node === binding.node);
      return site ? { kind: 'instance', site, call: { node, frame } } : undefined;
    }
    if (binding?.kind !== 'function') return undefined;
    const [only, ...more] = index.returns.get(binding.node) ?? [];
    if (!only?.node.value || more.length) return undefined;
    const thing = describe(only.node.value, only.frame, depth + 1);
    return thing?.kind === 'configuration' && thing.file === undefined ? undefined : thing;
  }

  /** The path behind `open(path)`, the `f` of `with open(path) as f`, `path.read_text()`, or the path itself. */
  function openedPath(node: Expression, frame: Frame): string | undefined {
    if (node.nodeType === 'Name') {
      const binding = onlyBinding(node.id, frame.scope);
      if (binding?.kind === 'with' && binding.value) return openedPath(binding.value, binding.frame);
    }
    if (node.nodeType === 'Call') {
      const name = qualifiedName(node.func, frame, index);
      const [first] = node.args;
      if (name === 'open' && first) return text(first, frame);
      if (node.func.nodeType === 'Attribute' && /^(read_text|read|open)$/.test(node.func.attr)) {
        return text(node.func.value, frame) ?? openedPath(node.func.value, frame);
      }
    }
    return text(node, frame);
  }

  function text(node: Expression, frame: Frame): string | undefined {
    const value = resolve(node, frame);
    return value.kind === 'known' && typeof value.value === 'string' ? value.value : undefined;
  }

  /** The default of an option, to be set by it. */
  function optionValue(dest: string, filter: (candidate: Declarations['options'][number]) => boolean = () => true): Value {
    const stores = index.attributeStores.get(dest) ?? [];
    const candidates = file.declarations.options.filter((option) => option.dest === dest && filter(option));
    const values = candidates.map((option) => {
      const [name] = option.names;
      const value = optionDefault(option, resolve);
      const setters: Setter[] = name
        ? [
            {
              kind: 'option',
              name: option.names.find((entry) => entry.text.startsWith('--'))?.text ?? name.text,
              span: file.span(name.node),
            },
          ]
        : [];
      return { ...value, setters: [...value.setters, ...setters] };
    });
    if (stores.some((store) => store.target.value.nodeType !== 'Name' || store.target.value.id !== 'self'))
      return { kind: 'unknown', setters: mergeSetters(values) };
    return agreement(values);
  }

  const isKnownArguments = (node: Expression): boolean =>
    node.nodeType === 'Call' && node.func.nodeType === 'Attribute' && /^parse_known_(intermixed_)?args$/.test(node.func.attr);

  return resolve;
}

/** The default of an option as far as its declaration tells. */
export function optionDefault(option: Declarations['options'][number], resolve: Resolve): Value {
  if (option.defaultValue) {
    if (option.defaultValue.nodeType === 'Constant' && option.defaultValue.value === undefined) return unknown;
    return convert(resolve(option.defaultValue, option.frame), option.type);
  }
  const action = stringOf(option.keywords.get('action'));
  if (action === 'store_true' || option.keywords.get('is_flag')) return known(false);
  if (action === 'store_false') return known(true);
  if (action === 'count') return known(0);
  return option.style === 'argparse' && !option.positional && !option.keywords.has('required') ? known(null) : unknown;
}

/** argparse and click put a default that is a text through the type. */
function convert(value: Value, type: Expression | undefined): Value {
  if (value.kind !== 'known' || typeof value.value !== 'string' || type?.nodeType !== 'Name') return value;
  if (type.id !== 'int' && type.id !== 'float') return value;
  const number = Number(value.value);
  return Number.isNaN(number) ? { kind: 'unknown', setters: value.setters } : { ...value, value: number };
}

const configurationReaders = new Set([
  'yaml.safe_load',
  'yaml.load',
  'yaml.full_load',
  'json.load',
  'json.loads',
  'toml.load',
  'tomllib.load',
  'omegaconf.OmegaConf.load',
  'ruamel.yaml.YAML().load',
]);

function groupCalls(calls: readonly Site<CallNode>[]): Map<string, Site<CallNode>[]> {
  const groups = new Map<string, Site<CallNode>[]>();
  for (const site of calls) {
    if (site.node.func.nodeType !== 'Name') continue;
    const group = groups.get(site.node.func.id);
    if (group) group.push(site);
    else groups.set(site.node.func.id, [site]);
  }
  return groups;
}

/** The argument of a call for a parameter; undefined where it is left to the default, `unclear` where `*` or `**` may give it. */
function passed(call: CallNode, owner: FunctionNode, name: string, bound: boolean): Expression | 'unclear' | undefined {
  const byKeyword = call.keywords.find((entry) => entry.arg === name);
  if (byKeyword) return byKeyword.value;
  const positional = [...owner.args.posonlyargs, ...owner.args.args].map((arg) => arg.arg).slice(bound ? 1 : 0);
  const position = positional.indexOf(name);
  const starred = call.args.findIndex((argument) => argument.nodeType === 'Starred');
  if (position >= 0 && position < call.args.length && (starred < 0 || starred > position)) return call.args[position];
  if (starred >= 0 || call.keywords.some((entry) => entry.arg === undefined)) return 'unclear';
  return owner.args.vararg?.arg === name || owner.args.kwarg?.arg === name ? 'unclear' : undefined;
}

const isMapping = (value: Literal): value is { readonly [key: string]: Literal } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
