import type { Functions } from '../facts/functions';
import { functionAround } from '../facts/functions';
import type { ModuleIndex } from '../module-index';
import type { Site } from '../scopes';
import type { CallNode, FunctionNode, Node } from '../syntax';
import { isWithin } from './order';

/** The calls in a loop, and in the functions of the module that these may run, directly or through others. */
export function callsFrom(node: Node, index: ModuleIndex, functions: Functions): readonly Site<CallNode>[] {
  const found = index.calls.filter(({ frame }) => isWithin(frame, node));
  const seen = new Set<FunctionNode>();
  const own = new Map<FunctionNode, Site<CallNode>[]>();
  for (const site of index.calls) {
    const owner = functionAround(site.frame);
    if (owner) own.set(owner, [...(own.get(owner) ?? []), site]);
  }
  for (let position = 0; position < found.length; position++) {
    const site = found[position];
    const called = site && functions.calledBy(site);
    if (!called || seen.has(called)) continue;
    seen.add(called);
    found.push(...(own.get(called) ?? []));
  }
  return found;
}
