import type { JsonSchema } from '../../src/api';

export const words = (description: string): JsonSchema => ({ type: 'array', items: { type: 'string' }, description });

export const properties = (options: { readonly [name: string]: JsonSchema }): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties: options,
});
