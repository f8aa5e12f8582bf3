import type { Finding } from '../api/finding';
import type { Configuration } from '../config/types';
import { check } from '../engine/check';
import { renderMessage } from '../engine/message';
import type { RunArtifact } from '../model/targets';

/** A finding about a run that may still go on. */
export type LiveFinding = Pick<Finding, 'rule' | 'severity' | 'message' | 'messageId' | 'at' | 'evidence'>;

/** What the rules of scope `run` say of a run now, without those named in `except`. */
export async function judgeNow(
  target: RunArtifact,
  configuration: Configuration,
  except: ReadonlySet<string>,
): Promise<readonly LiveFinding[]> {
  const found: LiveFinding[] = [];
  const today = new Date().toISOString().slice(0, 10);
  for (const { id, rule } of configuration.rules.values()) {
    if (rule.scope !== 'run' || except.has(id) || !configuration.canBeOn(id)) continue;
    const { severity, options } = configuration.setting(id, target.path, target.example);
    if (severity === 'off') continue;
    const { reports } = await check(rule, { value: target, path: target.path, example: target.example }, { options, today });
    for (const report of reports) {
      const message = renderMessage(rule.messages[report.message] ?? '', report.data);
      found.push({
        rule: id,
        severity: report.severity ?? severity,
        message,
        messageId: report.message,
        at: report.at,
        evidence: report.evidence ?? {},
      });
    }
  }
  return found;
}

/** The same fault of the same curve, however far it has moved on: told once. */
export const identityOf = ({ rule, messageId, evidence }: LiveFinding): string =>
  [rule, messageId, evidence?.['series'] ?? evidence?.['message'] ?? evidence?.['gpu'] ?? ''].join('|');
