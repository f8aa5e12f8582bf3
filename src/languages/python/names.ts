import type { ModuleIndex } from './module-index';
import { type Binding, bindingsOf, type Frame, onlyBinding, type Scope, scopeOf } from './scopes';
import { type Expression, isSelf, type NodeOf } from './syntax';

/** Other spellings of the same library, and the spelling that facts use. */
const synonyms: readonly (readonly [string, string])[] = [
  ['pytorch_lightning', 'lightning'],
  ['lightning.pytorch', 'lightning'],
  ['tensorflow.keras', 'keras'],
  ['tensorflow.compat.v1', 'tensorflow'],
  ['tensorflow.compat.v2', 'tensorflow'],
  ['tensorboardX', 'torch.utils.tensorboard'],
  ['torch.utils.tensorboard.writer', 'torch.utils.tensorboard'],
  ['torch.utils.data.dataloader', 'torch.utils.data'],
  ['huggingface_hub.file_download', 'huggingface_hub'],
  ['posixpath', 'os.path'],
];

/** The spelling that facts use. */
export function canonicalName(name: string): string {
  for (const [from, to] of synonyms) {
    if (name === from || name.startsWith(`${from}.`)) return canonicalName(to + name.slice(from.length));
  }
  return name;
}

/** The part of a full name after its last dot: `DataLoader` for `torch.utils.data.DataLoader`. */
export const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The names under which code may import what facts call by this one. */
export const spellingsOf = (name: string): readonly string[] => [
  name,
  ...synonyms.flatMap(([from, to]) => (name === to || name.startsWith(`${to}.`) ? [from + name.slice(to.length)] : [])),
];

/** Most steps from name to name, or from call to call, that are followed. */
export const deepest = 24;

/** More values of one name than this aren't compared. */
const mostAlternatives = 4;

/**
 * The full name of what an expression refers to. `np.save` is `numpy.save`; a method of a call's result is
 * `argparse.ArgumentParser().add_argument`; a name that the module itself defines starts with a dot, as `.parse_args` does. Undefined
 * if the name has several values, or none that is known. Names that nothing binds are builtins.
 */
export function qualifiedName(expression: Expression, frame: Frame, index: ModuleIndex, depth = 0): string | undefined {
  if (depth > deepest) return undefined;
  const kept = index.names.get(expression);
  if (kept !== undefined) return kept ?? undefined;
  // A name that leads back to itself, as in `model = model.to(device)`, ends here.
  index.names.set(expression, null);
  const name = findName(expression, frame, index, depth);
  index.names.set(expression, name ?? null);
  return name;
}

function findName(expression: Expression, frame: Frame, index: ModuleIndex, depth: number): string | undefined {
  switch (expression.nodeType) {
    case 'Name':
      return nameOf(expression.id, frame.scope, index, depth);
    case 'Attribute': {
      const base = attributeBase(expression, frame, index, depth);
      return base === undefined ? undefined : canonicalName(`${base}.${expression.attr}`);
    }
    case 'Call': {
      const callee = qualifiedName(expression.func, frame, index, depth + 1);
      return callee === undefined ? undefined : (returnedName(callee, index, depth) ?? `${callee}()`);
    }
    case 'Await':
      return qualifiedName(expression.value, frame, index, depth + 1);
    default:
      return undefined;
  }
}

function attributeBase(expression: NodeOf<'Attribute'>, frame: Frame, index: ModuleIndex, depth: number): string | undefined {
  const { value } = expression;
  if (value.nodeType === 'Attribute' && isSelf(value.value)) {
    const stores = index.attributeStores.get(value.attr);
    const only = stores?.length === 1 ? stores[0] : undefined;
    if (only?.value && isSelf(only.target.value)) {
      return qualifiedName(only.value, only.frame, index, depth + 1);
    }
  }
  return qualifiedName(value, frame, index, depth + 1);
}

function nameOf(name: string, scope: Scope, index: ModuleIndex, depth: number): string | undefined {
  const bindings = bindingsOf(name, scope).filter((binding) => !isGrown(binding));
  if (!bindings.length) return index.starImports.length || scopeOf(name, scope) ? undefined : name;
  const imports = bindings.filter((binding) => binding.imported !== undefined);
  const [first] = imports;
  if (first?.imported !== undefined) {
    const rest = bindings.filter((binding) => binding.imported === undefined);
    return rest.every(isFallback) ? canonicalName(first.imported) : undefined;
  }
  const [binding, ...others] = bindings;
  const bound = binding && boundName(binding, index, depth);
  if (!others.length) return bound;
  const agree =
    bindings.length <= mostAlternatives && bindings.every((each) => isValue(each) && boundName(each, index, depth) === bound);
  return agree ? bound : undefined;
}

/** `table = table.append(row)`: it stays what it is. */
const isGrown = ({ kind, name, value, element }: Binding): boolean =>
  kind === 'assignment' &&
  element === undefined &&
  value?.nodeType === 'Call' &&
  value.func.nodeType === 'Attribute' &&
  value.func.attr === 'append' &&
  value.func.value.nodeType === 'Name' &&
  value.func.value.id === name;

const isValue = ({ kind }: Binding): boolean => kind === 'assignment' || kind === 'with';

function boundName(binding: Binding, index: ModuleIndex, depth: number): string | undefined {
  switch (binding.kind) {
    case 'function':
    case 'class':
      return `.${binding.name}`;
    case 'assignment':
    case 'with':
      return binding.value && binding.element === undefined
        ? qualifiedName(binding.value, binding.frame, index, depth + 1)
        : undefined;
    default:
      return undefined;
  }
}

/**
 * Every full name that an expression may refer to: of each value that a name is bound to, and of both sides of `a if x else b`.
 * Undefined if one of them isn't known.
 */
export function possibleNames(expression: Expression, frame: Frame, index: ModuleIndex, depth = 0): string[] | undefined {
  if (depth > deepest) return undefined;
  const parts: { readonly value: Expression | undefined; readonly frame: Frame }[] =
    expression.nodeType === 'IfExp'
      ? [expression.body, expression.orelse].map((value) => ({ value, frame }))
      : expression.nodeType === 'Name'
        ? bindingsOf(expression.id, frame.scope).map((binding) => ({
            value: binding.kind === 'assignment' && binding.element === undefined ? binding.value : undefined,
            frame: binding.frame,
          }))
        : [];
  if (!parts.length || parts.length > mostAlternatives) return undefined;
  const names = parts.map((part) => {
    if (!part.value) return undefined;
    const name = qualifiedName(part.value, part.frame, index);
    return name === undefined ? possibleNames(part.value, part.frame, index, depth + 1) : [name];
  });
  return names.every((each) => each !== undefined) ? names.flat() : undefined;
}

/** `except ImportError: name = None`, or a class or function that replaces what isn't installed. */
function isFallback(binding: Binding): boolean {
  if (binding.kind === 'assignment') return binding.value?.nodeType === 'Constant';
  return binding.kind === 'class' || binding.kind === 'function';
}

/** The name of what a function of the module returns, if it has a single `return`: `.make_parser()` is `argparse.ArgumentParser()`. */
function returnedName(callee: string, index: ModuleIndex, depth: number): string | undefined {
  if (!/^\.\w+$/.test(callee)) return undefined;
  const binding = onlyBinding(callee.slice(1), index.module);
  if (binding?.kind !== 'function') return undefined;
  const returns = index.returns.get(binding.node) ?? [];
  const [only] = returns;
  if (returns.length !== 1 || !only?.node.value) return undefined;
  return qualifiedName(only.node.value, only.frame, index, depth + 1);
}
