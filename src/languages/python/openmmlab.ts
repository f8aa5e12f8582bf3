import type { Span } from '../../text/span';
import type { PythonFile } from './parse';
import { type Expression, type Located, lastName, type NodeOf, type Statement, stringOf } from './syntax';
import type { Literal } from './value';

/** A value in a configuration of OpenMMLab, as far as the files show it. */
export type ConfigurationNode = ConfigurationTable | ConfigurationLeaf | { readonly kind: 'unknown' };

export interface ConfigurationTable {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, ConfigurationNode>;
  /** It may have entries that the files don't show. */
  readonly isOpen: boolean;
  /** `_delete_=True`: it replaces what it builds on. */
  readonly replaces: boolean;
  /** Where it's given, with its name. Undefined for a whole file. */
  readonly at?: Span;
}

interface ConfigurationLeaf {
  readonly kind: 'leaf';
  readonly value: Literal;
  /** Where it's given, with its name. */
  readonly at: Span;
}

type Entries = Map<string, ConfigurationNode>;

interface Reading {
  readonly file: PythonFile;
  /** The configuration at a path that is relative to the file's folder. Undefined if it isn't known. */
  readonly base: (path: string) => ConfigurationTable | undefined;
  readonly own: Entries;
  /** What the files in `_base_` say. */
  readonly bases: Entries;
  isOpen: boolean;
}

const unknown = { kind: 'unknown' } as const;

/**
 * The variables of a configuration file with those that it builds on: the files in `_base_`, whose dictionaries its own are merged into, or
 * what it imports within `with read_base():`, which it changes or replaces.
 */
export function readOpenMmlab(file: PythonFile, base: Reading['base']): ConfigurationTable {
  const reading: Reading = { file, base, own: new Map(), bases: new Map(), isOpen: file.tree === undefined };
  for (const statement of file.tree?.body ?? []) apply(statement, reading);
  const entries = merged(reading.bases, reading.own);
  return { kind: 'table', entries, isOpen: reading.isOpen, replaces: false };
}

function apply(statement: Statement, reading: Reading): void {
  if (statement.nodeType === 'Assign') {
    for (const target of statement.targets) assign(target, statement, reading);
  } else if (statement.nodeType === 'With' && statement.items.some((item) => isReadBase(item.context_expr))) {
    for (const each of statement.body) if (each.nodeType === 'ImportFrom') importBase(each, reading);
  } else if (statement.nodeType === 'Expr') update(statement.value, reading);
  else if (!harmless.has(statement.nodeType)) forget(statement, reading);
}

const harmless: ReadonlySet<string> = new Set(['Import', 'ImportFrom', 'FunctionDef', 'AsyncFunctionDef', 'ClassDef', 'Pass']);

const isReadBase = (expression: Expression): boolean =>
  expression.nodeType === 'Call' && lastName(expression.func) === 'read_base';

/** What a branch or a loop assigns isn't known. */
function forget(statement: Statement, { file, own }: Reading): void {
  const { start, end } = file.span(statement as Located);
  for (const [, name = ''] of file.source.text.slice(start, end).matchAll(/^[ \t]*([A-Za-z_]\w*)\b[^=\n]{0,80}=/gm))
    own.set(name, unknown);
}

function assign(target: Expression, { value, ...rest }: NodeOf<'Assign'>, reading: Reading): void {
  const at = reading.file.span({ ...rest, value } as Located);
  if (target.nodeType === 'Name' && target.id === '_base_') addBases(value, reading);
  else if (target.nodeType === 'Name') reading.own.set(target.id, nodeOf(value, at, reading));
  else {
    const path = pathOf(target);
    if (path) place(reading.own, path, nodeOf(value, at, reading));
  }
}

function addBases(value: Expression, reading: Reading): void {
  const items = value.nodeType === 'List' || value.nodeType === 'Tuple' ? value.elts : [value];
  for (const item of items) {
    const path = stringOf(item);
    const found = path === undefined || path.includes('::') ? undefined : reading.base(path);
    if (!found || found.isOpen) reading.isOpen = true;
    for (const [name, node] of merged(reading.bases, found?.entries ?? new Map())) reading.bases.set(name, node);
  }
}

function importBase({ module = '', level = 0, names }: NodeOf<'ImportFrom'>, reading: Reading): void {
  const path = level === 0 ? undefined : `${level === 1 ? './' : '../'.repeat(level - 1)}${module.replaceAll('.', '/')}.py`;
  const found = path === undefined ? undefined : reading.base(path);
  if (!found || found.isOpen) reading.isOpen = true;
  for (const { name, asname } of names) {
    if (name === '*') for (const [each, node] of found?.entries ?? []) reading.own.set(each, node);
    else reading.own.set(asname ?? name, found?.entries.get(name) ?? unknown);
  }
}

/** `train_cfg.update(dict(…))`, and `merge`. Another call on a variable may change it. */
function update(call: Expression, reading: Reading): void {
  if (call.nodeType !== 'Call' || call.func.nodeType !== 'Attribute') return;
  const path = pathOf(call.func.value);
  if (!path) return;
  const [given, ...more] = call.args;
  const isUpdate = (call.func.attr === 'update' || call.func.attr === 'merge') && more.length === 0;
  const change = given
    ? nodeOf(given, reading.file.span(given as Located), reading)
    : tableOf(call, reading.file.span(call as Located), reading);
  const before = nodeAt(reading.own, path);
  if (isUpdate && change.kind === 'table' && before?.kind === 'table') place(reading.own, path, merge(before, change));
  else if (before) place(reading.own, path, unknown);
}

