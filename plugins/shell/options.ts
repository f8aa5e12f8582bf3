import type { JsonSchema } from '../../src/api';

export const words = (description: string): JsonSchema => ({ type: 'array', items: { type: 'string' }, description });
