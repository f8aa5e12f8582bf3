import type { RunError } from '../model/run';
import type { SourceState } from './source';

const MOST = 50;

/** A process that gets a signal to end may still write some values before it does. */
const DYING: ReadonlySet<RunError['kind']> = new Set(['cancelled', 'time-limit', 'killed', 'interrupted']);
const LAST_VALUES = 200;

type Reported = Omit<RunError, 'survived'>;

/** The errors that logs report, and whether the run survived them. */
export interface ErrorList {
  add(source: SourceState, error: Reported): void;
  all(): readonly RunError[];
}

/** Keeps the first errors and the very last one. `longest`: characters of a message. */
export function createErrorList(longest: number): ErrorList {
  const errors: { readonly error: Reported; readonly source: SourceState; readonly valuesBefore: number }[] = [];
  return {
    add(source, error) {
      if (errors.length === MOST) errors.splice(MOST - 1, 1);
      errors.push({ error: { ...error, message: error.message.slice(0, longest) }, source, valuesBefore: source.values });
    },
    all: () =>
      errors.map(({ error, source, valuesBefore }) => ({
        ...error,
        survived: source.values - valuesBefore > (DYING.has(error.kind) ? LAST_VALUES : 0),
      })),
  };
}
