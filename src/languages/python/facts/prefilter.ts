import { isMethodCalled, mentions } from '../mentions';
import type { Module } from '../module';
import { spellingsOf } from '../names';
import { type CallKind, signatures } from './signatures';

/**
 * What every text that makes a call of a kind has: one of the methods' names before a parenthesis, or all words of a module's name and one
 * of its callees.
 */
interface Traces {
  readonly methods: readonly string[];
  readonly modules: readonly { readonly spellings: readonly (readonly string[])[]; readonly callees: readonly string[] }[];
}

/** Whether a module may make a call of a kind. This is far cheaper than parsing, and false is certain. */
export function mayCall(module: Module, kind: CallKind): boolean {
  const { methods, modules } = tracesOf(kind);
  return (
    methods.some((name) => isMethodCalled(module, name)) ||
    modules.some(
      ({ spellings, callees }) =>
        spellings.some((words) => words.every((word) => mentions(module, [word]))) && mentions(module, callees),
    )
  );
}

const known = new Map<CallKind, Traces>();

function tracesOf(kind: CallKind): Traces {
  let traces = known.get(kind);
  if (!traces) known.set(kind, (traces = findTraces(kind)));
  return traces;
}

function findTraces(kind: CallKind): Traces {
  const methods = new Set<string>();
  const callees = new Map<string, Set<string>>();
  for (const name of signatures.flatMap((signature) => (signature.kind === kind ? signature.names : []))) {
    const dot = name.lastIndexOf('.');
    const module = name.slice(0, Math.max(0, dot));
    const callee = name.slice(dot + 1);
    if (module === '*' || module === 'self') methods.add(callee);
    else callees.set(module, (callees.get(module) ?? new Set()).add(callee));
  }
  return {
    methods: [...methods],
    modules: [...callees].map(([module, names]) => ({
      spellings: spellingsOf(module).map((spelling) => spelling.replaceAll('()', '').split('.').filter(Boolean)),
      callees: [...names],
    })),
  };
}
