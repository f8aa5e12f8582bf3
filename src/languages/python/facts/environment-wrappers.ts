import type { Module } from '../module';
import { type Frame, onlyBinding } from '../scopes';
import { type CallNode, type Expression, type FunctionNode, keywordOf, type Node, positionalParameters } from '../syntax';
import { unknown } from '../value';
import { type Converted, notConverted } from './conversions';
import { type EnvironmentRead, readAt, variableName } from './environment-reads';

/** A read of the variable that a parameter names, in a function such as `env_int(name, default)`. */
export interface Wrapper {
  /** The expression that reads the variable. */
  readonly node: Node;
  /** The parameter that names the variable. */
  readonly key: string;
  readonly fallback: Expression | undefined;
  readonly owner: FunctionNode;
}

/** The reads that the calls of a wrapper make, such as `env_int("BATCH_SIZE", 4)`. */
export function readsThrough(
  { node, key, fallback, owner }: Wrapper,
  conversions: ReadonlyMap<Node, Converted>,
  module: Module,
): EnvironmentRead[] {
  const parameters = positionalParameters(owner);
  const fallbackName = fallback?.nodeType === 'Name' ? fallback.id : parameters.find((name) => /default|fallback/.test(name));
  const own = fallbackName === undefined ? undefined : defaultOf(owner, fallbackName, module);
  const argumentFor = (call: CallNode, name: string): Expression | undefined =>
    keywordOf(call, name) ?? call.args[parameters.indexOf(name)];
  return module.index.calls.flatMap(({ node: call, frame }): EnvironmentRead[] => {
    if (call.func.nodeType !== 'Name' || onlyBinding(call.func.id, frame.scope)?.node !== owner) return [];
    const written = argumentFor(call, key);
    const name = written && variableName(written, frame, module);
    if (!written || name === undefined) return [];
    const given = fallbackName === undefined ? undefined : argumentFor(call, fallbackName);
    return [
      {
        ...readAt(name, written, frame, module),
        ...(conversions.get(node) ?? { ...(conversions.get(call) ?? notConverted), direct: false }),
        fallback: given ? module.resolve(given, frame) : own ? module.resolve(own.value, own.frame) : unknown,
      },
    ];
  });
}

/** A parameter's default. */
function defaultOf(owner: FunctionNode, name: string, module: Module): { value: Expression; frame: Frame } | undefined {
  const [parameter] = module.index.scopes.get(owner)?.bindings.get(name) ?? [];
  const frame = parameter?.kind === 'parameter' ? parameter.frame.parent : undefined;
  return parameter?.value && frame ? { value: parameter.value, frame } : undefined;
}
