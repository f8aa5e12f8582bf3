import type { Span } from '../../../text/span';
import { type Argument, argumentsOf, type CallArguments } from '../arguments';
import { classOf } from '../declarations';
import type { Module } from '../module';
import { lastPart, possibleNames, qualifiedName } from '../names';
import { type Frame, isInFunction, type Site } from '../scopes';
import { type CallNode, type Expression, isSelf, keywordOf, lastName, type NodeOf } from '../syntax';
import { unknown, type Value } from '../value';
import { mayCall } from './prefilter';
import { type CallKind, type Signature, signatures } from './signatures';

/** A call of a known kind. */
export interface CallFact {
  readonly kind: CallKind;
  /** The full name, such as `torch.utils.data.DataLoader`; `*.half` for a method of an unknown receiver. */
  readonly name: string;
  /** The last part: `DataLoader`. */
  readonly callee: string;
  /** What is called, as written before the parenthesis. */
  readonly span: Span;
  /** The call with its arguments. */
  readonly whole: Span;
  /** In a function, so it runs only when that is called. */
  readonly lazy: boolean;
  readonly frame: Frame;
  readonly node: CallNode;
  readonly arguments: CallArguments;
  /** The argument for a parameter, given by keyword or by position. */
  argument(parameter: string): Argument | undefined;
  /** The value of that argument: undefined if it certainly isn't given, unknown if `**` may give it. */
  setting(parameter: string): Value | undefined;
}

/** The calls of a module by kind, in order of position. */
export interface Calls {
  of(kind: CallKind): readonly CallFact[];
}

interface Entry {
  readonly signature: Signature;
  readonly name: string;
}

/** Entries by the last part of the name, so that only calls that may match are looked up. */
const byLastPart = new Map<string, Entry[]>();
for (const signature of signatures) {
  for (const name of signature.names) {
    byLastPart.set(lastPart(name), [...(byLastPart.get(lastPart(name)) ?? []), { signature, name }]);
  }
}

/** The calls of known kinds. The module isn't parsed for a kind that the prefilter rules out. */
export function callsOf(module: Module): Calls {
  let found: ReadonlyMap<CallKind, readonly CallFact[]> | undefined;
  return {
    of(kind) {
      if (!mayCall(module, kind)) return [];
      found ??= knownCalls(module);
      return found.get(kind) ?? [];
    },
  };
}

/** The calls of all kinds, in one pass over the module's calls. */
function knownCalls(module: Module): ReadonlyMap<CallKind, readonly CallFact[]> {
  const found = new Map<CallKind, CallFact[]>();
  for (const site of module.index.calls) {
    const { func } = site.node;
    const written = lastName(func) ?? lookUpIn(func)?.by;
    if (written === undefined || (func.nodeType === 'Attribute' && !byLastPart.has(written))) continue;
    if (written === 'to' && !mayCast(site.node)) continue;
    for (const called of calledAs(written, site, module)) {
      const facts = found.get(called.kind);
      const fact = callFact(called, site, module);
      if (facts) facts.push(fact);
      else found.set(called.kind, [fact]);
    }
  }
  return found;
}

/** `.to(device)`, the most frequent call in training programs, isn't a cast. */
const mayCast = ({ args, keywords }: CallNode): boolean =>
  keywords.some(({ arg }) => arg === 'dtype') ||
  args.some((argument) => argument.nodeType === 'Attribute' && argument.attr !== 'device');

/** A call that is one of the known ones. */
interface Called {
  readonly kind: CallKind;
  readonly name: string;
  readonly callee: string;
  readonly parameters: readonly string[];
  /** A class of the module takes the arguments and may pass on others. */
  readonly open: boolean;
  /** What is called, if it isn't the callee as written. */
  readonly at?: Expression;
}

