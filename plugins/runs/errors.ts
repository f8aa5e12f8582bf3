import type { Report, RuleOptions, Run, RunError, RunErrorKind } from '../../src/api';
import { short } from './words';

export interface Remedies {
  /** The first that fits an error counts. */
  readonly remedies: readonly {
    /** Regular expression over the message. */
    readonly match?: string;
    readonly kinds?: readonly string[];
    /** Sentences. */
    readonly remedy: string;
    readonly source?: string;
  }[];
}

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

/** Kinds that end a run without a fault of its own. */
export const stops = ['interrupted', 'cancelled', 'time-limit'] as const satisfies readonly RunErrorKind[];

export const isStop = (kind: RunErrorKind): kind is (typeof stops)[number] => (stops as readonly string[]).includes(kind);

/** The errors of a run that aren't stops: those that differ only in numbers, as of many ranks, are together. */
export function errorsOf({ errors }: Run): (readonly [RunError, ...RunError[]])[] {
  const groups = new Map<string, [RunError, ...RunError[]]>();
  for (const error of errors) {
    if (isStop(error.kind)) continue;
    const key = error.message.replace(/\d+/g, '#');
    const group = groups.get(key);
    if (group) group.push(error);
    else groups.set(key, [error]);
  }
  return [...groups.values()];
}

/** Whether an error alone says that nothing ran on. */
export const isFatal = (kind: RunErrorKind): boolean => kind !== 'error' && !kind.startsWith('hint/');

export const isSurvived = (errors: readonly RunError[]): boolean => errors.every(({ survived }) => survived);

/** What to report of errors of one message, besides that message. */
export function errorReport(errors: readonly [RunError, ...RunError[]], { remedies }: Remedies): Omit<Report, 'message'> {
  const [{ kind, message, place, messagePlace }] = errors;
  const remedy = remedies.find(
    ({ match, kinds }) =>
      (kinds === undefined || kinds.includes(kind)) && (match === undefined || new RegExp(match).test(message)),
  );
  return {
    at: messagePlace,
    data: {
      message: short(message),
      times: errors.length > 1 ? ` (${errors.length} times)` : '',
      remedy: remedy?.remedy ?? 'Read the lines above it.',
    },
    related: place === messagePlace ? [] : [{ message: 'The traceback begins here.', at: place }],
    evidence: { kind, message, times: errors.length, survived: isSurvived(errors), source: remedy?.source },
  };
}
