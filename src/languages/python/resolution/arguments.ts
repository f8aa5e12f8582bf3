import type { ModuleIndex } from '../module-index';
import { type Binding, enclosingClass, type Frame, onlyBinding, type Site } from '../scopes';
import { type CallNode, type Expression, type FunctionNode, isSelf, keywordOf, positionalParameters } from '../syntax';
import type { PassedArgument, PassedArguments } from './evaluation';

/** More calls than this aren't compared. */
const mostCalls = 8;

/** Calls by the name of what they call. */
type CallsByName = ReadonlyMap<string, readonly Site<CallNode>[]>;

interface CallSites {
  readonly index: ModuleIndex;
  /** Of functions and classes: `name(…)`. Calls that other processes and threads make are among them. */
  direct(): CallsByName;
  /** Of methods: `….name(…)`. */
  methods(): CallsByName;
}

export function passedArguments(index: ModuleIndex): PassedArguments {
  let direct: CallsByName | undefined;
  let methods: CallsByName | undefined;
  const sites: CallSites = {
    index,
    direct: () =>
      (direct ??= groupCalls([...index.calls, ...index.started], ({ func }) => (func.nodeType === 'Name' ? func.id : undefined))),
    methods: () => (methods ??= groupCalls(index.calls, ({ func }) => (func.nodeType === 'Attribute' ? func.attr : undefined))),
  };
  return (owner, parameter) => findPassed(owner, parameter, sites);
}

function groupCalls(calls: readonly Site<CallNode>[], nameOf: (call: CallNode) => string | undefined): CallsByName {
  const groups = new Map<string, Site<CallNode>[]>();
  for (const site of calls) {
    const name = nameOf(site.node);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(site);
    else groups.set(name, [site]);
  }
  return groups;
}

function findPassed(owner: FunctionNode, parameter: Binding, sites: CallSites): PassedArgument[] | undefined {
  const definition = parameter.frame.parent;
  if (!definition || owner.decorator_list.length) return undefined;
  const isMethod = definition.kind === 'class';
  const calls =
    isMethod && owner.name !== '__init__' ? callsOfMethod(owner, definition, sites) : callsByName(owner, definition, sites);
  if (!calls || calls.length > mostCalls) return undefined;
  const found: PassedArgument[] = [];
  for (const call of calls) {
    const given = passed(call.node, owner, parameter.name, isMethod);
    if (given === 'unclear') return undefined;
    if (given) found.push({ expression: given, frame: call.frame });
    else if (parameter.value) found.push({ expression: parameter.value, frame: definition });
    else return undefined;
  }
  return found;
}

/** The calls of a function, or of a class for its constructor. */
function callsByName(owner: FunctionNode, definition: Frame, { index, direct }: CallSites): Site<CallNode>[] | undefined {
  const isConstructor = definition.kind === 'class';
  const name = isConstructor ? definition.scope.name : owner.name;
  if (index.escaping.has(name)) return undefined;
  return (direct().get(name) ?? []).filter((site) => {
    const target = onlyBinding(name, site.frame.scope);
    return target?.node === (isConstructor ? definition.node : owner);
  });
}

/**
 * The calls of a method that only its own class calls, as `self.name(…)`. If nothing in the module makes an instance of the class, it
 * is meant for other modules, which may call the method.
 */
function callsOfMethod(
  owner: FunctionNode,
  definition: Frame,
  { index, direct, methods }: CallSites,
): Site<CallNode>[] | undefined {
  if (index.escapingAttributes.has(owner.name) || !direct().has(definition.scope.name)) return undefined;
  const calls: Site<CallNode>[] = [];
  for (const site of methods().get(owner.name) ?? []) {
    const around = enclosingClass(site.frame);
    if (around === definition.node && isOnSelf(site.node)) calls.push(site);
    else if (!around || !isOnSelf(site.node) || !index.scopes.get(around)?.bindings.has(owner.name)) return undefined;
  }
  return calls;
}

const isOnSelf = ({ func }: CallNode): boolean => func.nodeType === 'Attribute' && isSelf(func.value);

/** What a call passes for a parameter: undefined if it's left to the default, `unclear` if `*` or `**` may give it. */
export function passed(call: CallNode, owner: FunctionNode, name: string, bound: boolean): Expression | 'unclear' | undefined {
  const byKeyword = keywordOf(call, name);
  if (byKeyword) return byKeyword;
  const position = positionalParameters(owner)
    .slice(bound ? 1 : 0)
    .indexOf(name);
  const starred = call.args.findIndex((argument) => argument.nodeType === 'Starred');
  if (position >= 0 && position < call.args.length && (starred < 0 || starred > position)) return call.args[position];
  if (starred >= 0 || call.keywords.some((entry) => entry.arg === undefined)) return 'unclear';
  return owner.args.vararg?.arg === name || owner.args.kwarg?.arg === name ? 'unclear' : undefined;
}
