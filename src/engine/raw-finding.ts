import type { Finding } from '../api/finding';
import type { Report, Severity } from '../api/rule';
import type { RuleEntry } from '../config/types';
import { internalRule } from './internal';
import { renderMessage } from './message';
import type { Target } from './targets';

/** A finding as the rule reported it, and the target whose settings apply. */
export interface RawFinding extends Omit<Finding, 'fingerprint'> {
  readonly target: Target;
}

/** Makes a finding of a report, with the severity that the configuration sets for the rule there. */
export function rawFinding({ id, rule }: RuleEntry, target: Target, report: Report, severity: Severity): RawFinding {
  return {
    rule: id,
    severity: report.severity ?? severity,
    message: renderMessage(rule.messages[report.message] ?? '', report.data),
    messageId: report.message,
    at: report.at,
    related: report.related ?? [],
    ...(report.fix && { fix: report.fix }),
    ...(report.evidence && { evidence: report.evidence }),
    ...(report.sparkline && { sparkline: report.sparkline }),
    ...(target.example && { example: target.example.folder }),
    ...(rule.fatal && { fatal: true }),
    target,
  };
}

/** Makes a finding of a crash, of a rule or of cvl itself. */
export const crashed = (target: Target, message: string): RawFinding => ({
  rule: internalRule.id,
  severity: 'error',
  message,
  messageId: 'crashed',
  at: { file: target.path },
  related: [],
  fatal: true,
  target,
});
