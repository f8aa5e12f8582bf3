import type { Severity } from '../api/rule';
import type { RawFinding } from './raw-finding';

/**
 * Leaves out what only follows from a cause that has a finding of its own, which becomes as severe as the worst of them. A finding that is
 * about the cause that it follows from is left out only where another one is about it as well.
 */
export function withoutConsequences(found: readonly RawFinding[]): readonly RawFinding[] {
  const first = new Set(found.flatMap(({ cause, follows }) => (cause === undefined || cause === follows ? [] : [cause])));
  const known = new Set(found.flatMap(({ cause }) => cause ?? []));
  const isLeftOut = ({ cause, follows }: RawFinding): boolean =>
    follows !== undefined && (cause === follows ? first : known).has(follows);
  const worst = new Map<string, Severity>();
  for (const { follows, severity } of found.filter(isLeftOut)) {
    const other = worst.get(follows!);
    if (!other || isWorse(severity, other)) worst.set(follows!, severity);
  }
  return found
    .filter((finding) => !isLeftOut(finding))
    .map((finding) => {
      const other = finding.cause === undefined ? undefined : worst.get(finding.cause);
      return other && isWorse(other, finding.severity) ? { ...finding, severity: other } : finding;
    });
}

const order: readonly Severity[] = ['info', 'warning', 'error'];
const isWorse = (one: Severity, other: Severity): boolean => order.indexOf(one) > order.indexOf(other);