function calledAs(written: string, site: Site<CallNode>, module: Module): Called[] {
  const lookUp = lookUpIn(site.node.func);
  const built = builtBy(site.node);
  const found = qualifiedName(lookUp?.module ?? built ?? site.node.func, site.frame, module.index);
  const full = lookUp && found !== undefined ? `${found}.${lookUp.by}` : found;
  if (full === undefined && site.node.func.nodeType === 'Name') return oneOfSeveral(written, site, module);
  const inherited = inheritedFrom(full, site, module);
  if (inherited) return [inherited];
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

/** The module in which `models.__dict__[name]` or `getattr(models, name)` looks up what to call. */
function lookUpIn(func: Expression): { readonly module: Expression; readonly by: string } | undefined {
  if (func.nodeType === 'Subscript' && func.value.nodeType === 'Attribute' && func.value.attr === '__dict__')
    return { module: func.value.value, by: '__dict__' };
  const [module] = func.nodeType === 'Call' && func.func.nodeType === 'Name' && func.func.id === 'getattr' ? func.args : [];
  return module && { module, by: 'getattr' };
}

/** The class in `dict(type=AdamW, lr=0.1)`, which a registry such as MMEngine's calls with the other arguments. */
const builtBy = (call: CallNode): Expression | undefined =>
  call.func.nodeType === 'Name' && call.func.id === 'dict' ? keywordOf(call, 'type') : undefined;

/** The first entry of each kind. */
const byKind = (entries: readonly Entry[]): Entry[] =>
  entries.filter((entry, position) => entries.findIndex((other) => other.signature.kind === entry.signature.kind) === position);

/** `optimizer_class(…)`, if the name may refer to several callees that are all of one kind. */
function oneOfSeveral(written: string, site: Site<CallNode>, module: Module): Called[] {
  const names = possibleNames(site.node.func, site.frame, module.index) ?? [];
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

/** Kinds of classes from which programs derive their own. */
const derived: ReadonlySet<CallKind> = new Set([
  'data-loader',
  'optimiser',
  'training-arguments',
  'trainer',
  'lightning-trainer',
  'lightning-callback',
  'lightning-logger',
]);

/** A class of the module that is derived from a known one. A call of it counts as a call of the known one. */
function inheritedFrom(name: string | undefined, site: Site<CallNode>, module: Module): Called | undefined {
  let open = false;
  let definition = classOf(name, module.index);
  for (let depth = 0; definition && depth < deepestInheritance; depth++) {
    const { node, frame }: Site<NodeOf<'ClassDef'>> = definition;
    open ||= node.body.some(setsArguments);
    const [base] = node.bases;
    const full = base && qualifiedName(base, frame, module.index);
    if (full === undefined) return undefined;
    const entry = matches(lastPart(full), full, site).find(({ signature }) => derived.has(signature.kind));
    if (entry) {
      const { kind, parameters = [] } = entry.signature;
      return { kind, name: full, callee: lastPart(full), parameters: open ? [] : parameters, open };
    }
    definition = classOf(full, module.index);
  }
  return undefined;
}

const deepestInheritance = 4;

/** A field or a constructor, through which a class can differ from its base. */
const setsArguments = (statement: NodeOf<'ClassDef'>['body'][number]): boolean =>
  statement.nodeType === 'AnnAssign' ||
  statement.nodeType === 'Assign' ||
  (statement.nodeType === 'FunctionDef' && /^__(init|post_init|new)__$/.test(statement.name));

/** The entries for a full name first, then those for a method of any receiver. */
function matches(last: string, full: string | undefined, site: Site<CallNode>): Entry[] {
  const candidates = byLastPart.get(last) ?? [];
  const { func } = site.node;
  const isMethod = func.nodeType === 'Attribute';
  const onSelf = isMethod && isSelf(func.value);
  const exact = candidates.filter((entry) => entry.name === full || (onSelf && entry.name === `self.${last}`));
  const anyReceiver = isMethod ? candidates.filter((entry) => entry.name.startsWith('*.')) : [];
  return [...exact, ...anyReceiver];
}

function callFact({ kind, name, callee, parameters, open, at }: Called, site: Site<CallNode>, module: Module): CallFact {
  let opened: CallArguments | undefined;
  const arguments_ = (): CallArguments => {
    if (!opened) {
      const given = argumentsOf(site, module);
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
    lazy: isInFunction(site.frame),
    get span() {
      return module.span(at ?? site.node.func);
    },
    get whole() {
      return module.span(site.node);
    },
    get arguments() {
      return arguments_();
    },
    argument,
    setting: (parameter) =>
      argument(parameter)?.value ?? (arguments_().open || arguments_().possible.has(parameter) ? unknown : undefined),
  };
}
