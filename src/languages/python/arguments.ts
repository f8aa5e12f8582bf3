import type { Span } from '../../text/span';
import type { Module } from './module';
import { changedKeys } from './mutations';
import { qualifiedName } from './names';
import { bindingsOf, type Frame, type Site } from './scopes';
import { type CallNode, type Expression, type Located, type NodeOf, stringOf } from './syntax';
import type { Value } from './value';

/** One argument of a call. */
export interface Argument {
  readonly value: Value;
  /** The full name of what it refers to, such as `torch.bfloat16`. */
  readonly refersTo: string | undefined;
  readonly expression: Expression;
  readonly frame: Frame;
  /** The value as written. */
  readonly span: Span;
  /** The keyword with its value, if it is given by keyword; otherwise the value. */
  readonly at: Span;
}

/** The arguments of a call. The entries of `**kwargs` are among them if they're certainly passed. */
export interface CallArguments {
  readonly positional: readonly Argument[];
  readonly keywords: ReadonlyMap<string, Argument>;
  /** Keywords that `**kwargs` may pass, on some path or with another value. */
  readonly possible: ReadonlySet<string>;
  /** `*args` or `**kwargs` may pass more than all these. */
  readonly open: boolean;
}

export function argumentsOf(site: Site<CallNode>, module: Module): CallArguments {
  const positional: Argument[] = [];
  const entries: Entries = { module, keywords: new Map(), possible: new Set(), open: false, spent: 0 };
  let starred = false;
  for (const argument of site.node.args) {
    if (argument.nodeType === 'Starred') starred = true;
    else if (!starred) positional.push(argumentOf(argument, site.frame, module));
  }
  for (const keyword of site.node.keywords) {
    if (keyword.arg === undefined) spread(keyword.value, site.frame, entries, true);
    else addEntry(keyword.arg, keyword.value, keyword, site.frame, entries, true);
  }
  const { keywords, possible, open } = entries;
  return { positional, keywords, possible, open: open || starred };
}

export function argumentOf(expression: Expression, frame: Frame, module: Module, at?: Span): Argument {
  const span = module.span(expression);
  return {
    expression,
    frame,
    span,
    at: at ?? span,
    get value() {
      return module.resolve(expression, frame);
    },
    get refersTo() {
      return qualifiedName(expression, frame, module.index);
    },
  };
}

/** What a call passes by keyword, as far as it is collected. */
interface Entries {
  readonly module: Module;
  readonly keywords: Map<string, Argument>;
  readonly possible: Set<string>;
  open: boolean;
  /** Dictionaries opened so far. */
  spent: number;
}

/** More dictionaries than this aren't opened for one call. */
const mostDictionaries = 64;

/** More assignments of one name than this aren't compared. */
const mostAlternatives = 4;

/** Adds an entry: one that is certainly passed, or one that may be. */
function addEntry(name: string, value: Expression, at: Located, frame: Frame, entries: Entries, certain: boolean): void {
  const { module, keywords, possible } = entries;
  if (certain) {
    possible.delete(name);
    keywords.set(name, argumentOf(value, frame, module, module.span(at)));
  } else addPossible(name, entries);
}

function addPossible(name: string, { keywords, possible }: Entries): void {
  keywords.delete(name);
  possible.add(name);
}

/** Adds the entries of a dictionary: `**{…}`, `**dict(…)`, `**a | b`, `**(a if test else b)`, or `**name`. */
function spread(expression: Expression, frame: Frame, entries: Entries, certain: boolean): void {
  if (++entries.spent > mostDictionaries) entries.open = true;
  if (entries.open) return;
  switch (expression.nodeType) {
    case 'Dict':
      spreadItems(expression, frame, entries, certain);
      return;
    case 'Call':
      spreadCall(expression, frame, entries, certain);
      return;
    case 'IfExp':
      for (const branch of [expression.body, expression.orelse]) spread(branch, frame, entries, false);
      return;
    case 'BoolOp':
      for (const operand of expression.values) spread(operand, frame, entries, false);
      return;
    case 'BinOp':
      for (const operand of [expression.left, expression.right]) spread(operand, frame, entries, certain);
      return;
    case 'Name':
      spreadName(expression.id, frame, entries, certain);
      return;
    default:
      entries.open = true;
  }
}

function spreadItems(node: NodeOf<'Dict'>, frame: Frame, entries: Entries, certain: boolean): void {
  for (const [position, key] of node.keys.entries()) {
    const value = node.values[position];
    const name = key ? stringOf(key) : undefined;
    if (!value || (key && name === undefined)) entries.open = true;
    else if (!key) spread(value, frame, entries, certain);
    else if (name !== undefined) addEntry(name, value, key, frame, entries, certain);
  }
}

function spreadCall(node: CallNode, frame: Frame, entries: Entries, certain: boolean): void {
  if (node.func.nodeType !== 'Name' || node.func.id !== 'dict' || node.args.length > 1) {
    entries.open = true;
    return;
  }
  for (const argument of node.args) spread(argument, frame, entries, certain);
  for (const keyword of node.keywords) {
    if (keyword.arg === undefined) spread(keyword.value, frame, entries, certain);
    else addEntry(keyword.arg, keyword.value, keyword, frame, entries, certain);
  }
}

/** Adds the entries of each dictionary that a name may refer to, and those that the code may add, change, or delete later. */
function spreadName(name: string, frame: Frame, entries: Entries, certain: boolean): void {
  const bindings = bindingsOf(name, frame.scope);
  const isKnown = bindings.every(
    ({ kind, value, element }) => kind === 'assignment' && value && element === undefined && value.nodeType !== 'Name',
  );
  const changed = isKnown && bindings.length <= mostAlternatives ? changedKeys(name, frame, entries.module.index) : undefined;
  if (!bindings.length || !changed) {
    entries.open = true;
    return;
  }
  for (const binding of bindings)
    if (binding.value) spread(binding.value, binding.frame, entries, certain && bindings.length === 1);
  for (const key of changed) addPossible(key, entries);
}
