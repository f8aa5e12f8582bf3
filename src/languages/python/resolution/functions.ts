import { mergeSetters } from '../evaluate';
import type { ModuleIndex } from '../module-index';
import { type Binding, blocksAround, type Frame, onlyBinding, type Site } from '../scopes';
import { type CallNode, dottedName, type FunctionNode, type NodeOf } from '../syntax';
import { truthy, unknown, type Value } from '../value';
import type { Given, Resolve } from '.';
import { passed } from './arguments';

type Return = Site<NodeOf<'Return'>>;

/** Makes the function that works out what a function of the file gives for a call. */
export function functionEvaluator(index: ModuleIndex, resolve: Resolve, within: (given: Given) => Resolve | undefined) {
  return functionValue;

  function functionValue(name: string, call: CallNode, frame: Frame): Value | undefined {
    const binding = onlyBinding(name, call.func.nodeType === 'Name' && call.func.id === name ? frame.scope : index.module);
    if (binding?.node.nodeType !== 'FunctionDef' || binding.node.decorator_list.some((node) => !keepsResults(node)))
      return undefined;
    const owner = binding.node;
    const returns = index.returns.get(owner) ?? [];
    const inside = returns.length ? within(argumentsFor(owner, call, frame, binding.frame)) : undefined;
    return inside && firstReturned(returns, inside);
  }

  function argumentsFor(owner: FunctionNode, call: CallNode, frame: Frame, definition: Frame): Given {
    return (parameter: Binding) => {
      if (parameter.frame.node !== owner) return undefined;
      const given = passed(call, owner, parameter.name, false);
      if (given === 'unclear') return unknown;
      if (given) return resolve(given, frame);
      return parameter.value ? resolve(parameter.value, definition) : unknown;
    };
  }
}

/** What the first `return` gives that surely runs, where those before it surely do not. */
function firstReturned(returns: readonly Return[], resolve: Resolve): Value {
  const asked: Value[] = [];
  for (const { node, frame } of returns) {
    const runs = isReached(frame, resolve, asked);
    if (runs === undefined) return { kind: 'unknown', setters: mergeSetters(asked) };
    if (!runs) continue;
    const value: Value = node.value ? resolve(node.value, frame) : { kind: 'known', value: null, via: [], setters: [] };
    return { ...value, setters: mergeSetters([value, ...asked]) };
  }
  return unknown;
}

/** Whether a place in a function is reached; undefined where that is not known. The values that decide it are added to `asked`. */
function isReached(frame: Frame, resolve: Resolve, asked: Value[]): boolean | undefined {
  for (const block of blocksAround(frame)) {
    if (block.kind === 'with' || block.kind === 'try') continue;
    if (block.node.nodeType !== 'If' || !block.parent) return undefined;
    const test = resolve(block.node.test, block.parent);
    asked.push(test);
    if (test.kind === 'unknown') return undefined;
    if (truthy(test.value) !== (block.kind === 'if')) return false;
  }
  return true;
}

/** `@cache` and `@lru_cache(…)` change nothing of what a function gives. */
function keepsResults(decorator: FunctionNode['decorator_list'][number]): boolean {
  const name = dottedName(decorator.nodeType === 'Call' ? decorator.func : decorator);
  return name !== undefined && /^(functools\.)?(cache|lru_cache)$/.test(name);
}
