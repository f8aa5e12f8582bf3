import type { Span } from '../../../text/span';
import { type Argument, argumentsOf } from '../arguments';
import { classOf } from '../declarations';
import type { Module } from '../module';
import { canonicalName, qualifiedName } from '../names';
import { blocksAround, enclosingClass, enclosingFunction, type Frame, type Site } from '../scopes';
import { type CallNode, type Expression, lastName, type NodeOf } from '../syntax';
import { dependsOn } from './guards';
import { moduleSpan } from './imports';

/** A place where code names something of an installed library: it imports it, or reads it from a module. */
export interface LibraryName {
  /** The full name, such as `numpy.float` or `torch._six`. */
  readonly name: string;
  readonly imported: boolean;
  /** The name as written: `np.float`, or the word in an import. */
  readonly span: Span;
  /** The last part of the name. */
  readonly word: Span;
}

/** A class of the module that is derived from a library's class. */
export interface LibraryClass {
  /** The full name of the library's class, such as `lightning.LightningModule`. */
  readonly base: string;
  /** The names of the methods that the class defines, by name. */
  readonly methods: ReadonlyMap<string, Span>;
}

/** A call of a library's function or class, or of a class that is derived from it and takes the same arguments. */
export interface LibraryCall {
  /** The full name, such as `transformers.TrainingArguments`. */
  readonly name: string;
  readonly span: Span;
  /** The arguments that are given by keyword, by name, also those of a dictionary that is passed with `**`. */
  readonly keywords: ReadonlyMap<string, Argument>;
  /** How many arguments are given by position. */
  readonly positional: number;
  /** `*args` or `**kwargs` may pass more than these. */
  readonly open: boolean;
}

/**
 * The names of libraries in a module whose last part is wanted. Without those in code that handles their absence: in a `try` that
 * catches it, below a condition on a version, on `hasattr`, or on a signature, and names that the module itself adds to the library.
 */
export function libraryNames(module: Module, isWanted: (lastPart: string) => boolean): readonly LibraryName[] {
  const { imports, members } = module.index;
  const imported = imports.flatMap((site) => {
    const wanted = importedNames(site, module).filter(({ name }) => name.split('.').some(isWanted));
    return wanted.length && !isHandled(site, module) ? wanted : [];
  });
  const read = members.flatMap((site) => {
    const name = isWanted(site.node.attr) ? memberName(site, module) : undefined;
    return name && !isHandled(site, module) ? [name] : [];
  });
  return [...imported, ...read];
}

/** The modules of an import, each with those that it is in, and the names that it takes from them. */
function importedNames({ node }: Module['index']['imports'][number], module: Module): LibraryName[] {
  const wordOf = (alias: (typeof node.names)[number]): Span => {
    const { start } = module.span(alias);
    return { file: module.path, start, end: start + alias.name.length };
  };
  if (node.nodeType === 'Import') return node.names.flatMap((alias) => modulesIn(alias.name, wordOf(alias)));
  if ((node.level ?? 0) > 0 || node.module === undefined) return [];
  const names = node.names.map((alias) => {
    const span = wordOf(alias);
    return { name: canonicalName(`${node.module}.${alias.name}`), imported: true, span, word: span };
  });
  return [...modulesIn(node.module, moduleSpan(node, module)), ...names];
}

function modulesIn(full: string, span: Span): LibraryName[] {
  const parts = full.split('.');
  return parts.map((_, position) => ({
    name: canonicalName(parts.slice(0, position + 1).join('.')),
    imported: true,
    span,
    word: span,
  }));
}

function memberName({ node, frame }: Site<NodeOf<'Attribute'>>, module: Module): LibraryName | undefined {
  const name = qualifiedName(node, frame, module.index);
  if (name === undefined || name.startsWith('.') || isAdded(name, node.attr, module)) return undefined;
  const span = module.span(node);
  return { name, imported: false, span, word: { ...span, start: span.end - node.attr.length } };
}

/** `np.float = float` somewhere in the module. */
const isAdded = (name: string, attribute: string, { index }: Module): boolean =>
  (index.attributeStores.get(attribute) ?? []).some(({ target, frame }) => {
    const owner = qualifiedName(target.value, frame, index);
    return owner !== undefined && `${owner}.${attribute}` === name;
  });

/** Conditions with these words tell versions apart. */
const telling = ['ersion', 'ERSION', 'hasattr', 'getattr', 'signature', 'available', 'TYPE_CHECKING', '__dict__', 'dir('];

/** Whether the code goes on where a library lacks what it names at a place. */
const isHandled = (site: Site, module: Module): boolean =>
  [...blocksAround(site.frame)].some(({ kind, node }) => kind === 'except' || (kind === 'try' && catchesAbsence(node))) ||
  dependsOn(telling, site, module) ||
  followsCheck(site, module);

