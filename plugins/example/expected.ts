import type { ExampleKind } from '../../src/api';

interface ExpectedField {
  readonly field: string;
  readonly kinds?: readonly ExampleKind[];
}

/** The option of the rules that expect fields. */
export interface ExpectedFields {
  readonly fields: readonly ExpectedField[];
}

export const expectedFields = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      fields: {
        type: 'array',
        description: 'the fields that should be there',
        items: {
          type: 'object',
          required: ['field'],
          additionalProperties: false,
          properties: {
            field: {
              type: 'string',
              description: 'a top-level field, or a field of all entries, such as `presets.*.description`',
            },
            kinds: {
              type: 'array',
              items: { enum: ['training', 'inference', 'service', 'library'] },
              description: 'the kinds of examples that should have it; all if not set',
            },
          },
        },
      },
    },
  },
  tables: { fields: 'metadata.expected' },
} as const;
