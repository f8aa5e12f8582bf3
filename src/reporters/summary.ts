import type { Finding, LintResult } from '../api/finding';
import type { Severity } from '../api/rule';
import { groupBy } from '../text/group-by';

export type Counts = { readonly [severity in Severity]: number };

export function count(findings: Iterable<Finding>): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const finding of findings) counts[finding.severity]++;
  return counts;
}

/** `1 error`, `2 errors` */
export const plural = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/** `3 errors, 1 warning`, and the infos if there are any. */
export function describeCounts({ error, warning, info }: Counts): string {
  const parts = [plural(error, 'error'), plural(warning, 'warning')];
  if (info > 0) parts.push(plural(info, 'info'));
  return parts.join(', ');
}

/** Findings by file, in the order of the result. */
export const byFile = <F extends Finding>(findings: readonly F[]): Map<string, F[]> => groupBy(findings, ({ at }) => at.file);

const rank: Counts = { error: 0, warning: 1, info: 2 };

/** Most severe first. Findings of the same severity keep their order. */
export const mostSevereFirst = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort((a, b) => rank[a.severity] - rank[b.severity]);

/** Sorts counts: more errors first, then more warnings, then more infos. */
export const bySeverity = (a: Counts, b: Counts): number => b.error - a.error || b.warning - a.warning || b.info - a.info;

/** All files of a result, sorted: the linted ones, and those that only a finding names, such as a missing file. */
export function allFiles(result: LintResult): string[] {
  const files = new Set(result.files);
  for (const finding of result.findings) files.add(finding.at.file);
  for (const finding of result.suppressed) files.add(finding.at.file);
  return files.size === result.files.length ? [...result.files] : [...files].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
