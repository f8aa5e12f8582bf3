import { deepest, qualifiedName } from '../names';
import { type Binding, bindingsOf, enclosingClass, type Frame, onlyBinding } from '../scopes';
import type { CallNode, Expression, NodeOf } from '../syntax';
import { stringValue } from '../value';
import type { AbstractValue, Evaluation } from './evaluation';

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

/** Methods of parsers that read the command line. */
const parserMethods = /^parse_((known_)?(intermixed_)?args|args_into_dataclasses|args_and_config)$/;

/** The abstract value of an expression; undefined if its attributes and items have no values. */
export function abstractValue(node: Expression, frame: Frame, evaluation: Evaluation, depth = 0): AbstractValue | undefined {
  const { abstractValues } = evaluation;
  if (depth > deepest || abstractValues.has(node)) return abstractValues.get(node);
  abstractValues.set(node, undefined);
  const value = findAbstractValue(node, frame, evaluation, depth);
  abstractValues.set(node, value);
  return value;
}

function findAbstractValue(node: Expression, frame: Frame, evaluation: Evaluation, depth: number): AbstractValue | undefined {
  switch (node.nodeType) {
    case 'Name':
      return ofName(node, frame, evaluation, depth);
    case 'Attribute':
      return ofAttribute(node, frame, evaluation, depth);
    case 'Subscript':
      return ofItem(node, frame, evaluation, depth);
    case 'Call':
      return ofCall(node, frame, evaluation, depth);
    default:
      return undefined;
  }
}

function ofName(node: NodeOf<'Name'>, frame: Frame, evaluation: Evaluation, depth: number): AbstractValue | undefined {
  const { index } = evaluation.module;
  if (qualifiedName(node, frame, index) === 'absl.flags.FLAGS') return { kind: 'options' };
  if (node.id === 'self') return instanceOf(enclosingClass(frame), undefined, evaluation);
  const [binding, ...others] = bindingsOf(node.id, frame.scope);
  const value = binding && ofBinding(binding, evaluation, depth);
  // `args` that is parsed in one of several ways is the same set of options.
  const agree = others.every((other) => value?.kind === 'options' && ofBinding(other, evaluation, depth)?.kind === 'options');
  return agree ? value : undefined;
}

function instanceOf(
  owner: Binding['node'] | undefined,
  call: { readonly node: CallNode; readonly frame: Frame } | undefined,
  { module }: Evaluation,
): AbstractValue | undefined {
  const site = owner && module.index.classes.find((candidate) => candidate.node === owner);
  return site && { kind: 'instance', site, call };
}

function ofBinding(binding: Binding, evaluation: Evaluation, depth: number): AbstractValue | undefined {
  if (binding.kind === 'parameter') return ofParameter(binding, evaluation, depth);
  if (binding.kind !== 'assignment' || !binding.value) return undefined;
  if (binding.element !== undefined && !givesOptions(binding.value, binding.element)) return undefined;
  return abstractValue(binding.value, binding.frame, evaluation, depth + 1);
}

/** What the only call passes, or the options that all calls pass. */
function ofParameter(binding: Binding, evaluation: Evaluation, depth: number): AbstractValue | undefined {
  const owner = binding.frame.node;
  if (owner.nodeType !== 'FunctionDef' && owner.nodeType !== 'AsyncFunctionDef') return undefined;
  const values = (evaluation.passedArguments(owner, binding) ?? []).map(({ expression, frame }) =>
    abstractValue(expression, frame, evaluation, depth + 1),
  );
  return values.length === 1 || values.every((value) => value?.kind === 'options') ? values[0] : undefined;
}

/** Whether one element of a parser's result holds options: an instance of a dataclass, or the options ahead of the rest. */
const givesOptions = (node: Expression, element: number): boolean =>
  node.nodeType === 'Call' &&
  node.func.nodeType === 'Attribute' &&
  (/^parse_args_(into_dataclasses|and_config)$/.test(node.func.attr) ||
    (element === 0 && /^parse_known_(intermixed_)?args$/.test(node.func.attr)));

