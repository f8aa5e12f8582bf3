import { isMapping } from '../../model/fields';
import type { GitHistory, LastChange } from '../../model/git-history';
import type { Example } from '../../model/targets';
import { groundOf } from './ground';

/** Why an example needs verifying. */
export type DueReason = 'never' | 'undated' | 'stale' | 'changed' | 'asked';

export interface Due {
  readonly reason: DueReason;
  /** A sentence for people. */
  readonly because: string;
  /** `YYYY-MM-DD`, as the metadata has it. */
  readonly lastVerified?: string;
  /** The files of its ground that changed, sorted. */
  readonly changed: readonly string[];
}

interface Options {
  readonly history: GitHistory | undefined;
  /** `YYYY-MM-DD` */
  readonly today: string;
  readonly staleAfterDays: number;
}

/** Whether an example needs verifying: it never was, its record is old, or its ground has changed since. Undefined if it doesn't. */
export function dueOf(example: Example, { history, today, staleAfterDays }: Options): Due | undefined {
  const record = example.metadata?.data?.['verification'];
  const written = isMapping(record) ? record['last_verified'] : undefined;
  if (written === undefined || written === null) return { reason: 'never', because: 'It was never verified.', changed: [] };
  const age = daysBetween(written, today);
  if (typeof written !== 'string' || age === undefined)
    return { reason: 'undated', because: `Its \`last_verified\` isn't a date: ${String(written)}.`, changed: [] };
  const changed = history ? changedGround(example, written, history) : [];
  if (changed.length > 0) {
    const names = changed.slice(0, 3).join(', ');
    const because = `It has changed since ${written}: ${names}${changed.length > 3 ? ` and ${changed.length - 3} more` : ''}.`;
    return { reason: 'changed', because, lastVerified: written, changed };
  }
  if (age <= staleAfterDays) return undefined;
  return { reason: 'stale', because: `It was verified ${age} days ago, on ${written}.`, lastVerified: written, changed };
}

/** Whether an example's ground is among the files that changed since a commit. */
export function dueSince(example: Example, changed: ReadonlySet<string>, commit: string): Due | undefined {
  const own = groundOf(example).filter((path) => changed.has(path));
  if (own.length === 0) return undefined;
  return { reason: 'changed', because: `It has changed since ${commit}: ${own.slice(0, 3).join(', ')}.`, changed: own };
}

/**
 * The files of the ground that changed after the verification. That is after the commit that wrote the record, which often holds the
 * changes that were verified; where the record isn't committed as it is, it's after its day.
 */
function changedGround(example: Example, day: string, history: GitHistory): readonly string[] {
  const metadata = example.metadata?.path ?? '';
  const recorded = history.uncommitted.has(metadata) ? undefined : history.lineChanges.get(metadata);
  const isLater = ({ age, day: changed }: LastChange): boolean => (recorded ? age < recorded.age : changed > day);
  return groundOf(example).filter((path) => {
    const change = history.changes.get(path);
    return history.uncommitted.has(path) || (change !== undefined && isLater(change));
  });
}

/** Whole days from one day to another. Undefined if one isn't a day of the calendar. */
function daysBetween(from: unknown, to: string): number | undefined {
  const time = (day: unknown): number =>
    typeof day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(day) && isReal(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  const days = Math.round((time(to) - time(from)) / 86_400_000);
  return Number.isNaN(days) ? undefined : days;
}

function isReal(day: string): boolean {
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
}
