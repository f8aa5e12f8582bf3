import type { Finding } from '../api/finding';
import { moduleOf } from '../config/code';
import type { Configuration } from '../config/types';
import { check } from '../engine/check';
import { internalRule } from '../engine/internal';
import { renderMessage } from '../engine/message';
import { crashMessage } from '../engine/raw-finding';
import type { RunArtifact } from '../model/targets';

/** A finding about a run that may still be running. */
export type LiveFinding = Pick<Finding, 'rule' | 'severity' | 'message' | 'messageId' | 'at' | 'evidence'>;

/** What the rules of scope `run` report about a run now, without the rules in `except`. A rule that crashes is a finding. */
export async function judgeNow(
  target: RunArtifact,
  configuration: Configuration,
  except: ReadonlySet<string>,
  timeoutMs?: number,
): Promise<readonly LiveFinding[]> {
  const found: LiveFinding[] = [];
  const today = new Date().toISOString().slice(0, 10);
  for (const entry of configuration.rules.values()) {
    const { id, rule } = entry;
    if (rule.scope !== 'run' || except.has(id) || !configuration.canBeOn(id)) continue;
    const { severity, options } = configuration.setting(id, target.path, target.example);
    if (severity === 'off') continue;
    const judged = { value: target, path: target.path, example: target.example };
    const { reports, crashes } = await check(rule, judged, {
      repository: target.repository,
      context: { options, today },
      file: moduleOf(rule),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
    for (const reason of crashes) found.push(crashOf(crashMessage(entry, judged, reason), target));
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

const crashOf = (message: string, { path }: RunArtifact): LiveFinding => ({
  rule: internalRule.id,
  severity: 'error',
  message,
  messageId: 'crashed',
  at: { file: path },
  evidence: { message },
});

/** Whether a rule crashed: that says nothing about the run. */
export const isCrash = ({ rule }: Pick<LiveFinding, 'rule'>): boolean => rule === internalRule.id;

/** Identifies a fault: the same one of the same curve is reported once, however far the curve has moved on. */
export const identityOf = ({ rule, messageId, evidence }: LiveFinding): string =>
  [rule, messageId, evidence?.['series'] ?? evidence?.['message'] ?? evidence?.['gpu'] ?? ''].join('|');