function ofAttribute(node: NodeOf<'Attribute'>, frame: Frame, evaluation: Evaluation, depth: number): AbstractValue | undefined {
  const { index } = evaluation.module;
  if (node.attr === 'FLAGS' && qualifiedName(node, frame, index) === 'absl.flags.FLAGS') return { kind: 'options' };
  const base = abstractValue(node.value, frame, evaluation, depth + 1);
  if (base?.kind === 'configuration') return { ...base, keys: [...base.keys, node.attr] };
  if (base?.kind !== 'instance') return undefined;
  const stores = index.attributeStores.get(node.attr) ?? [];
  const [store] = stores;
  return stores.length === 1 && store?.value ? abstractValue(store.value, store.frame, evaluation, depth + 1) : undefined;
}

/** `config['model']`, and `options[0]` of a parser that returns several. */
function ofItem(node: NodeOf<'Subscript'>, frame: Frame, evaluation: Evaluation, depth: number): AbstractValue | undefined {
  const base = abstractValue(node.value, frame, evaluation, depth + 1);
  const value = evaluation.resolve(node.slice, frame);
  const key = value.kind === 'known' ? value.value : undefined;
  if (base?.kind === 'options') return typeof key === 'number' ? base : undefined;
  const isKey = typeof key === 'string' || typeof key === 'number';
  return base?.kind === 'configuration' && isKey ? { ...base, keys: [...base.keys, key] } : undefined;
}

function ofCall(node: CallNode, frame: Frame, evaluation: Evaluation, depth: number): AbstractValue | undefined {
  const { module } = evaluation;
  const { func } = node;
  if (func.nodeType === 'Attribute' && parserMethods.test(func.attr)) return { kind: 'options' };
  const name = qualifiedName(func, frame, module.index);
  const [first] = node.args;
  if (name !== undefined && dataclassReaders.has(name)) return { kind: 'options' };
  if (name === 'vars' && first) return abstractValue(first, frame, evaluation, depth + 1);
  if (name !== undefined && configurationReaders.has(name)) {
    const file = first && openedPath(first, frame, evaluation);
    return { kind: 'configuration', reader: name, file, keys: [], span: module.span(node) };
  }
  if (func.nodeType !== 'Name') return undefined;
  const binding = onlyBinding(func.id, frame.scope);
  if (binding?.kind === 'class') return instanceOf(binding.node, { node, frame }, evaluation);
  return binding?.kind === 'function' ? ofReturned(binding, evaluation, depth) : undefined;
}

/** What a function with a single `return` gives. A configuration counts only if its file is known. */
function ofReturned({ node }: Binding, evaluation: Evaluation, depth: number): AbstractValue | undefined {
  const [only, ...more] = evaluation.module.index.returns.get(node) ?? [];
  if (!only?.node.value || more.length) return undefined;
  const value = abstractValue(only.node.value, only.frame, evaluation, depth + 1);
  return value?.kind === 'configuration' && value.file === undefined ? undefined : value;
}

/** The path behind `open(path)`, the `f` of `with open(path) as f`, `path.read_text()`, or the path itself. */
function openedPath(node: Expression, frame: Frame, evaluation: Evaluation): string | undefined {
  const text = (part: Expression): string | undefined => stringValue(evaluation.resolve(part, frame));
  if (node.nodeType === 'Name') {
    const binding = onlyBinding(node.id, frame.scope);
    if (binding?.kind === 'with' && binding.value) return openedPath(binding.value, binding.frame, evaluation);
  }
  if (node.nodeType === 'Call') {
    const name = qualifiedName(node.func, frame, evaluation.module.index);
    const [first] = node.args;
    if (name === 'open' && first) return text(first);
    if (node.func.nodeType === 'Attribute' && /^(read_text|read|open)$/.test(node.func.attr))
      return text(node.func.value) ?? openedPath(node.func.value, frame, evaluation);
  }
  return text(node);
}
