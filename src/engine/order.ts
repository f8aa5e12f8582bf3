import type { Finding } from '../api/finding';
import { isPlace, isSpan, type Location } from '../text/span';

/** Sorts by file, place, rule, and message, and drops duplicates. Nothing else does either. */
export function inOrder<Item extends Omit<Finding, 'fingerprint'>>(findings: readonly Item[]): readonly Item[] {
  const sorted = [...findings].sort(compareFindings);
  return sorted.filter((finding, index) => !isSame(finding, sorted[index - 1]));
}

export const compareFindings = (a: Omit<Finding, 'fingerprint'>, b: Omit<Finding, 'fingerprint'>): number =>
  compare(a.at.file, b.at.file) || comparePlaces(a.at, b.at) || compare(a.rule, b.rule) || compare(a.message, b.message);

const compare = <Value extends string | number>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0);

function comparePlaces(a: Location, b: Location): number {
  const [lineA, columnA, endA] = key(a);
  const [lineB, columnB, endB] = key(b);
  return lineA - lineB || columnA - columnB || endA - endB;
}

/** Within one file, either all findings have spans or all have lines. Those about the whole file come first. */
function key(at: Location): readonly [number, number, number] {
  if (isSpan(at)) return [at.start, 0, at.end];
  if (isPlace(at)) return [at.line, at.column, at.endColumn ?? 0];
  return [-1, 0, 0];
}

const isSame = (a: Omit<Finding, 'fingerprint'>, b: Omit<Finding, 'fingerprint'> | undefined): boolean =>
  b !== undefined && a.rule === b.rule && a.message === b.message && a.at.file === b.at.file && comparePlaces(a.at, b.at) === 0;
