import type { Launch, Part, Related, Span } from '../../src/api';
import { originOf } from './origin';

/** Options and variables whose values are paths. */
interface Names {
  readonly options: readonly string[];
  readonly variables: readonly string[];
}

export interface NamedPath {
  /** The option or the variable. */
  readonly name: string;
  readonly value: Part;
  readonly path: string;
}

/** The paths that options and variables give the program, as far as they are known on every path. */
export function namedPaths({ spec }: Launch, { options, variables }: Names): readonly NamedPath[] {
  const named: { name: string; value: Part }[] = [];
  for (const [index, word] of spec.command.entries()) {
    const [, option, rest] = /^(--?[\w-]+)(=.*)?$/s.exec(word.text ?? '') ?? [];
    if (option === undefined || !options.includes(option)) continue;
    const value = rest === undefined ? spec.command[index + 1] : { ...word, text: rest.slice(1) };
    if (value) named.push({ name: option, value });
  }
  for (const { name, value } of spec.env)
    if (value && name.text !== undefined && variables.includes(name.text)) named.push({ name: name.text, value });
  return named.flatMap(({ name, value }) => (value.text && !value.word.when?.length ? [{ name, value, path: value.text }] : []));
}

/** The word that writes the path, which another script may pass on. */
export function placeOfPath({ value }: NamedPath): { readonly at: Span; readonly related: readonly Related[] } {
  const at = originOf(value);
  return { at, related: at === value.span ? [] : [{ message: 'The program gets it here.', at: value.span }] };
}
