import type { Run, RunError, RunErrorKind } from '../model/run';
import type { RunPlace } from '../model/series';

/** A line that says how the run ended. */
export interface Ending {
  readonly kind: 'finished' | 'died';
  readonly reason: string;
  readonly place: RunPlace;
}

interface Evidence {
  readonly errors: readonly RunError[];
  readonly endings: readonly Ending[];
  readonly planned: Run['planned'];
  readonly reached: Run['reached'];
  readonly epochsDone: number;
  /** Where the last value is. */
  readonly last?: RunPlace;
}

const CANCELLING: ReadonlySet<RunErrorKind> = new Set(['cancelled', 'interrupted', 'time-limit']);

/** How the run ended, and the line that says so: an error that nothing followed, else a line about the end, else the plan. */
export function statusOf({ errors, endings, planned, reached, epochsDone, last }: Evidence): Pick<Run, 'status' | 'ending'> {
  const deadly = errors.filter(({ survived, kind }) => !survived && kind !== 'error' && !kind.startsWith('hint/'));
  // A scheduler cancels what is left of a job after one of its processes died.
  const fatal = deadly.findLast(({ kind }) => !CANCELLING.has(kind)) ?? deadly.at(-1);
  if (fatal !== undefined) {
    return {
      status: CANCELLING.has(fatal.kind) ? 'cancelled' : 'crashed',
      ending: { reason: fatal.message, place: fatal.messagePlace },
    };
  }
  const finished = endings.findLast(({ kind }) => kind === 'finished');
  if (finished !== undefined) return { status: 'finished', ending: { reason: finished.reason, place: finished.place } };
  const reason = planReached(planned, reached, epochsDone);
  if (reason !== undefined && last !== undefined) return { status: 'finished', ending: { reason, place: last } };
  const died = endings.findLast(({ kind }) => kind === 'died');
  if (died !== undefined) return { status: 'crashed', ending: { reason: died.reason, place: died.place } };
  return { status: 'unknown' };
}

function planReached(planned: Run['planned'], reached: Run['reached'], epochsDone: number): string | undefined {
  if (planned.steps !== undefined && reached.step !== undefined && reached.step >= planned.steps)
    return `all ${planned.steps} steps were completed`;
  if (planned.epochs !== undefined && epochsDone >= planned.epochs) return `all ${planned.epochs} epochs were completed`;
  return undefined;
}
