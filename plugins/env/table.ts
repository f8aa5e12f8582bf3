import table from '../../rules/tables/environment-variables.yaml';
import type { JsonSchema } from '../../src/api';

export type VariableType = 'integer' | 'number' | 'boolean' | 'flag' | 'devices' | 'text' | readonly string[];

/** What is known of an environment variable. */
export interface Variable {
  readonly type: VariableType;
  /** `library`: only this spelling has an effect; `example`: the example's own code decides. */
  readonly read: 'example' | 'library';
  readonly meaning: string;
  /** Of a number: what lies below makes no sense; -1 may stand for "chosen by the code". */
  readonly minimum?: number;
  /** Other names that people take for it, and that nothing reads. */
  readonly mistaken?: readonly string[];
}

export type Variables = { readonly [name: string]: Variable };

export interface Options {
  readonly variables: Variables;
}

export const defaults = table as Options;

/** Both rules take the same table. */
export const schema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    variables: {
      type: 'object',
      description: 'environment variables by name; replaces the whole table',
      additionalProperties: {
        type: 'object',
        required: ['type', 'read', 'meaning'],
        additionalProperties: false,
        properties: {
          type: {
            anyOf: [
              { enum: ['integer', 'number', 'boolean', 'flag', 'devices', 'text'] },
              { type: 'array', items: { type: 'string' }, minItems: 1 },
            ],
            description: 'what its value is; a list names all values',
          },
          read: { enum: ['example', 'library'], description: 'who reads it: a library knows only this spelling' },
          meaning: { type: 'string', description: 'what it does, in a few words' },
          minimum: { type: 'number', description: 'of a number: the least that makes sense' },
          mistaken: {
            type: 'array',
            items: { type: 'string' },
            description: 'names that people take for it, and that nothing reads',
          },
        },
      },
    },
  },
};
