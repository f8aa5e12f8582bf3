import type { Finding } from '../api/finding';
import type { Report, Severity } from '../api/rule';
import type { RuleEntry } from '../config/types';
import { internalRule } from './internal';
import { renderMessage } from './message';
import type { Target } from './targets';

/** A finding before anything was done with it, and the target whose settings count. */
export interface RawFinding extends Omit<Finding, 'fingerprint'> {
  readonly target: Target;
}

/** What a rule reported of a target, at the severity that the configuration gives the rule there. */
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

/** That a rule failed on a target, in sentences. */
export const crashMessage = ({ id }: RuleEntry, { path }: Target, reason: string): string =>
  `The rule ${id} crashed on ${path || 'the repository'}: ${reason}. Its other findings there may be missing; this is a fault of the rule, not of your files.`;

/** A failure of cvl or of a rule on a target, as a finding. */
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
