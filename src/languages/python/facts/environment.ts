import type { Span } from '../../../text/span';
import { literalSpan } from '../literals';
import { qualifiedName } from '../names';
import type { PythonFile } from '../parse';
import { enclosing, enclosingFunction, type Frame, onlyBinding, type Site } from '../scopes';
import type { CallNode, Expression, FunctionNode, Node } from '../syntax';
import { unknown, type Value } from '../value';
import { type Conversion, type Converted, conversionsOf, notConverted } from './conversions';
import { isAskedAround, isGuarded } from './guards';

export interface EnvironmentRead {
  readonly name: string;
  /** The name as written, without quotes. */
  readonly span: Span;
  /** What the code uses where the variable is not set; known `None` for `os.getenv(name)`. Unknown for `os.environ[name]`. */
  readonly fallback: Value;
  /** What the text is turned into. */
  readonly conversion: Conversion | undefined;
  /** The conversion is of the text itself, as in `int(os.environ[name])`: nothing takes care of an empty one before. */
  readonly direct: boolean;
  /** Without the variable the code raises: `os.environ[name]` without a guard. */
  readonly required: boolean;
  /** Only asked whether it is set. */
  readonly presence: boolean;
  /** In a function: read only when that is called. */
  readonly lazy: boolean;
  readonly frame: Frame;
}

export interface EnvironmentWrite {
  readonly name: string;
  readonly span: Span;
  readonly value: Value;
  /** `setdefault`, or a write in a branch that asks whether the variable is missing: what comes from outside stays. */
  readonly keeps: boolean;
  readonly lazy: boolean;
}

export interface EnvironmentFacts {
  readonly reads: readonly EnvironmentRead[];
  readonly writes: readonly EnvironmentWrite[];
  /** Calls that load a `.env` file. */
  readonly dotenv: readonly Span[];
}

export function environmentOf(file: PythonFile): EnvironmentFacts {
  const reads: EnvironmentRead[] = [];
  const writes: EnvironmentWrite[] = [];
  const dotenv: Span[] = [];
  const conversions = conversionsOf(file);
  const wrappers: Wrapper[] = [];

  for (const site of file.index.subscripts) {
    if (!isEnvironment(site.node.value, site.frame, file)) continue;
    const name = nameOf(site.node.slice, site.frame, file);
    if (name === undefined) noteWrapper(site.node, site.node.slice, undefined, site.frame);
    else if (site.node.ctx.nodeType === 'Load') {
      reads.push({
        ...base(name, site.node.slice, site.frame),
        fallback: unknown,
        ...(conversions.get(site.node) ?? notConverted),
        required: !isGuarded(name, site, file),
        presence: false,
      });
    } else if (site.node.ctx.nodeType === 'Store') {
      writes.push({
        name,
        span: literalSpan(site.node.slice, file),
        value: storedValue(site, file),
        keeps: isAskedAround(name, site.frame, file),
        lazy: enclosing(site.frame, 'function') !== undefined,
      });
    }
  }
  for (const site of file.index.calls) {
    const callee = qualifiedName(site.node.func, site.frame, file.index);
    const [first, second] = site.node.args;
    if (callee === 'dotenv.load_dotenv' || callee === 'dotenv.dotenv_values' || callee === 'environs.Env().read_env')
      dotenv.push(file.span(site.node));
    if (!first) continue;
    const fallback = second ?? site.node.keywords.find((entry) => entry.arg === 'default')?.value;
    if (callee === 'os.environ.setdefault' || callee === 'os.putenv') {
      const name = nameOf(first, site.frame, file);
      if (name !== undefined)
        writes.push({
          name,
          span: literalSpan(first, file),
          value: fallback ? file.resolve(fallback, site.frame) : unknown,
          keeps: callee === 'os.environ.setdefault',
          lazy: enclosing(site.frame, 'function') !== undefined,
        });
    } else if (callee === 'os.getenv' || callee === 'os.environ.get' || callee === 'os.environ.pop') {
      if (callee === 'os.environ.pop') continue;
      const name = nameOf(first, site.frame, file);
      if (name === undefined) noteWrapper(site.node, first, fallback, site.frame);
      else {
        const value: Value = fallback ? file.resolve(fallback, site.frame) : { kind: 'known', value: null, via: [], setters: [] };
        reads.push({
          ...base(name, first, site.frame),
          fallback: value,
          ...(conversions.get(site.node) ?? notConverted),
          required: false,
          presence: false,
        });
      }
    } else if (callee === 'os.environ.update' && first.nodeType === 'Dict') {
      first.keys.forEach((key, position) => {
        const name = key ? nameOf(key, site.frame, file) : undefined;
        const value = first.values[position];
        if (key && name !== undefined && value)
          writes.push({
            name,
            span: literalSpan(key, file),
            value: file.resolve(value, site.frame),
            keeps: false,
            lazy: enclosing(site.frame, 'function') !== undefined,
          });
      });
    }
  }
  for (const site of file.index.comparisons) {
    const [operator] = site.node.ops;
    const [container] = site.node.comparators;
    if ((operator?.nodeType !== 'In' && operator?.nodeType !== 'NotIn') || !container) continue;
    if (!/^os\.environ(\.keys\(\))?$/.test(qualifiedName(container, site.frame, file.index) ?? '')) continue;
    const name = nameOf(site.node.left, site.frame, file);
    if (name !== undefined)
      reads.push({
        ...base(name, site.node.left, site.frame),
        fallback: unknown,
        conversion: undefined,
        direct: false,
        required: false,
        presence: true,
      });
  }
  for (const wrapper of wrappers) reads.push(...readsThrough(wrapper, conversions, file));
  return { reads: reads.sort(byPlace), writes: writes.sort(byPlace), dotenv };

  function base(name: string, node: Expression, frame: Frame) {
    return { name, span: literalSpan(node, file), lazy: enclosing(frame, 'function') !== undefined, frame };
  }

  function noteWrapper(node: Node, key: Expression, fallback: Expression | undefined, frame: Frame): void {
    const owner = enclosingFunction(frame);
    if (key.nodeType !== 'Name' || !owner) return;
    if (onlyBinding(key.id, frame.scope)?.kind === 'parameter') wrappers.push({ node, key: key.id, fallback, owner });
  }
}

