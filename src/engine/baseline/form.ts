import type { JsonSchema } from '../../schema/json-schema';

/** The name of the file at the root of the repository. */
export const baselineName = '.cvl-baseline.json';

/** One known finding, or several equal ones in one file. */
export interface BaselineEntry {
  /** Relative to the root of the repository. */
  readonly file: string;
  readonly rule: string;
  /** 16 hex digits of the rule, its message, and the text of the place: neither the line nor the file counts. */
  readonly id: string;
  /** How many equal findings the file has. */
  readonly count: number;
  /** The beginning of the message, for people who read the file. */
  readonly message: string;
  readonly reason?: string;
  /** YYYY-MM-DD. From that day on, the findings count again. */
  readonly until?: string;
}

export interface Baseline {
  /** Its path as people know it, relative to where the command was started. */
  readonly name: string;
  /** What was read. Undefined: there is no file yet. */
  readonly text?: string;
  /** Sorted as `writeBaseline` writes them. */
  readonly entries: readonly BaselineEntry[];
}

/** What is written: by file, so that a renamed file is one line of a diff. */
export interface BaselineForm {
  readonly version: 1;
  readonly files: { readonly [file: string]: readonly Omit<BaselineEntry, 'file' | 'count'>[] };
}

export const baselineSchema: JsonSchema = {
  type: 'object',
  required: ['version', 'files'],
  additionalProperties: false,
  properties: {
    version: { enum: [1] },
    files: {
      type: 'object',
      additionalProperties: {
        type: 'array',
        title: 'a list of known findings',
        items: {
          type: 'object',
          required: ['rule', 'id'],
          additionalProperties: false,
          properties: {
            rule: { type: 'string', minLength: 1 },
            id: { type: 'string', minLength: 1 },
            count: { type: 'integer', minimum: 1 },
            message: { type: 'string' },
            reason: { type: 'string', minLength: 1 },
            until: { type: 'string', format: 'date' },
          },
        },
      },
    },
  },
};
