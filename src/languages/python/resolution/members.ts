import { classNamed, fieldDefault } from '../declarations';
import type { ModuleIndex } from '../module-index';
import { qualifiedName } from '../names';
import { type Binding, enclosingClass, type Frame, onlyBinding } from '../scopes';
import { isSelf, keywordOf, type NodeOf } from '../syntax';
import { pathAttribute } from '../text-operations';
import { type Literal, stringValue, unknown, unknownSetBy, type Value } from '../value';
import { abstractValue } from './abstract-values';
import { parameterValue } from './bindings';
import type { Evaluation, Instance } from './evaluation';
import { combine } from './operations';
import { optionValue } from './options';

/** The value of `base.name`. */
export function attributeValue(node: NodeOf<'Attribute'>, frame: Frame, evaluation: Evaluation): Value {
  const { index } = evaluation.module;
  const hyperparameter = hyperparameterOf(node, frame, index);
  if (hyperparameter) return parameterValue(hyperparameter, evaluation);
  const base = abstractValue(node.value, frame, evaluation);
  if (base?.kind === 'options') return optionValue(node.attr, evaluation);
  if (base?.kind === 'instance') return memberValue(node.attr, base, evaluation);
  if (base?.kind === 'configuration') return unknownSetBy([{ ...base, keys: [...base.keys, node.attr] }]);
  if (node.value.nodeType === 'Name') {
    const site = onlyBinding(node.value.id, frame.scope)?.kind === 'class' ? classNamed(node.value.id, index) : undefined;
    if (site) return memberValue(node.attr, { kind: 'instance', site, call: undefined }, evaluation);
  }
  return combine([evaluation.resolve(node.value, frame)], ([path]) =>
    typeof path === 'string' ? pathAttribute(path, node.attr) : undefined,
  );
}

/** The value of `base[key]`. */
export function itemValue(node: NodeOf<'Subscript'>, frame: Frame, evaluation: Evaluation): Value {
  const { module, resolve } = evaluation;
  if (qualifiedName(node.value, frame, module.index) === 'os.environ') {
    const name = stringValue(resolve(node.slice, frame));
    return name === undefined ? unknown : unknownSetBy([{ kind: 'variable', name, span: module.span(node.slice) }]);
  }
  const base = abstractValue(node.value, frame, evaluation);
  const key = resolve(node.slice, frame);
  if (key.kind !== 'known') return unknownSetBy(key.setters);
  if (base?.kind === 'options' && typeof key.value === 'string') return optionValue(key.value, evaluation);
  if (base?.kind === 'configuration' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return unknownSetBy([{ ...base, keys: [...base.keys, key.value] }]);
  return combine([resolve(node.value, frame), key], ([container, at]) => {
    if (Array.isArray(container) && typeof at === 'number') return container.at(at) as Literal | undefined;
    if (typeof container === 'object' && container !== null && typeof at === 'string' && at in container)
      return (container as { [key: string]: Literal })[at];
    return undefined;
  });
}

/** `self.hparams.lr`: the constructor's parameter of a Lightning class, if the constructor calls `self.save_hyperparameters()`. */
function hyperparameterOf({ attr, value }: NodeOf<'Attribute'>, frame: Frame, index: ModuleIndex): Binding | undefined {
  if (value.nodeType !== 'Attribute' || value.attr !== 'hparams' || !isSelf(value.value)) return undefined;
  const owner = enclosingClass(frame);
  const init = owner?.body.find((node) => node.nodeType === 'FunctionDef' && node.name === '__init__');
  const scope = init && index.scopes.get(init);
  const saves = index.calls.some(
    ({ node, frame: { scope: at } }) =>
      at === scope && node.func.nodeType === 'Attribute' && node.func.attr === 'save_hyperparameters' && !node.args.length,
  );
  const isChanged = (index.attributeStores.get(attr) ?? []).some(({ target }) => !isSelf(target.value));
  const [binding, ...others] = (saves && !isChanged && scope?.bindings.get(attr)) || [];
  return binding?.kind === 'parameter' && !others.length ? binding : undefined;
}

/** An attribute of an instance that is set once, in the class body or through `self`, and nowhere else in the module. */
function memberValue(name: string, { site, call }: Instance, { module: { index }, resolve }: Evaluation): Value {
  const stores = index.attributeStores.get(name) ?? [];
  const ofSelf = stores.filter((store) => isSelf(store.target.value));
  const own = ofSelf.filter((store) => enclosingClass(store.frame) === site.node);
  if (stores.length > ofSelf.length) return unknown;
  const inBody = index.scopes.get(site.node)?.bindings.get(name) ?? [];
  if (own.length + inBody.length !== 1) return unknown;
  const [store] = own;
  if (store) return store.value ? resolve(store.value, store.frame) : unknown;
  const [binding] = inBody;
  const given = call && keywordOf(call.node, name);
  if (given && call) return resolve(given, call.frame);
  if (call && (call.node.args.length || call.node.keywords.some((entry) => entry.arg === undefined))) return unknown;
  if (binding?.kind !== 'assignment' || !binding.value) return unknown;
  const value = fieldDefault(binding.value);
  return value && (call || !mayBeGiven(name, site.node, index)) ? resolve(value, binding.frame) : unknown;
}

/**
 * Whether a call of a class with fields may give the field another value than its default. If the module doesn't call the class, it
 * is there for other modules, which may.
 */
function mayBeGiven(field: string, owner: NodeOf<'ClassDef'>, index: ModuleIndex): boolean {
  const calls = index.calls.filter(({ node }) => node.func.nodeType === 'Name' && node.func.id === owner.name);
  const hasFields =
    owner.decorator_list.length > 0 || owner.bases.some((base) => base.nodeType === 'Name' && base.id === 'BaseModel');
  return calls.length
    ? calls.some(({ node }) => node.args.length > 0 || node.keywords.some(({ arg }) => arg === undefined || arg === field))
    : hasFields;
}
