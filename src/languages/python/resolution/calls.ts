import type { Resolve } from '../module';
import { qualifiedName } from '../names';
import type { Frame } from '../scopes';
import { type CallNode, type Expression, keywordOf, type NodeOf } from '../syntax';
import { textMethod } from '../text-operations';
import { alsoSetBy, isMapping, known, stringValue, unknown, type Value } from '../value';
import { abstractValue } from './abstract-values';
import type { Evaluation } from './evaluation';
import { functionValue } from './functions';
import { knownFunction } from './known-functions';
import { combine } from './operations';

const environmentReaders = new Set(['os.getenv', 'os.environ.get', 'os.environ.setdefault', 'os.environ.pop']);

/** The value of a call: of a builtin, of a function on paths, of `os.environ.get`, of a function of the module, or of a method. */
export function callValue(node: CallNode, frame: Frame, evaluation: Evaluation): Value {
  const { resolve } = evaluation;
  const name = qualifiedName(node.func, frame, evaluation.module.index);
  if (name !== undefined && environmentReaders.has(name)) return variableValue(node, frame, evaluation);
  if (name === 'dict' && !node.args.length) {
    const entries = node.keywords.map((entry) => [entry.arg, entry.value] as const);
    return mapping(entries, frame, resolve);
  }
  const value = name?.startsWith('.')
    ? functionValue(name.slice(1), node, frame, evaluation)
    : name !== undefined && knownFunction(name, node, () => argumentValues(node, frame, resolve));
  if (value) return value;
  return node.func.nodeType === 'Attribute' ? methodValue(node, node.func, frame, evaluation) : unknown;
}

const argumentValues = (node: CallNode, frame: Frame, resolve: Resolve): Value[] =>
  node.args.map((argument) => (argument.nodeType === 'Starred' ? unknown : resolve(argument, frame)));

/** `os.getenv('NAME', fallback)`. */
function variableValue(node: CallNode, frame: Frame, { module, resolve }: Evaluation): Value {
  const [first, second] = node.args;
  const name = first && stringValue(resolve(first, frame));
  if (!first || name === undefined) return unknown;
  const fallback = second ?? keywordOf(node, 'default');
  const value = fallback ? resolve(fallback, frame) : known(null);
  return alsoSetBy(value, { kind: 'variable', name, span: module.span(first) });
}

function methodValue(node: CallNode, func: NodeOf<'Attribute'>, frame: Frame, evaluation: Evaluation): Value {
  const { resolve } = evaluation;
  if (func.attr === 'get') return entryValue(node, func.value, frame, evaluation);
  if (node.keywords.length && func.attr !== 'resolve') return unknown;
  return combine([resolve(func.value, frame), ...argumentValues(node, frame, resolve)], ([text, ...rest]) =>
    typeof text === 'string' ? textMethod(text, func.attr, rest) : undefined,
  );
}

/** `config.get('key', fallback)` of a dictionary or a configuration file. */
function entryValue(node: CallNode, receiver: Expression, frame: Frame, evaluation: Evaluation): Value {
  const { resolve } = evaluation;
  const base = abstractValue(receiver, frame, evaluation);
  const [first, second] = node.args;
  const key = first && stringValue(resolve(first, frame));
  const fallback = (): Value => (second ? resolve(second, frame) : known(null));
  if (base?.kind === 'configuration' && key !== undefined) return alsoSetBy(fallback(), { ...base, keys: [...base.keys, key] });
  const container = resolve(receiver, frame);
  if (container.kind !== 'known' || key === undefined || !isMapping(container.value)) return unknown;
  const found = Object.hasOwn(container.value, key) ? container.value[key] : undefined;
  return found === undefined ? fallback() : known(found, container.via, container.setters);
}

/** A dictionary, if all its keys and values are known. */
export function mapping(
  entries: readonly (readonly [string | undefined, Expression | undefined])[],
  frame: Frame,
  resolve: Resolve,
): Value {
  const names = entries.map(([name]) => name);
  if (!names.every((name) => name !== undefined)) return unknown;
  return combine(
    entries.map(([, value]) => (value ? resolve(value, frame) : unknown)),
    (values) => Object.fromEntries(names.map((name, position) => [name, values[position] ?? null])),
  );
}
