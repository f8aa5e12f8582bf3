import type { Span } from '../../../text/span';
import { deepest, qualifiedName } from '../names';
import { type Binding, bindingsOf, enclosingClass, type Frame, onlyBinding, type Site } from '../scopes';
import type { CallNode, Expression, NodeOf } from '../syntax';
import type { Resolvable, Resolve } from '.';
import type { Arguments } from './arguments';

/** Things whose attributes or items have values. */
export type Thing =
  | { readonly kind: 'options' }
  | { readonly kind: 'instance'; readonly site: Site<NodeOf<'ClassDef'>>; readonly call: Site<CallNode> | undefined }
  | {
      readonly kind: 'configuration';
      readonly file: string | undefined;
      readonly keys: readonly (string | number)[];
      readonly span: Span;
    };

export type Describe = (expression: Expression, frame: Frame) => Thing | undefined;

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

/** Functions that read the command line into an instance of a dataclass. */
const dataclassReaders = new Set(['tyro.cli', 'simple_parsing.parse', 'draccus.parse']);

/** Makes the function that tells what an expression stands for, where its attributes matter. */
export function describer(file: Resolvable, resolve: Resolve, callArguments: Arguments): Describe {
  const { index } = file;
  const things = new Map<Expression, Thing | undefined>();
  return (expression, frame) => describe(expression, frame);

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
        if (qualifiedName(node, frame, index) === 'absl.flags.FLAGS') return { kind: 'options' };
        if (node.id === 'self') {
          const owner = enclosingClass(frame);
          const site = owner && index.classes.find((candidate) => candidate.node === owner);
          return site ? { kind: 'instance', site, call: undefined } : undefined;
        }
        const [binding, ...others] = bindingsOf(node.id, frame.scope);
        const thing = binding && describeBinding(binding, depth);
        // `args` parsed in one way or another is the same set of options.
        const agree = others.every((other) => thing?.kind === 'options' && describeBinding(other, depth)?.kind === 'options');
        return agree ? thing : undefined;
      }
      case 'Attribute':
        return describeMember(node, frame, depth);
      case 'Subscript': {
        const thing = describe(node.value, frame, depth + 1);
        const key = resolve(node.slice, frame);
        if (thing?.kind !== 'configuration' || key.kind !== 'known')
          return thing?.kind === 'options' && key.kind === 'known' && typeof key.value === 'number' ? thing : undefined;
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
    if (binding.element !== undefined && !givesOptions(binding.value, binding.element)) return undefined;
    return describe(binding.value, binding.frame, depth + 1);
  }

  function describeMember(node: NodeOf<'Attribute'>, frame: Frame, depth: number): Thing | undefined {
    if (node.attr === 'FLAGS' && qualifiedName(node, frame, index) === 'absl.flags.FLAGS') return { kind: 'options' };
    const base = describe(node.value, frame, depth + 1);
    if (base?.kind === 'configuration') return { ...base, keys: [...base.keys, node.attr] };
    if (base?.kind !== 'instance') return undefined;
    const stores = index.attributeStores.get(node.attr) ?? [];
    const [store] = stores;
    return stores.length === 1 && store?.value ? describe(store.value, store.frame, depth + 1) : undefined;
  }

  function describeCall(node: CallNode, frame: Frame, depth: number): Thing | undefined {
    const { func } = node;
    if (func.nodeType === 'Attribute' && parserMethods.test(func.attr)) return { kind: 'options' };
    const name = qualifiedName(func, frame, index);
    const [first] = node.args;
    if (name !== undefined && dataclassReaders.has(name)) return { kind: 'options' };
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
}

/** Methods of parsers that read the command line. */
const parserMethods = /^parse_((known_)?(intermixed_)?args|args_into_dataclasses|args_and_config)$/;

/** Whether the element of what a parser gives holds options: an instance of each dataclass, or the options before what is left. */
const givesOptions = (node: Expression, element: number): boolean =>
  node.nodeType === 'Call' &&
  node.func.nodeType === 'Attribute' &&
  (/^parse_args_(into_dataclasses|and_config)$/.test(node.func.attr) ||
    (element === 0 && /^parse_known_(intermixed_)?args$/.test(node.func.attr)));
