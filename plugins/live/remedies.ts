import type { LogFacts, RuleOptions } from '../../src/api';

export interface Remedies {
  /** The first that fits an error counts. */
  readonly remedies: readonly { readonly match?: string; readonly kinds?: readonly string[]; readonly remedy: string }[];
}

const texts = { type: 'array', items: { type: 'string' } };

export const remedyOptions: RuleOptions<Remedies> = {
  schema: {
    type: 'object',
    additionalProperties: false,
    properties: {
      remedies: {
        type: 'array',
        description: 'What to do about an error; the first entry that fits its message and its kind counts.',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['remedy'],
          properties: {
            match: { type: 'string', format: 'regex', description: 'Messages of the error.' },
            kinds: { ...texts, description: 'Kinds of the error.' },
            remedy: { type: 'string', description: 'What to do, in sentences.' },
            source: { type: 'string' },
          },
        },
      },
    },
  },
  tables: { remedies: 'run-errors.remedies' },
};

/** What to do about an error. Undefined if no table says so. */
export const remedyFor = ({ kind, message }: LogFacts['errors'][number], { remedies }: Remedies): string | undefined =>
  remedies.find(
    ({ match, kinds }) =>
      (kinds === undefined || kinds.includes(kind)) && (match === undefined || new RegExp(match).test(message)),
  )?.remedy;
