import type { Span } from '../../text/span';
import { type Argument, argumentsOf, type CallArguments } from '../arguments';
import { qualifiedName } from '../names';
import type { PythonFile } from '../parse';
import { enclosing, type Frame, type Site } from '../scopes';
import type { CallNode } from '../syntax';
import type { Value } from '../value';
import { type CallKind, type Signature, signatures } from './signatures';

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

export type Calls = ReadonlyMap<CallKind, readonly CallFact[]>;

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

/** All calls of known kinds, in one look at every call of the file. */
export function knownCalls(file: PythonFile): Calls {
  const found = new Map<CallKind, CallFact[]>();
  for (const site of file.index.calls) {
    const { func } = site.node;
    const written = func.nodeType === 'Attribute' ? func.attr : func.nodeType === 'Name' ? func.id : undefined;
    if (written === undefined || (func.nodeType === 'Attribute' && !lastParts.has(written))) continue;
    const full = qualifiedName(func, site.frame, file.index);
    const last = full === undefined ? written : full.slice(full.lastIndexOf('.') + 1);
    for (const kind of new Set(matches(last, full, site).map((entry) => entry.signature.kind))) {
      const entry = matches(last, full, site).find((candidate) => candidate.signature.kind === kind);
      if (!entry) continue;
      const facts = found.get(kind) ?? [];
      facts.push(callFact(kind, full ?? entry.name, last, entry.signature.parameters ?? [], site, file));
      found.set(kind, facts);
    }
  }
  return found;
}

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

function callFact(
  kind: CallKind,
  name: string,
  callee: string,
  parameters: readonly string[],
  site: Site<CallNode>,
  file: PythonFile,
): CallFact {
  let opened: CallArguments | undefined;
  const arguments_ = (): CallArguments => {
    opened ??= argumentsOf(site, file);
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
      return file.span(site.node.func);
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
