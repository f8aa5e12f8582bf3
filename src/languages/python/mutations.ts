import type { ModuleIndex } from './module-index';
import { type Binding, bindingsOf, type Frame, type Site, scopeOf } from './scopes';
import { type CallNode, type Expression, stringOf } from './syntax';

/** Methods of dictionaries that leave them as they are. */
const readingMethods = new Set(['get', 'items', 'keys', 'values', 'copy']);

/** Functions that don't change what they are given. */
const readingFunctions = new Set(['print', 'len', 'dict', 'str', 'repr', 'sorted', 'vars', 'isinstance', 'bool', 'list']);

/**
 * The keys of a dictionary that the code may set or delete after its assignment. Undefined if it may change others too, such as in a
 * function that the dictionary is passed to.
 */
export function changedKeys(name: string, frame: Frame, index: ModuleIndex): ReadonlySet<string> | undefined {
  const bindings = bindingsOf(name, frame.scope);
  const [first] = bindings;
  if (!first) return undefined;
  if (![first.frame.scope, frame.scope].some(({ mutated }) => mutated.has(name))) return new Set();
  const kept = index.changes.get(first);
  if (kept !== undefined) return kept ?? undefined;
  const changed = findChanged(first, index);
  index.changes.set(first, changed ?? null);
  return changed;
}

function findChanged({ name, frame: { scope } }: Binding, index: ModuleIndex): ReadonlySet<string> | undefined {
  const owner = scopeOf(name, scope);
  const isIt: IsIt = (node, frame) => node.nodeType === 'Name' && node.id === name && scopeOf(name, frame.scope) === owner;
  const changed = new Set<string>();
  for (const { node, frame } of index.subscripts) {
    if (!isIt(node.value, frame) || node.ctx.nodeType === 'Load') continue;
    const key = stringOf(node.slice);
    if (key === undefined) return undefined;
    changed.add(key);
  }
  for (const site of index.calls) {
    const keys = keysChangedBy(site, isIt);
    if (!keys) return undefined;
    for (const key of keys) changed.add(key);
  }
  const others = [...(owner?.bindings.values() ?? [])].flat();
  return others.some(({ value, frame }) => value !== undefined && isIt(value, frame)) ? undefined : changed;
}

type IsIt = (node: Expression, frame: Frame) => boolean;

function keysChangedBy({ node, frame }: Site<CallNode>, isIt: IsIt): readonly string[] | undefined {
  const { func, args, keywords } = node;
  const isGiven = args.some((argument) => isIt(argument, frame)) || keywords.some(({ arg, value }) => arg && isIt(value, frame));
  if (isGiven && !(func.nodeType === 'Name' && readingFunctions.has(func.id))) return undefined;
  if (func.nodeType !== 'Attribute' || !isIt(func.value, frame) || readingMethods.has(func.attr)) return [];
  if (func.attr === 'pop' || func.attr === 'setdefault') return keysOf([args[0]]);
  if (func.attr !== 'update' || args.length > 1) return undefined;
  const [given] = args;
  if (given && given.nodeType !== 'Dict') return undefined;
  const added = keysOf(given?.keys ?? []);
  const named = keywords.map(({ arg }) => arg);
  return added && named.every((key) => key !== undefined) ? [...added, ...named] : undefined;
}

function keysOf(nodes: readonly (Expression | null | undefined)[]): string[] | undefined {
  const keys = nodes.map((node) => stringOf(node));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}