function nodeOf(value: Expression, at: Span, reading: Reading): ConfigurationNode {
  const literal = literalOf(value);
  if (literal !== undefined) return { kind: 'leaf', value: literal, at };
  if (value.nodeType === 'Call') return lastName(value.func) === 'dict' ? tableOf(value, at, reading) : unknown;
  if (value.nodeType === 'Dict') return dictionaryOf(value, at, reading);
  const known =
    value.nodeType === 'Name' ? reading.own.get(value.id) : value.nodeType === 'Attribute' ? ofBase(value, reading) : undefined;
  if (known) return known.kind === 'unknown' ? known : { ...known, at };
  // A class: `type=EpochBasedTrainLoop`, as configurations of plain Python name it.
  const name = lastName(value);
  return name !== undefined && /^[A-Z]/.test(name) ? { kind: 'leaf', value: name, at } : unknown;
}

/** `_base_.model`. */
const ofBase = (value: NodeOf<'Attribute'>, { bases }: Reading): ConfigurationNode | undefined =>
  value.value.nodeType === 'Name' && value.value.id === '_base_' ? (bases.get(value.attr) ?? unknown) : undefined;

function literalOf(value: Expression): Literal | undefined {
  const text = stringOf(value);
  if (text !== undefined) return text;
  if (value.nodeType === 'Constant') {
    const { value: constant } = value;
    return constant === null || typeof constant === 'number' || typeof constant === 'boolean' ? constant : undefined;
  }
  if (value.nodeType === 'UnaryOp' && value.op.nodeType === 'USub') {
    const number = literalOf(value.operand);
    return typeof number === 'number' ? -number : undefined;
  }
  if (value.nodeType !== 'List' && value.nodeType !== 'Tuple') return undefined;
  const items = value.elts.map(literalOf);
  return items.every((item) => item !== undefined) ? items : undefined;
}

function tableOf(call: NodeOf<'Call'>, at: Span, reading: Reading): ConfigurationTable {
  const spread = [...call.args, ...call.keywords.flatMap(({ arg, value }) => (arg === undefined ? [value] : []))];
  const given = call.keywords.flatMap(({ arg, value, ...rest }) =>
    arg === undefined ? [] : [{ name: arg, value, at: reading.file.span(rest as Located) }],
  );
  return table(given, spread, at, reading);
}

function dictionaryOf({ keys, values }: NodeOf<'Dict'>, at: Span, reading: Reading): ConfigurationTable {
  const pairs = keys.map((key, index) => ({ key, name: stringOf(key), value: values[index]! }));
  const given = pairs.flatMap(({ key, name, value }) =>
    key && name !== undefined
      ? [{ name, value, at: { ...reading.file.span(key as Located), end: reading.file.span(value as Located).end } }]
      : [],
  );
  return table(
    given,
    pairs.flatMap(({ name, value }) => (name === undefined ? [value] : [])),
    at,
    reading,
  );
}

function table(
  given: readonly { readonly name: string; readonly value: Expression; readonly at: Span }[],
  spread: readonly Expression[],
  at: Span,
  reading: Reading,
): ConfigurationTable {
  const others = spread.map((each) => nodeOf(each, at, reading));
  const entries: Entries = new Map(others.flatMap((each) => (each.kind === 'table' ? [...each.entries] : [])));
  for (const each of given) entries.set(each.name, nodeOf(each.value, each.at, reading));
  const { value: replaces } = { value: undefined, ...entries.get('_delete_') };
  return {
    kind: 'table',
    entries,
    isOpen: others.some((each) => each.kind !== 'table' || each.isOpen),
    replaces: replaces === true,
    at,
  };
}

/** The names and keys of `optim_wrapper.optimizer` and `model['head']`. */
function pathOf(target: Expression): readonly string[] | undefined {
  if (target.nodeType === 'Name') return [target.id];
  if (target.nodeType !== 'Attribute' && target.nodeType !== 'Subscript') return undefined;
  const outer = pathOf(target.value);
  const last = target.nodeType === 'Attribute' ? target.attr : stringOf(target.slice);
  return outer && last !== undefined ? [...outer, last] : undefined;
}

const nodeAt = (
  entries: ReadonlyMap<string, ConfigurationNode>,
  [name = '', ...rest]: readonly string[],
): ConfigurationNode | undefined => {
  const node = entries.get(name);
  return rest.length === 0 || node?.kind !== 'table' ? node : nodeAt(node.entries, rest);
};

function place(entries: Entries, [name = '', ...rest]: readonly string[], node: ConfigurationNode): void {
  if (rest.length === 0) {
    entries.set(name, node);
    return;
  }
  const outer = entries.get(name);
  if (outer?.kind !== 'table') return;
  const inner: Entries = new Map(outer.entries);
  place(inner, rest, node);
  entries.set(name, { ...outer, entries: inner });
}

function merged(base: ReadonlyMap<string, ConfigurationNode>, own: ReadonlyMap<string, ConfigurationNode>): Entries {
  const all: Entries = new Map(base);
  for (const [name, node] of own) {
    const before = base.get(name);
    all.set(name, node.kind === 'table' && before?.kind === 'table' ? merge(before, node) : node);
  }
  return all;
}

const merge = (base: ConfigurationTable, own: ConfigurationTable): ConfigurationTable =>
  own.replaces ? own : { ...own, entries: merged(base.entries, own.entries), isOpen: base.isOpen || own.isOpen };
