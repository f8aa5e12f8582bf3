import { asFloat, builtin, combine, convertOne, joined } from '../evaluate';
import { qualifiedName } from '../names';
import type { Frame } from '../scopes';
import type { CallNode, Expression, NodeOf } from '../syntax';
import { baseName, joinPaths, normalPath, parentPath, textMethod } from '../text-operations';
import { known, type Literal, type Setter, unknown, type Value } from '../value';
import type { Given, Resolvable, Resolve } from '.';
import { functionEvaluator } from './functions';
import type { Describe } from './things';

/** Makes the function that works out calls: of builtins, on paths, of `os.environ.get`, of functions of the file. */
export function callEvaluator(
  file: Resolvable,
  resolve: Resolve,
  describe: Describe,
  within: (given: Given) => Resolve | undefined,
): (node: CallNode, frame: Frame) => Value {
  const { index } = file;
  const functionValue = functionEvaluator(index, resolve, within);
  return callValue;

  function callValue(node: CallNode, frame: Frame): Value {
    const name = qualifiedName(node.func, frame, index);
    if (name === 'os.getenv' || name === 'os.environ.get' || name === 'os.environ.setdefault' || name === 'os.environ.pop')
      return variableValue(node, frame);
    if (name === 'dict' && !node.args.length)
      return mapping(
        node.keywords.map((entry) => [entry.arg, entry.value] as const),
        frame,
        resolve,
      );
    if (name !== undefined) {
      const local = name.startsWith('.') ? functionValue(name.slice(1), node, frame) : knownFunction(name, node, frame);
      if (local) return local;
    }
    if (node.func.nodeType === 'Attribute') return methodValue(node, node.func, frame);
    return unknown;
  }

  function variableValue(node: CallNode, frame: Frame): Value {
    const [first, second] = node.args;
    const key = first ? resolve(first, frame) : unknown;
    if (!first || key.kind !== 'known' || typeof key.value !== 'string') return unknown;
    const setter: Setter = { kind: 'variable', name: key.value, span: file.span(first) };
    const fallback = second ?? node.keywords.find((entry) => entry.arg === 'default')?.value;
    const value = fallback ? resolve(fallback, frame) : known(null);
    return { ...value, setters: [...value.setters, setter] };
  }

  function knownFunction(name: string, node: CallNode, frame: Frame): Value | undefined {
    if (node.keywords.length && !/^(min|max|pathlib\.)/.test(name)) return undefined;
    const args = () => node.args.map((argument) => (argument.nodeType === 'Starred' ? unknown : resolve(argument, frame)));
    const text = (operation: (path: string) => string) =>
      combine(args(), ([path]) => (typeof path === 'string' ? operation(path) : undefined));
    switch (name) {
      case 'os.path.join':
      case 'pathlib.Path':
      case 'pathlib.PurePath':
      case 'pathlib.PosixPath':
        return combine(args(), (parts) =>
          parts.every((part) => typeof part === 'string') ? joinPaths(parts as string[]) || '.' : undefined,
        );
      case 'os.path.dirname':
        return text(parentPath);
      case 'os.path.basename':
        return text(baseName);
      case 'os.path.abspath':
      case 'os.path.realpath':
      case 'os.path.normpath':
        return text((path) => normalPath(path));
      case 'os.path.expanduser':
        return text((path) => path);
      case 'pathlib.Path.home':
        return known('~');
      case 'pathlib.Path.cwd':
      case 'os.getcwd':
        return known('.');
      case 'min':
      case 'max':
        if (node.keywords.length) return unknown;
        return combine(args(), (values) => builtin(name, values));
      case 'str':
        return args().length === 1 ? joined(args()) : unknown;
      case 'float': {
        const [only, ...more] = args();
        return only && !more.length ? asFloat(convertOne(only, (value) => builtin(name, [value]))) : unknown;
      }
      case 'int': {
        const [only, ...more] = args();
        const whole = only && !more.length ? convertOne(only, (value) => builtin(name, [value])) : unknown;
        return whole.kind === 'known' ? { ...whole, float: false } : whole;
      }
      case 'len': {
        const length = combine(args(), (values) => builtin(name, values));
        return length.kind === 'known' ? { ...length, float: false } : length;
      }
      case 'bool':
      case 'list':
      case 'tuple':
      case 'set':
      case 'abs':
      case 'os.fspath':
        return combine(args(), (values) => builtin(name, values));
      default:
        return undefined;
    }
  }

  function methodValue(node: CallNode, func: NodeOf<'Attribute'>, frame: Frame): Value {
    if (func.attr === 'get') {
      const thing = describe(func.value, frame);
      const [first, second] = node.args;
      const key = first ? resolve(first, frame) : unknown;
      if (thing?.kind === 'configuration' && key.kind === 'known' && typeof key.value === 'string') {
        const fallback = second ? resolve(second, frame) : known(null);
        return { ...fallback, setters: [...fallback.setters, { ...thing, keys: [...thing.keys, key.value] }] };
      }
      const container = resolve(func.value, frame);
      if (container.kind === 'known' && key.kind === 'known' && typeof key.value === 'string' && isMapping(container.value)) {
        const found = Object.hasOwn(container.value, key.value) ? container.value[key.value] : undefined;
        return found !== undefined
          ? known(found, container.via, container.setters)
          : second
            ? resolve(second, frame)
            : known(null);
      }
      return unknown;
    }
    if (node.keywords.length && func.attr !== 'resolve') return unknown;
    const args = node.args.map((argument) => (argument.nodeType === 'Starred' ? unknown : resolve(argument, frame)));
    return combine([resolve(func.value, frame), ...args], ([text, ...rest]) =>
      typeof text === 'string' ? textMethod(text, func.attr, rest) : undefined,
    );
  }
}

/** A dictionary of entries whose keys and values are all known. */
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

const isMapping = (value: Literal): value is { readonly [key: string]: Literal } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
