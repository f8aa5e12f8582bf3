import type { Finding } from '../api/finding';
import type { Configuration } from '../config/types';
import { check } from '../engine/check';
import { renderMessage } from '../engine/message';
import type { RunArtifact } from '../model/targets';

/** A finding about a run that may still be running. */
export type LiveFinding = Pick<Finding, 'rule' | 'severity' | 'message' | 'messageId' | 'at' | 'evidence'>;

/** What the rules of scope `run` report about a run now, without the rules in `except`. */
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
    const { reports } = await check(
      rule,
      { value: target, path: target.path, example: target.example },
      {
        repository: target.repository,
        context: { options, today },
      },
    );
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

/** Identifies a fault: the same one of the same curve is reported once, however far the curve has moved on. */
export const identityOf = ({ rule, messageId, evidence }: LiveFinding): string =>
  [rule, messageId, evidence?.['series'] ?? evidence?.['message'] ?? evidence?.['gpu'] ?? ''].join('|');
