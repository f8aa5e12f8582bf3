import type { Span } from '../../../text/span';
import { type Argument, argumentsOf, type CallArguments } from '../arguments';
import { classNamed } from '../declarations';
import { possibleNames, qualifiedName } from '../names';
import type { PythonFile } from '../parse';
import { enclosing, type Frame, type Site } from '../scopes';
import type { CallNode, Expression, NodeOf } from '../syntax';
import type { Value } from '../value';
import { type CallKind, type Signature, signatures } from './signatures';
import { mayCall } from './signs';

/** A call of a known kind. */
export interface CallFact {
  readonly kind: CallKind;
  /** The full name, such as `torch.utils.data.DataLoader`; `*.half` for a method of something unknown. */
  readonly name: string;
  /** The last part: `DataLoader`. */
  readonly callee: string;
  /** What is called, as written: the words before the parenthesis. */
  readonly span: Span;
  /** With all its arguments. */
  readonly whole: Span;
  /** In a function: runs only when that is called. */
  readonly lazy: boolean;
  readonly frame: Frame;
  readonly node: CallNode;
  readonly arguments: CallArguments;
  /** An argument by its parameter's name, given by keyword or by position. */
  argument(parameter: string): Argument | undefined;
  /** Its value; undefined where it is surely not given, unknown where `**` may give it. */
  setting(parameter: string): Value | undefined;
}

/** The calls of a file by their kind, in order of place. */
export interface Calls {
  of(kind: CallKind): readonly CallFact[];
}

interface Entry {
  readonly signature: Signature;
  readonly name: string;
}

/** By the last part of the name, so that only calls that may match are looked at closely. */
const byLastPart = new Map<string, Entry[]>();
for (const signature of signatures) {
  for (const name of signature.names) {
    const last = name.slice(name.lastIndexOf('.') + 1);
    byLastPart.set(last, [...(byLastPart.get(last) ?? []), { signature, name }]);
  }
}
const lastParts = new Set(byLastPart.keys());

/** The calls of known kinds. Nothing is parsed for a kind of which the text shows no sign. */
export function callsOf(file: PythonFile): Calls {
  let found: ReadonlyMap<CallKind, readonly CallFact[]> | undefined;
  return {
    of(kind) {
      if (!mayCall(file, kind)) return [];
      found ??= knownCalls(file);
      return found.get(kind) ?? [];
    },
  };
}

/** All kinds in one look at every call of the file. */
function knownCalls(file: PythonFile): ReadonlyMap<CallKind, readonly CallFact[]> {
  const found = new Map<CallKind, CallFact[]>();
  for (const site of file.index.calls) {
    const { func } = site.node;
    const written = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : lookUpIn(func)?.by;
    if (written === undefined || (func.nodeType === 'Attribute' && !lastParts.has(written))) continue;
    if (written === 'to' && !mayCast(site.node)) continue;
    for (const called of calledAs(written, site, file)) {
      const facts = found.get(called.kind);
      const fact = callFact(called, site, file);
      if (facts) facts.push(fact);
      else found.set(called.kind, [fact]);
    }
  }
  return found;
}

/** `.to(device)`, the most frequent call of a training program, casts nothing. */
const mayCast = ({ args, keywords }: CallNode): boolean =>
  keywords.some(({ arg }) => arg === 'dtype') ||
  args.some((argument) => argument.nodeType === 'Attribute' && argument.attr !== 'device');

/** A call as one of the known ones. */
interface Called {
  readonly kind: CallKind;
  readonly name: string;
  readonly callee: string;
  readonly parameters: readonly string[];
  /** A class of the file takes the arguments, and may pass on others. */
  readonly open: boolean;
  /** What is called; the callee as written where it is that. */
  readonly at?: Expression;
}

function calledAs(written: string, site: Site<CallNode>, file: PythonFile): Called[] {
  const lookUp = lookUpIn(site.node.func);
  const built = builtBy(site.node);
  const found = qualifiedName(lookUp?.module ?? built ?? site.node.func, site.frame, file.index);
  const full = lookUp && found !== undefined ? `${found}.${lookUp.by}` : found;
  if (full === undefined && site.node.func.nodeType === 'Name') return oneOfSeveral(written, site, file);
  if (full !== undefined && /^\.\w+$/.test(full)) {
    const inherited = inheritedFrom(full.slice(1), site, file);
    if (inherited) return [inherited];
  }
  const last = full === undefined ? written : lastPart(full);
  return byKind(matches(last, full, site)).map(({ signature, name }) => ({
    kind: signature.kind,
    name: full ?? name,
    callee: last,
    parameters: signature.parameters ?? [],
    open: false,
    ...(built && { at: built }),
  }));
}

/** The module in which a callee is looked up by a name: of `models.__dict__[name]` and `getattr(models, name)`. */
function lookUpIn(func: Expression): { readonly module: Expression; readonly by: string } | undefined {
  if (func.nodeType === 'Subscript' && func.value.nodeType === 'Attribute' && func.value.attr === '__dict__')
    return { module: func.value.value, by: '__dict__' };
  const [module] = func.nodeType === 'Call' && func.func.nodeType === 'Name' && func.func.id === 'getattr' ? func.args : [];
  return module && { module, by: 'getattr' };
}

