import type { JsonSchema, Severity } from '../../src/api';

/** What policy asks of a launch, be it a mount or a variable. */
export interface Demand {
  /** Of the scripts of these presets; of all where there are none. */
  readonly presets?: readonly string[];
  readonly severity?: Severity;
  /** What goes wrong without it, in words. */
  readonly purpose: string;
}

/** A list of demands, with what one of them says besides. */
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
        description: 'presets whose scripts are held to it, `*` at the end for any rest; all scripts without',
      },
      severity: { enum: ['error', 'warning', 'info'] },
      purpose: { type: 'string', description: 'what goes wrong without it, in words' },
    },
  },
});
