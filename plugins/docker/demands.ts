import type { JsonSchema, Severity } from '../../src/api';

/** What policy demands of a launch, be it a mount or a variable. */
export interface Demand {
  /** Whose scripts must meet it; all scripts where there are none. */
  readonly presets?: readonly string[];
  readonly severity?: Severity;
  /** What goes wrong without it: a sentence. */
  readonly purpose: string;
}

/** A list of demands, with the properties that one of them has besides. */
export const demandsSchema = (required: readonly string[], properties: { readonly [name: string]: JsonSchema }): JsonSchema => ({
  type: 'array',
  items: {
    type: 'object',
    required: [...required, 'purpose'],
    additionalProperties: false,
    properties: {
      ...properties,
      presets: {
        type: 'array',
        items: { type: 'string' },
        description: 'Presets whose scripts must meet it; without them, all scripts must. `*` at the end stands for any rest.',
      },
      severity: { enum: ['error', 'warning', 'info'] },
      purpose: { type: 'string', description: 'What goes wrong without it: a sentence with a capital and a full stop.' },
    },
  },
});
