import type { JsonSchema, Launch, Part, Related, Span } from '../../src/api';
import { originOf } from './origin';

export interface OutputOptions {
  readonly outputs: { readonly options: readonly string[]; readonly variables: readonly string[] };
}

const strings: JsonSchema = { type: 'array', items: { type: 'string' } };
const outputs: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['options', 'variables'],
  description: 'Options and variables that name where a program writes.',
  properties: { options: strings, variables: strings },
};

export const outputOptions = {
  schema: { type: 'object', additionalProperties: false, properties: { outputs } },
  tables: { outputs: 'mounts.outputs' },
} as const;

interface Output {
  /** The option or the variable. */
  readonly name: string;
  readonly value: Part;
  readonly path: string;
}

/** Where options and variables make the program write, as far as that is known on every path. */
export function outputsOf({ spec }: Launch, { outputs: { options, variables } }: OutputOptions): readonly Output[] {
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
export function placeOfOutput({ value }: Output): { readonly at: Span; readonly related: readonly Related[] } {
  const at = originOf(value);
  return { at, related: at === value.span ? [] : [{ message: 'The program gets it here.', at: value.span }] };
}