/** The class that a registry, as MMEngine has them, calls with the rest of `dict(type=AdamW, lr=0.1)`. */
const builtBy = ({ func, keywords }: CallNode): Expression | undefined =>
  func.nodeType === 'Name' && func.id === 'dict' ? keywords.find(({ arg }) => arg === 'type')?.value : undefined;

const lastPart = (name: string): string => name.slice(name.lastIndexOf('.') + 1);

/** The first entry of each kind. */
const byKind = (entries: readonly Entry[]): Entry[] =>
  entries.filter((entry, position) => entries.findIndex((other) => other.signature.kind === entry.signature.kind) === position);

/** `optimizer_class(…)` where the name may stand for several callees, all of one kind. */
function oneOfSeveral(written: string, site: Site<CallNode>, file: PythonFile): Called[] {
  const names = possibleNames(site.node.func, site.frame, file.index) ?? [];
  const [first, ...others] = names.map((name) => matches(lastPart(name), name, site));
  return byKind(first ?? [])
    .filter(({ signature }) => others.every((entries) => entries.some((entry) => entry.signature.kind === signature.kind)))
    .map(({ signature }) => ({
      kind: signature.kind,
      name: `*.${written}`,
      callee: written,
      parameters: signature.parameters ?? [],
      open: false,
    }));
}

/** Kinds of classes that programs derive their own from. */
const derived: ReadonlySet<CallKind> = new Set([
  'data-loader',
  'optimiser',
  'training-arguments',
  'trainer',
  'lightning-trainer',
  'lightning-callback',
  'lightning-logger',
]);

/** A class of the file that is made out of a known one: what it is called as is the known one. */
function inheritedFrom(name: string, site: Site<CallNode>, file: PythonFile): Called | undefined {
  let open = false;
  let definition = classNamed(name, file.index);
  for (let depth = 0; definition && depth < deepestInheritance; depth++) {
    const { node, frame }: Site<NodeOf<'ClassDef'>> = definition;
    open ||= node.body.some(setsArguments);
    const [base] = node.bases;
    const full = base && qualifiedName(base, frame, file.index);
    if (full === undefined) return undefined;
    const entry = matches(lastPart(full), full, site).find(({ signature }) => derived.has(signature.kind));
    if (entry) {
      const { kind, parameters = [] } = entry.signature;
      return { kind, name: full, callee: lastPart(full), parameters: open ? [] : parameters, open };
    }
    definition = /^\.\w+$/.test(full) ? classNamed(full.slice(1), file.index) : undefined;
  }
  return undefined;
}

const deepestInheritance = 4;

/** A field or a constructor of a class, by which it gets other values than its base. */
const setsArguments = (statement: NodeOf<'ClassDef'>['body'][number]): boolean =>
  statement.nodeType === 'AnnAssign' ||
  statement.nodeType === 'Assign' ||
  (statement.nodeType === 'FunctionDef' && /^__(init|post_init|new)__$/.test(statement.name));

/** Entries for a full name first, then those for a method of anything. */
function matches(last: string, full: string | undefined, site: Site<CallNode>): Entry[] {
  const candidates = byLastPart.get(last) ?? [];
  const isMethod = site.node.func.nodeType === 'Attribute';
  const onSelf =
    isMethod &&
    site.node.func.nodeType === 'Attribute' &&
    site.node.func.value.nodeType === 'Name' &&
    site.node.func.value.id === 'self';
  const exact = candidates.filter((entry) => entry.name === full || (onSelf && entry.name === `self.${last}`));
  const anyReceiver = isMethod ? candidates.filter((entry) => entry.name.startsWith('*.')) : [];
  return [...exact, ...anyReceiver];
}

function callFact({ kind, name, callee, parameters, open, at }: Called, site: Site<CallNode>, file: PythonFile): CallFact {
  let opened: CallArguments | undefined;
  const arguments_ = (): CallArguments => {
    if (!opened) {
      const given = argumentsOf(site, file);
      const keywords = at ? new Map([...given.keywords].filter(([name]) => name !== 'type')) : given.keywords;
      opened = { ...given, keywords, open: given.open || open };
    }
    return opened;
  };
  const argument = (parameter: string): Argument | undefined => {
    const position = parameters.indexOf(parameter);
    return arguments_().keywords.get(parameter) ?? (position < 0 ? undefined : arguments_().positional[position]);
  };
  return {
    kind,
    name,
    callee,
    frame: site.frame,
    node: site.node,
    lazy: enclosing(site.frame, 'function') !== undefined,
    get span() {
      return file.span(at ?? site.node.func);
    },
    get whole() {
      return file.span(site.node);
    },
    get arguments() {
      return arguments_();
    },
    argument,
    setting: (parameter) => argument(parameter)?.value ?? (arguments_().open ? { kind: 'unknown', setters: [] } : undefined),
  };
}
