import type { JsonSchema, Launch } from '../../src/api';
import { type NamedPath, namedPaths } from './named-paths';

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

/** Where options and variables make the program write, as far as that is known on every path. */
export const outputsOf = (launch: Launch, { outputs }: OutputOptions): readonly NamedPath[] => namedPaths(launch, outputs);
