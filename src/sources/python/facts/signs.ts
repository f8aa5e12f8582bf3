import { isMethodCalled, mentions } from '../mentions';
import { spellingsOf } from '../names';
import { type CallKind, signatures } from './signatures';

/** What a text holds wherever it makes a call of a kind: a method's name before a bracket, or a library's name and the callee's. */
interface Signs {
  readonly methods: readonly string[];
  readonly libraries: readonly { readonly words: readonly string[]; readonly callees: readonly string[] }[];
}

const signs = new Map<CallKind, Signs>();

/** Whether a text may make a call of one of the kinds: far cheaper than parsing it, and never wrong in saying no. */
export const mayCall = (text: string, ...kinds: readonly CallKind[]): boolean =>
  kinds.some((kind) => {
    const { methods, libraries } = signsOf(kind);
    return (
      methods.some((name) => isMethodCalled(text, name)) ||
      libraries.some(({ words, callees }) => mentions(text, words) && mentions(text, callees))
    );
  });

function signsOf(kind: CallKind): Signs {
  let known = signs.get(kind);
  if (!known) signs.set(kind, (known = findSigns(kind)));
  return known;
}

function findSigns(kind: CallKind): Signs {
  const methods = new Set<string>();
  const callees = new Map<string, Set<string>>();
  for (const name of signatures.flatMap((signature) => (signature.kind === kind ? signature.names : []))) {
    const library = name.split('.', 1)[0] ?? name;
    const last = name.slice(name.lastIndexOf('.') + 1);
    if (library === '*' || library === 'self') methods.add(last);
    else callees.set(library, (callees.get(library) ?? new Set()).add(last));
  }
  return {
    methods: [...methods],
    libraries: [...callees].map(([library, names]) => ({ words: spellingsOf(library), callees: [...names] })),
  };
}
