import { isMethodCalled, mentions } from '../mentions';
import { spellingsOf } from '../names';
import type { PythonFile } from '../parse';
import { type CallKind, signatures } from './signatures';

/** What a text holds wherever it makes a call of a kind: a method's name before a bracket, or all words of a module's name and the callee's. */
interface Signs {
  readonly methods: readonly string[];
  readonly modules: readonly { readonly spellings: readonly (readonly string[])[]; readonly callees: readonly string[] }[];
}

/** Whether a file may make a call of a kind: far cheaper than parsing, and never wrong in saying no. */
export function mayCall(file: PythonFile, kind: CallKind): boolean {
  const { methods, modules } = signsOf(kind);
  return (
    methods.some((name) => isMethodCalled(file, name)) ||
    modules.some(
      ({ spellings, callees }) =>
        spellings.some((words) => words.every((word) => mentions(file, [word]))) && mentions(file, callees),
    )
  );
}

const known = new Map<CallKind, Signs>();

function signsOf(kind: CallKind): Signs {
  let signs = known.get(kind);
  if (!signs) known.set(kind, (signs = findSigns(kind)));
  return signs;
}

function findSigns(kind: CallKind): Signs {
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
