import { gzipSync } from 'node:zlib';
import type { Finding, LintResult, SuppressedFinding } from '../../api/finding';
import { defineReporter, type ReporterOptions } from '../../api/reporter';
import { mostSevereFirst } from '../summary';
import { jsonText } from '../text/json-text';
import { resultWriter } from './results';
import { ruleDescriptors } from './rules';

/** What GitHub accepts: results in a run, and bytes of the compressed file. It rejects a file that exceeds either. */
const limits = { results: 25_000, compressed: 10_000_000 };

/** The source of the conventions that cvl checks by default. */
const informationUri = 'https://github.com/kungfuai/CVlization';

export default defineReporter({
  summary: 'SARIF 2.1.0, for GitHub code scanning and editors',
  report(result, { env }) {
    let kept = limits.results;
    let text = write(result, kept, env);
    while (kept > 1 && text.length > limits.compressed && gzipSync(text).length > limits.compressed) {
      kept = Math.floor(Math.min(kept, result.findings.length) / 2);
      text = write(result, kept, env);
    }
    return text;
  },
});

function write(result: LintResult, maximum: number, env: ReporterOptions['env']): string {
  const findings = result.findings.length <= maximum ? result.findings : mostSevereFirst(result.findings).slice(0, maximum);
  const shown = [...findings, ...suppressedOf(result, env).slice(0, Math.max(0, maximum - findings.length))];
  const rules = ruleDescriptors(result, shown) as { readonly id: string }[];
  const toResult = resultWriter(result, new Map(rules.map((rule, index) => [rule.id, index])), shown.length > findings.length);
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'cvl', informationUri, version: result.version, semanticVersion: semantic(result.version), rules },
        },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications(result.findings, findings.length) }],
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        results: shown.map(toResult),
        properties: result.shard && { cvlShard: result.shard },
      },
    ],
  };
  return jsonText(log, 2);
}

/** GitHub ignores `suppressions` and would open an alert for each, so they're left out of a file that an Action uploads. */
const suppressedOf = ({ suppressed }: LintResult, env: ReporterOptions['env']): readonly SuppressedFinding[] =>
  env['GITHUB_ACTIONS'] === 'true' ? [] : suppressed;

/** A notification if the report is cut. */
function notifications(findings: readonly Finding[], shown: number): object[] {
  if (shown === findings.length) return [];
  const text = `This report has the ${shown} most severe of ${findings.length} findings, because GitHub accepts no more. The other formats have all of them.`;
  return [{ level: 'warning', message: { text } }];
}

const semantic = (version: string): string | undefined => (/^\d+\.\d+\.\d+(?:[-+].*)?$/.test(version) ? version : undefined);
