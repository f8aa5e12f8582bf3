import type { Report, Severity } from '../api/rule';
import type { RuleEntry } from '../config/types';
import { query } from '../model/query';
import type { Repository } from '../model/targets';
import { lineStarts, regionOf } from '../text/lines';
import { listOf } from '../text/list-of';
import { isSpan, type Location, type SourceFile } from '../text/span';
import { editsOf } from './fix-template';
import { renderMessage } from './message';
import type { RawFinding } from './raw-finding';
import type { Target } from './targets';

/** Makes a finding of a report, with the severity that the configuration sets for the rule there. */
export function rawFinding(
  { id, rule }: RuleEntry,
  target: Target,
  report: Report,
  { severity, repository }: { readonly severity: Severity; readonly repository: Pick<Repository, 'source'> },
): RawFinding {
  const template = report.fix ? undefined : rule.fixes?.[report.message];
  const located = <At extends Location>(at: At): At => {
    const file = isSpan(at) ? repository.source(at.file) : undefined;
    return isSpan(at) && file ? { ...at, region: regionOf(startsOf(file), at) } : at;
  };
  const fix = template ? editsOf(template, report, repository.source(report.at.file)?.text) : report.fix;
  const unsafe = template ? listOf(template).some((each) => each.unsafe) : report.unsafe;
  return {
    rule: id,
    severity: report.severity ?? severity,
    message: renderMessage(rule.messages[report.message] ?? '', report.data),
    messageId: report.message,
    at: located(report.at),
    related: (report.related ?? []).map((each) => ({ ...each, at: located(each.at) })),
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

const startsOf = query('file.line-starts', (file: SourceFile) => lineStarts(file.text));
