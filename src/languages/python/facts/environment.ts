import type { Span } from '../../../text/span';
import { literalSpan } from '../literals';
import type { Module } from '../module';
import { qualifiedName } from '../names';
import { enclosingFunction, type Frame, isInFunction, onlyBinding, type Site } from '../scopes';
import { type CallNode, type Expression, keywordOf, type Node, type NodeOf } from '../syntax';
import { known, unknown, type Value } from '../value';
import { type Converted, conversionsOf, notConverted } from './conversions';
import { type EnvironmentRead, readAt, variableName } from './environment-reads';
import { readsThrough, type Wrapper } from './environment-wrappers';
import { isCheckedAround, isGuarded } from './guards';

/** One place where a file's code sets an environment variable. */
export interface EnvironmentWrite {
  readonly name: string;
  readonly span: Span;
  readonly value: Value;
  /** A value from outside stays: `setdefault`, or a write in a branch for when the variable is missing. */
  readonly keeps: boolean;
  readonly lazy: boolean;
}

/** The environment variables that a file's code reads and sets. */
export interface EnvironmentFacts {
  readonly reads: readonly EnvironmentRead[];
  readonly writes: readonly EnvironmentWrite[];
  /** Calls that load a `.env` file. */
  readonly dotenv: readonly Span[];
}

/** The facts of a module as they are collected. */
interface Collector {
  readonly module: Module;
  readonly reads: EnvironmentRead[];
  readonly writes: EnvironmentWrite[];
  readonly dotenv: Span[];
  readonly wrappers: Wrapper[];
  readonly conversions: ReadonlyMap<Node, Converted>;
}

export function environmentOf(module: Module): EnvironmentFacts {
  const collector: Collector = {
    module,
    reads: [],
    writes: [],
    dotenv: [],
    wrappers: [],
    conversions: conversionsOf(module),
  };
  const { reads, writes, dotenv, wrappers, conversions } = collector;
  for (const site of module.index.subscripts) fromSubscript(site, collector);
  for (const site of module.index.calls) fromCall(site, collector);
  for (const site of module.index.comparisons) fromComparison(site, collector);
  for (const wrapper of wrappers) reads.push(...readsThrough(wrapper, conversions, module));
  return { reads: reads.sort(byPosition), writes: writes.sort(byPosition), dotenv };
}

const byPosition = (a: { span: Span }, b: { span: Span }): number => a.span.start - b.span.start;

/** `os.environ[name]`, read or written. */
function fromSubscript(site: Site<NodeOf<'Subscript'>>, collector: Collector): void {
  const { node, frame } = site;
  const { module, conversions } = collector;
  if (qualifiedName(node.value, frame, module.index) !== 'os.environ') return;
  const name = variableName(node.slice, frame, module);
  if (name === undefined) addWrapper(node, node.slice, undefined, frame, collector);
  else if (node.ctx.nodeType === 'Load')
    collector.reads.push({
      ...readAt(name, node.slice, frame, module),
      ...(conversions.get(node) ?? notConverted),
      required: !isGuarded(name, site, module),
    });
  else if (node.ctx.nodeType === 'Store') {
    const keeps = isCheckedAround(name, frame, module);
    collector.writes.push({ ...writeAt(name, node.slice, frame, module), value: storedValue(site, module), keeps });
  }
}

function fromCall({ node, frame }: Site<CallNode>, collector: Collector): void {
  const { module } = collector;
  const callee = qualifiedName(node.func, frame, module.index);
  const [first, second] = node.args;
  const fallback = second ?? keywordOf(node, 'default');
  switch (callee) {
    case 'dotenv.load_dotenv':
    case 'dotenv.dotenv_values':
    case 'environs.Env().read_env':
      collector.dotenv.push(module.span(node));
      return;
    case 'os.environ.setdefault':
    case 'os.putenv': {
      const name = first && variableName(first, frame, module);
      if (!first || name === undefined) return;
      const value = fallback ? module.resolve(fallback, frame) : unknown;
      const keeps = callee === 'os.environ.setdefault';
      collector.writes.push({ ...writeAt(name, first, frame, module), value, keeps });
      return;
    }
    case 'os.getenv':
    case 'os.environ.get':
      if (first) fromGet(node, first, fallback, frame, collector);
      return;
    case 'os.environ.update':
      if (first?.nodeType === 'Dict') fromUpdate(first, frame, collector);
  }
}

/** `os.getenv(name, fallback)`. */
function fromGet(node: CallNode, key: Expression, fallback: Expression | undefined, frame: Frame, collector: Collector): void {
  const { module, conversions } = collector;
  const name = variableName(key, frame, module);
  if (name === undefined) addWrapper(node, key, fallback, frame, collector);
  else
    collector.reads.push({
      ...readAt(name, key, frame, module),
      ...(conversions.get(node) ?? notConverted),
      fallback: fallback ? module.resolve(fallback, frame) : known(null),
    });
}

/** `os.environ.update({name: value})`. */
function fromUpdate(entries: NodeOf<'Dict'>, frame: Frame, { module, writes }: Collector): void {
  for (const [position, key] of entries.keys.entries()) {
    const name = key ? variableName(key, frame, module) : undefined;
    const value = entries.values[position];
    if (key && name !== undefined && value)
      writes.push({ ...writeAt(name, key, frame, module), value: module.resolve(value, frame), keeps: false });
  }
}

/** `name in os.environ`. */
function fromComparison({ node, frame }: Site<NodeOf<'Compare'>>, { module, reads }: Collector): void {
  const [operator] = node.ops;
  const [container] = node.comparators;
  if ((operator?.nodeType !== 'In' && operator?.nodeType !== 'NotIn') || !container) return;
  if (!/^os\.environ(\.keys\(\))?$/.test(qualifiedName(container, frame, module.index) ?? '')) return;
  const name = variableName(node.left, frame, module);
  if (name !== undefined) reads.push({ ...readAt(name, node.left, frame, module), presence: true });
}

const writeAt = (name: string, key: Expression, frame: Frame, module: Module) => ({
  name,
  span: literalSpan(key, module),
  lazy: isInFunction(frame),
});

/** Notes a read whose name is a parameter. */
function addWrapper(node: Node, key: Expression, fallback: Expression | undefined, frame: Frame, { wrappers }: Collector): void {
  const owner = enclosingFunction(frame);
  if (key.nodeType !== 'Name' || !owner) return;
  if (onlyBinding(key.id, frame.scope)?.kind === 'parameter') wrappers.push({ node, key: key.id, fallback, owner });
}

/** The value of `os.environ[name] = value`. */
function storedValue({ node, frame }: Site, module: Module): Value {
  const body = 'body' in frame.node && Array.isArray(frame.node.body) ? (frame.node.body as Node[]) : [];
  for (const statement of body) {
    if (statement.nodeType === 'Assign' && statement.targets.some((target) => target === node))
      return module.resolve(statement.value, frame);
  }
  return unknown;
}
