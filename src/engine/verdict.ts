import type { LintResult } from '../api/finding';
import type { Severity } from '../api/rule';

const rank: { readonly [severity in Severity]: number } = { info: 0, warning: 1, error: 2 };

/** 0: clean. 1: findings at or above the threshold, or too many warnings. 2: a rule crashed, so findings may be missing. */
export function exitCodeOf(
  result: LintResult,
  { failOn, maxWarnings }: { failOn: Severity; maxWarnings: number | undefined },
): 0 | 1 | 2 {
  if (result.crashed) return 2;
  if (result.findings.some(({ severity }) => rank[severity] >= rank[failOn])) return 1;
  const warnings = result.findings.filter(({ severity }) => severity === 'warning').length;
  return maxWarnings !== undefined && warnings > maxWarnings ? 1 : 0;
}
