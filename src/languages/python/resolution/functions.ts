import type { Resolve } from '../module';
import { type Binding, blocksAround, type Frame, onlyBinding, type Site } from '../scopes';
import { type CallNode, dottedName, type FunctionNode, type NodeOf } from '../syntax';
import { known, truthy, unknown, unknownSetBy, type Value } from '../value';
import { passed } from './arguments';
import type { Evaluation, Given } from './evaluation';
import { mergeSetters } from './operations';

type Return = Site<NodeOf<'Return'>>;

/** What a function of the module returns to a call; undefined for anything else of that name. */
export function functionValue(name: string, call: CallNode, frame: Frame, evaluation: Evaluation): Value | undefined {
  const { index } = evaluation.module;
  const binding = onlyBinding(name, call.func.nodeType === 'Name' && call.func.id === name ? frame.scope : index.module);
  if (binding?.node.nodeType !== 'FunctionDef' || !binding.node.decorator_list.every(isCache)) return undefined;
  const owner = binding.node;
  const returns = index.returns.get(owner) ?? [];
  const within = returns.length
    ? evaluation.within(argumentsFor(owner, call, frame, binding.frame, evaluation.resolve))
    : undefined;
  return within && firstReturned(returns, within);
}

function argumentsFor(owner: FunctionNode, call: CallNode, frame: Frame, definition: Frame, resolve: Resolve): Given {
  return (parameter: Binding) => {
    if (parameter.frame.node !== owner) return undefined;
    const given = passed(call, owner, parameter.name, false);
    if (given === 'unclear') return unknown;
    if (given) return resolve(given, frame);
    return parameter.value ? resolve(parameter.value, definition) : unknown;
  };
}

/** The value of the first `return` that is reached, if those before it certainly aren't. */
function firstReturned(returns: readonly Return[], resolve: Resolve): Value {
  const conditions: Value[] = [];
  for (const { node, frame } of returns) {
    const reached = isReached(frame, resolve, conditions);
    if (reached === undefined) return unknownSetBy(mergeSetters(conditions));
    if (!reached) continue;
    const value = node.value ? resolve(node.value, frame) : known(null);
    return { ...value, setters: mergeSetters([value, ...conditions]) };
  }
  return unknown;
}

/** Whether a place in a function is reached; undefined if that isn't known. Adds the conditions that decide it. */
function isReached(frame: Frame, resolve: Resolve, conditions: Value[]): boolean | undefined {
  for (const block of blocksAround(frame)) {
    if (block.kind === 'with' || block.kind === 'try') continue;
    if (block.node.nodeType !== 'If' || !block.parent) return undefined;
    const test = resolve(block.node.test, block.parent);
    conditions.push(test);
    if (test.kind === 'unknown') return undefined;
    if (truthy(test.value) !== (block.kind === 'if')) return false;
  }
  return true;
}

/** `@cache` and `@lru_cache(…)`, which don't change what a function returns. */
function isCache(decorator: FunctionNode['decorator_list'][number]): boolean {
  const name = dottedName(decorator.nodeType === 'Call' ? decorator.func : decorator);
  return name !== undefined && /^(functools\.)?(cache|lru_cache)$/.test(name);
}
