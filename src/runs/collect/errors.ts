import type { RunError } from '../model/run';
import table from '../tables/error-consequences.yaml';
import type { SourceState } from './source';

const MOST = 50;

/** A process that gets a signal to end may still write some values before it does. */
const DYING: ReadonlySet<RunError['kind']> = new Set(['cancelled', 'time-limit', 'killed', 'interrupted']);
const LAST_VALUES = 200;
/** Keras draws its bar once more after it stopped at a loss of NaN. */
const LAST_BAR = 20;

type Reported = Omit<RunError, 'survived' | 'endedAttempt'>;

/** The errors that logs report, and whether the run survived them. */
export interface ErrorList {
  add(source: SourceState, error: Reported): void;
  all(): readonly RunError[];
}

interface Kept {
  readonly error: Reported;
  readonly source: SourceState;
  readonly valuesBefore: number;
  readonly startsBefore: number;
}

/** Keeps the first errors and the very last one. `longest`: characters of a message. */
export function createErrorList(longest: number): ErrorList {
  const errors: Kept[] = [];
  return {
    add(source, error) {
      if (errors.length === MOST) errors.splice(MOST - 1, 1);
      errors.push({
        error: { ...error, message: error.message.slice(0, longest) },
        source,
        valuesBefore: source.values,
        startsBefore: source.starts,
      });
    },
    all: () =>
      withoutConsequences(errors).map(({ error, source, valuesBefore, startsBefore }) => {
        const survived = source.values - valuesBefore > valuesAfter(error.kind);
        return { ...error, survived, endedAttempt: survived && (source.starts > startsBefore || isBegunAgain(source, error)) };
      }),
  };
}

/** Whether the first values after an error begin again: their epoch or step goes back. */
function isBegunAgain({ series }: SourceState, { messagePlace }: Reported): boolean {
  if (!('line' in messagePlace)) return false;
  const { line } = messagePlace;
  return [...series.values()].some(({ segments }) =>
    segments.some(({ opening }, index) => index > 0 && opening!.line > line && segments[index - 1]!.closing.line < line),
  );
}

/** Values that a process may still log after an error that ends it. */
function valuesAfter(kind: RunError['kind']): number {
  if (DYING.has(kind)) return LAST_VALUES;
  return kind === 'nan-stop' ? LAST_BAR : 0;
}

let consequences: readonly RegExp[] | undefined;

/**
 * Without errors that follow from another one: no value was logged between the two, and the other is no such error itself. A loss of NaN
 * is reported where it ends the run, not where it is warned of before.
 */
function withoutConsequences(errors: readonly Kept[]): readonly Kept[] {
  consequences ??= (table as { consequences: { match: string }[] }).consequences.map(({ match }) => new RegExp(match));
  const follows = errors.map(({ error }) => DYING.has(error.kind) || consequences!.some((each) => each.test(error.message)));
  const causes = new Set(errors.filter((_, index) => !follows[index]).map(endKey));
  const stops = new Map(errors.filter(({ error }) => error.kind === 'nan-stop').map((kept) => [endKey(kept), kept]));
  const isWarning = (kept: Kept): boolean => kept.error.kind === 'nan-stop' && stops.get(endKey(kept)) !== kept;
  const faults = new Map(
    errors
      .filter(isFault)
      .toReversed()
      .map((kept) => [endKey(kept), kept]),
  );
  const isSecond = (kept: Kept): boolean => isFault(kept) && faults.get(endKey(kept)) !== kept;
  return errors.filter(
    (kept, index) =>
      !isWarning(kept) && !isSecond(kept) && (!follows[index] || DYING.has(kept.error.kind) || !causes.has(endKey(kept))),
  );
}

/** Python reports a segmentation fault, and then the shell does. */
const isFault = ({ error }: Kept): boolean => error.kind === 'segmentation-fault';

const endKey = ({ source, valuesBefore }: Kept): string => `${source.path}|${valuesBefore}`;
