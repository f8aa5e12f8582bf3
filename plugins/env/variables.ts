import type { JsonSchema } from '../../src/api';

export type VariableType = 'integer' | 'number' | 'boolean' | 'flag' | 'devices' | 'text' | readonly string[];

/** What is known about an environment variable. */
export interface Variable {
  readonly type: VariableType;
  /** `library`: only this spelling has an effect; `example`: the example's own code decides. */
  readonly read: 'example' | 'library';
  readonly meaning: string;
  /** The least number that makes sense; -1 is always accepted, since code often takes it for "chosen by the code". */
  readonly minimum?: number;
  /** Other names that people take for it and that nothing reads. */
  readonly mistaken?: readonly string[];
}

export type Variables = { readonly [name: string]: Variable };

export interface Options {
  readonly variables: Variables;
}

const variables: JsonSchema = {
  type: 'object',
  description: 'Environment variables by name. Replaces the whole table.',
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
        description: 'The type of its value. A list holds all values.',
      },
      read: { enum: ['example', 'library'], description: 'Who reads it. A library knows only this spelling.' },
      meaning: { type: 'string', description: 'What it sets, in a few words.' },
      minimum: { type: 'number', description: 'The least number that makes sense.' },
      mistaken: {
        type: 'array',
        items: { type: 'string' },
        description: 'Names that people take for it and that nothing reads.',
      },
    },
  },
};

/** The option of all rules that know the variables. */
export const variablesOption = {
  schema: { type: 'object', additionalProperties: false, properties: { variables } },
  tables: { variables: 'environment-variables.variables' },
} as const;

export const variableNamed = (variables: Variables, name: string): Variable | undefined =>
  Object.hasOwn(variables, name) ? variables[name] : undefined;

/** A library reads the variable by this name. */
export const isLibraryVariable = (variables: Variables, name: string): boolean =>
  variableNamed(variables, name)?.read === 'library';
