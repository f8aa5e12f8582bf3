import type { ModuleIndex } from '../module-index';
import { type Binding, enclosingClass, type Frame, onlyBinding, type Site } from '../scopes';
import type { CallNode, Expression, FunctionNode } from '../syntax';

/** What each call of a function gives for a parameter; undefined where calls may be out of sight. */
export type Arguments = (
  owner: FunctionNode,
  binding: Binding,
) => readonly { readonly expression: Expression; readonly frame: Frame }[] | undefined;

/** More calls than this are not compared. */
const mostCalls = 8;

export function argumentFinder(index: ModuleIndex): Arguments {
  let callSites: Map<string, Site<CallNode>[]> | undefined;
  let methodCalls: Map<string, Site<CallNode>[]> | undefined;
  return callArguments;

  function callArguments(owner: FunctionNode, binding: Binding): { expression: Expression; frame: Frame }[] | undefined {
    const definition = binding.frame.parent;
    if (!definition || owner.decorator_list.length) return undefined;
    const isMethod = definition.kind === 'class';
    const calls = isMethod && owner.name !== '__init__' ? callsOfMethod(owner, definition) : callsByName(owner, definition);
    if (!calls || calls.length > mostCalls) return undefined;
    const found: { expression: Expression; frame: Frame }[] = [];
    for (const call of calls) {
      const given = passed(call.node, owner, binding.name, isMethod);
      if (given === 'unclear') return undefined;
      if (given) found.push({ expression: given, frame: call.frame });
      else if (binding.value) found.push({ expression: binding.value, frame: definition });
      else return undefined;
    }
    return found;
  }

  /** Of a function, or of a class for its constructor. */
  function callsByName(owner: FunctionNode, definition: Frame): Site<CallNode>[] | undefined {
    const isConstructor = definition.kind === 'class';
    const name = isConstructor ? definition.scope.name : owner.name;
    if (index.escaping.has(name)) return undefined;
    callSites ??= groupCalls([...index.calls, ...index.started]);
    return (callSites.get(name) ?? []).filter((site) => {
      const target = onlyBinding(name, site.frame.scope);
      return target?.node === (isConstructor ? definition.node : owner);
    });
  }

  /**
   * Of a method that only its own class calls, as `self.name(…)`. A class that nothing in the file makes an instance of is meant for
   * others, who may call it.
   */
  function callsOfMethod(owner: FunctionNode, definition: Frame): Site<CallNode>[] | undefined {
    callSites ??= groupCalls([...index.calls, ...index.started]);
    if (index.escapingAttributes.has(owner.name) || !callSites.has(definition.scope.name)) return undefined;
    methodCalls ??= groupMethodCalls(index.calls);
    const calls: Site<CallNode>[] = [];
    for (const site of methodCalls.get(owner.name) ?? []) {
      const around = enclosingClass(site.frame);
      if (around === definition.node && isOnSelf(site.node)) calls.push(site);
      else if (!around || !isOnSelf(site.node) || !index.scopes.get(around)?.bindings.has(owner.name)) return undefined;
    }
    return calls;
  }
}

const isOnSelf = ({ func }: CallNode): boolean =>
  func.nodeType === 'Attribute' && func.value.nodeType === 'Name' && func.value.id === 'self';

function groupMethodCalls(calls: readonly Site<CallNode>[]): Map<string, Site<CallNode>[]> {
  const groups = new Map<string, Site<CallNode>[]>();
  for (const site of calls) {
    const { func } = site.node;
    if (func.nodeType !== 'Attribute') continue;
    const group = groups.get(func.attr);
    if (group) group.push(site);
    else groups.set(func.attr, [site]);
  }
  return groups;
}

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
export function passed(call: CallNode, owner: FunctionNode, name: string, bound: boolean): Expression | 'unclear' | undefined {
  const byKeyword = call.keywords.find((entry) => entry.arg === name);
  if (byKeyword) return byKeyword.value;
  const positional = [...owner.args.posonlyargs, ...owner.args.args].map((arg) => arg.arg).slice(bound ? 1 : 0);
  const position = positional.indexOf(name);
  const starred = call.args.findIndex((argument) => argument.nodeType === 'Starred');
  if (position >= 0 && position < call.args.length && (starred < 0 || starred > position)) return call.args[position];
  if (starred >= 0 || call.keywords.some((entry) => entry.arg === undefined)) return 'unclear';
  return owner.args.vararg?.arg === name || owner.args.kwarg?.arg === name ? 'unclear' : undefined;
}
