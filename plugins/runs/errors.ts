import { type Remedies, type Report, type Run, type RunError, type RunErrorKind, remedyFor } from '../../src/api';
import { short } from './words';

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
export function errorReport(errors: readonly [RunError, ...RunError[]], options: Remedies): Omit<Report, 'message'> {
  const [{ kind, message, place, messagePlace }] = errors;
  const remedy = remedyFor(errors[0], options);
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
