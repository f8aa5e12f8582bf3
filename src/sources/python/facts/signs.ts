import { isMethodCalled, mentions } from '../mentions';
import { spellingsOf } from '../names';
import { type CallKind, signatures } from './signatures';

/** What a text holds wherever it makes a call of a kind: a method's name before a bracket, or all words of a module's name and the callee's. */
interface Signs {
  readonly methods: readonly string[];
  readonly modules: readonly { readonly spellings: readonly (readonly string[])[]; readonly callees: readonly string[] }[];
}

/** Whether a text may make a call of a kind: far cheaper than parsing it, and never wrong in saying no. */
export function mayCall(text: string, kind: CallKind): boolean {
  const { methods, modules } = signsOf(kind);
  return (
    methods.some((name) => isMethodCalled(text, name)) ||
    modules.some(
      ({ spellings, callees }) =>
        spellings.some((words) => words.every((word) => mentions(text, [word]))) && mentions(text, callees),
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