const byPlace = (a: { span: Span }, b: { span: Span }): number => a.span.start - b.span.start;

const isEnvironment = (node: Expression, frame: Frame, file: PythonFile): boolean =>
  qualifiedName(node, frame, file.index) === 'os.environ';

function nameOf(node: Expression, frame: Frame, file: PythonFile): string | undefined {
  if (node.nodeType === 'Name' && onlyBinding(node.id, frame.scope)?.kind === 'parameter') return undefined;
  const value = file.resolve(node, frame);
  return value.kind === 'known' && typeof value.value === 'string' && value.setters.length === 0 ? value.value : undefined;
}

/** The value of `os.environ[name] = value`. */
function storedValue(site: Site, file: PythonFile): Value {
  const body = 'body' in site.frame.node && Array.isArray(site.frame.node.body) ? (site.frame.node.body as Node[]) : [];
  for (const statement of body) {
    if (statement.nodeType === 'Assign' && statement.targets.some((target) => target === site.node))
      return file.resolve(statement.value, site.frame);
  }
  return unknown;
}

interface Wrapper {
  readonly node: Node;
  /** The parameter that is the variable's name. */
  readonly key: string;
  readonly fallback: Expression | undefined;
  readonly owner: FunctionNode;
}

/** The calls of a function that reads the variable that it is told, such as `env_int("BATCH_SIZE", 4)`. */
function readsThrough(wrapper: Wrapper, conversions: ReadonlyMap<Node, Converted>, file: PythonFile): EnvironmentRead[] {
  const { owner } = wrapper;
  const parameters = [...owner.args.posonlyargs, ...owner.args.args].map((arg) => arg.arg);
  const keyAt = parameters.indexOf(wrapper.key);
  const fallbackName =
    wrapper.fallback?.nodeType === 'Name' ? wrapper.fallback.id : parameters.find((name) => /default|fallback/.test(name));
  const own = fallbackName === undefined ? undefined : defaultOf(owner, fallbackName, file);
  return file.index.calls.flatMap((site): EnvironmentRead[] => {
    if (site.node.func.nodeType !== 'Name' || onlyBinding(site.node.func.id, site.frame.scope)?.node !== owner) return [];
    const key = argumentFor(site.node, wrapper.key, keyAt);
    const name = key && nameOf(key, site.frame, file);
    if (!key || name === undefined) return [];
    const given = fallbackName === undefined ? undefined : argumentFor(site.node, fallbackName, parameters.indexOf(fallbackName));
    return [
      {
        name,
        span: literalSpan(key, file),
        fallback: given ? file.resolve(given, site.frame) : own ? file.resolve(own.value, own.frame) : unknown,
        ...(conversions.get(wrapper.node) ?? { ...(conversions.get(site.node) ?? notConverted), direct: false }),
        required: false,
        presence: false,
        lazy: enclosing(site.frame, 'function') !== undefined,
        frame: site.frame,
      },
    ];
  });
}

/** What a parameter is where a call does not give it. */
function defaultOf(owner: FunctionNode, name: string, file: PythonFile): { value: Expression; frame: Frame } | undefined {
  const [parameter] = file.index.scopes.get(owner)?.bindings.get(name) ?? [];
  const frame = parameter?.kind === 'parameter' ? parameter.frame.parent : undefined;
  return parameter?.value && frame ? { value: parameter.value, frame } : undefined;
}

const argumentFor = (call: CallNode, name: string, position: number): Expression | undefined =>
  call.keywords.find((entry) => entry.arg === name)?.value ?? (position < 0 ? undefined : call.args[position]);