/** After `check_version("trl<0.10")` or the like in the same function. A check of the whole module is about a minimum. */
function followsCheck({ node, frame }: Site, module: Module): boolean {
  const owner = enclosingFunction(frame);
  if (!owner) return false;
  const { start } = module.span(node);
  return module.index.calls.some(
    (call) =>
      enclosingFunction(call.frame) === owner &&
      /version/i.test(lastName(call.node.func) ?? '') &&
      module.span(call.node).start < start,
  );
}

function catchesAbsence(node: Frame['node']): boolean {
  if (node.nodeType !== 'Try' && node.nodeType !== 'TryStar') return false;
  return node.handlers.some(({ type }) => {
    if (!type) return true;
    return (type.nodeType === 'Tuple' ? type.elts : [type]).some(
      (each) =>
        each.nodeType === 'Name' && /^(?:Base)?Exception$|^(?:Import|ModuleNotFound|Attribute|Type|Name)Error$/.test(each.id),
    );
  });
}

/** The calls in a module whose callee's last part is wanted, without those in code that handles that an argument isn't known. */
export function libraryCalls(module: Module, isWanted: (lastPart: string) => boolean): readonly LibraryCall[] {
  return module.index.calls.flatMap((site) => {
    const name = calleeOf(site, module);
    if (name === undefined || !isWanted(name.slice(name.lastIndexOf('.') + 1)) || isHandled(site, module)) return [];
    const { keywords, positional, open, possible } = argumentsOf(site, module);
    const call = { name, keywords, positional: positional.length, open: open || possible.size > 0 };
    return [{ ...call, span: module.span(site.node.func) }];
  });
}

/** The classes of a module that are derived from a library's classes, directly or through others of the module. */
export const libraryClasses = (module: Module): readonly LibraryClass[] =>
  module.index.classes.flatMap((site) => {
    const bases = basesOf(site, module, 0);
    if (!bases.length || isHandled(site, module)) return [];
    const methods = new Map(site.node.body.flatMap((statement) => methodName(statement, module)));
    return bases.map((base) => ({ base, methods }));
  });

function basesOf({ node, frame }: Site<NodeOf<'ClassDef'>>, module: Module, depth: number): readonly string[] {
  return node.bases.flatMap((base) => {
    const full = qualifiedName(base, frame, module.index);
    if (full === undefined || !full.startsWith('.')) return full ?? [];
    const found = depth < deepestInheritance ? classOf(full, module.index) : undefined;
    return found ? basesOf(found, module, depth + 1) : [];
  });
}

function methodName(statement: NodeOf<'ClassDef'>['body'][number], { source: { text }, span, path }: Module): [string, Span][] {
  if (statement.nodeType !== 'FunctionDef') return [];
  const start = text.indexOf(statement.name, text.indexOf('def ', span(statement).start) + 'def'.length);
  return [[statement.name, { file: path, start, end: start + statement.name.length }]];
}

/** The full name of the library's function or class that gets a call's arguments. */
function calleeOf(site: Site<CallNode>, module: Module): string | undefined {
  const { func } = site.node;
  const full = isSuperConstructor(func)
    ? onlyBase(enclosingClass(site.frame), site.frame, module)
    : qualifiedName(func, site.frame, module.index);
  return inherited(full, module, 0);
}

const deepestInheritance = 4;

/** The class that a class of the module hands its arguments to unchanged. */
function inherited(full: string | undefined, module: Module, depth: number): string | undefined {
  if (!full?.startsWith('.')) return full;
  const found = depth < deepestInheritance ? classOf(full, module.index) : undefined;
  if (!found || found.node.decorator_list.length > 0 || found.node.body.some(takesArguments)) return undefined;
  return inherited(onlyBase(found.node, found.frame, module), module, depth + 1);
}

function onlyBase(owner: NodeOf<'ClassDef'> | undefined, frame: Frame, module: Module): string | undefined {
  const [base, ...others] = owner?.bases ?? [];
  return base && !others.length ? qualifiedName(base, frame, module.index) : undefined;
}

/** `super().__init__`. */
const isSuperConstructor = (func: Expression): boolean =>
  func.nodeType === 'Attribute' &&
  func.attr === '__init__' &&
  func.value.nodeType === 'Call' &&
  func.value.func.nodeType === 'Name' &&
  func.value.func.id === 'super';

const takesArguments = (statement: NodeOf<'ClassDef'>['body'][number]): boolean =>
  statement.nodeType === 'AnnAssign' ||
  (statement.nodeType === 'FunctionDef' && /^__(init|post_init|new|call)__$/.test(statement.name));
