import type { Finding } from '../api/finding';
import type { Report, Severity } from '../api/rule';
import type { RuleEntry } from '../config/types';
import type { Repository } from '../model/targets';
import { editsOf, listOf } from './fix-template';
import { internalRule } from './internal';
import { renderMessage } from './message';
import type { Target } from './targets';

/** A finding as the rule reported it, and the target whose settings apply. */
export interface RawFinding extends Omit<Finding, 'fingerprint'>, Pick<Report, 'cause' | 'follows'> {
  readonly target: Pick<Target, 'path' | 'example'>;
}

/** Makes a finding of a report, with the severity that the configuration sets for the rule there. */
export function rawFinding(
  { id, rule }: RuleEntry,
  target: Target,
  report: Report,
  { severity, repository }: { readonly severity: Severity; readonly repository: Pick<Repository, 'source'> },
): RawFinding {
  const template = report.fix ? undefined : rule.fixes?.[report.message];
  const fix = template ? editsOf(template, report, repository.source(report.at.file)?.text) : report.fix;
  const unsafe = template ? listOf(template).some((each) => each.unsafe) : report.unsafe;
  return {
    rule: id,
    severity: report.severity ?? severity,
    message: renderMessage(rule.messages[report.message] ?? '', report.data),
    messageId: report.message,
    at: report.at,
    related: report.related ?? [],
    ...(fix && { fix, ...(unsafe && { unsafe }) }),
    ...(report.evidence && { evidence: report.evidence }),
    ...(report.sparkline && { sparkline: report.sparkline }),
    ...(report.cause !== undefined && { cause: report.cause }),
    ...(report.follows !== undefined && { follows: report.follows }),
    ...(target.example && { example: target.example.folder }),
    ...(rule.fatal && { fatal: true }),
    target,
  };
}

/** That a rule failed on a target, in sentences. */
export const crashMessage = ({ id }: RuleEntry, { path }: Target, reason: string): string =>
  `The rule ${id} crashed on ${path || 'the repository'}. ${asSentence(reason)} Its other findings there may be missing. This is a bug in the rule, not in your files.`;

/** With a capital and a full stop, where it has none: a reason may end in what it quotes, or in the place in the code. */
export const asSentence = (reason: string): string =>
  `${reason.charAt(0).toUpperCase()}${reason.slice(1)}${/[.?!]"?$/.test(reason) ? '' : '.'}`;

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
