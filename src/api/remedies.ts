import { firstMatch } from '../text/configured-pattern';
import type { RuleOptions } from './rule';

/** What to do about errors: the option of rules that report them, with its default from the tables of packs. */
export interface Remedies {
  /** The first that fits an error counts. */
  readonly remedies: readonly Remedy[];
}

/** One kind of error, and what to do about it. */
export interface Remedy {
  /** Regular expression over the message of the error. */
  readonly match?: string;
  readonly kinds?: readonly string[];
  /** Sentences. */
  readonly remedy: string;
  readonly source?: string;
}

/** The option `remedies`, whose default is the table `run-errors.remedies`. */
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
            kinds: { type: 'array', items: { type: 'string' }, description: 'Kinds of the error.' },
            remedy: { type: 'string', description: 'What to do, in sentences.' },
            source: { type: 'string' },
          },
        },
      },
    },
  },
  tables: { remedies: 'run-errors.remedies' },
};

/** What to do about an error. Undefined if no entry fits. */
export function remedyFor(
  { kind, message }: { readonly kind: string; readonly message: string },
  { remedies }: Remedies,
): Remedy | undefined {
  const ofKind = remedies.filter(({ kinds }) => kinds === undefined || kinds.includes(kind));
  const patterns = ofKind.map(({ match = '' }) => match);
  return ofKind[firstMatch(patterns, message)];
}
