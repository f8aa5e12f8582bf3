import { classNamed, fieldDefault } from '../declarations';
import { combine } from '../evaluate';
import { qualifiedName } from '../names';
import { type Binding, enclosingClass, type Frame, onlyBinding } from '../scopes';
import type { Expression, NodeOf } from '../syntax';
import { pathAttribute } from '../text-operations';
import { type Literal, unknown, type Value } from '../value';
import type { Resolvable, Resolve } from '.';
import { optionValue } from './options';
import type { Describe, Thing } from './things';

/** Makes the functions that work out `thing.name` and `thing[key]`. */
export function memberEvaluator(
  file: Resolvable,
  resolve: Resolve,
  describe: Describe,
  parameterValue: (binding: Binding) => Value,
) {
  const { index } = file;
  return { attributeValue, itemValue };

  function attributeValue(node: NodeOf<'Attribute'>, frame: Frame): Value {
    const hyperparameter = hyperparameterOf(node, frame);
    if (hyperparameter) return parameterValue(hyperparameter);
    const thing = describe(node.value, frame);
    if (thing?.kind === 'options') return optionValue(node.attr, file, resolve);
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

  /** `self.hparams.lr`: what the constructor of a Lightning class is given, where it calls `self.save_hyperparameters()`. */
  function hyperparameterOf({ attr, value }: NodeOf<'Attribute'>, frame: Frame): Binding | undefined {
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
    return value && (call || !mayBeGiven(name, site.node)) ? resolve(value, binding.frame) : unknown;
  }

  /**
   * A call of a class with fields may give the field another value than its default: one in the file, or, where there is none, one in
   * another file, for which the class then is.
   */
  function mayBeGiven(field: string, owner: NodeOf<'ClassDef'>): boolean {
    const calls = index.calls.filter(({ node }) => node.func.nodeType === 'Name' && node.func.id === owner.name);
    const hasFields =
      owner.decorator_list.length > 0 || owner.bases.some((base) => base.nodeType === 'Name' && base.id === 'BaseModel');
    return calls.length
      ? calls.some(({ node }) => node.args.length > 0 || node.keywords.some(({ arg }) => arg === undefined || arg === field))
      : hasFields;
  }

  function itemValue(node: NodeOf<'Subscript'>, frame: Frame): Value {
    if (qualifiedName(node.value, frame, index) === 'os.environ') {
      const key = resolve(node.slice, frame);
      if (key.kind !== 'known' || typeof key.value !== 'string') return unknown;
      return { kind: 'unknown', setters: [{ kind: 'variable', name: key.value, span: file.span(node.slice) }] };
    }
    const thing = describe(node.value, frame);
    const key = resolve(node.slice, frame);
    if (key.kind !== 'known') return { kind: 'unknown', setters: key.setters };
    if (thing?.kind === 'options' && typeof key.value === 'string') return optionValue(key.value, file, resolve);
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
}

const isSelf = (node: Expression): boolean => node.nodeType === 'Name' && node.id === 'self';
