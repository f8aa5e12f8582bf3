import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import type { Finding } from '../../api/finding';
import { locate } from '../../reporters/locate';
import { count, describeCounts, plural } from '../../reporters/summary';
import { visible } from '../../reporters/text/visible';
import { severities } from './inputs';
import { lintScope, type Scope, type Surroundings } from './surroundings';

interface LintInput extends Scope {
  readonly severity: (typeof severities)[number];
  readonly offset: number;
  readonly limit: number;
}

/** Findings at or above a severity, the most severe first, a line each. */
export async function lintTool(surroundings: Surroundings, input: LintInput): Promise<CallToolResult> {
  const { severity, offset, limit } = input;
  const result = await lintScope(surroundings, input);
  const rank = (finding: Finding): number => severities.indexOf(finding.severity);
  const wanted = result.findings
    .filter((finding) => rank(finding) <= severities.indexOf(severity))
    .sort((a, b) => rank(a) - rank(b));
  const at = locate(result);
  const shown = wanted.slice(offset, offset + limit).map((finding) => {
    const region = at(finding.at);
    return {
      file: finding.at.file,
      ...(region && { line: region.line, column: region.column }),
      severity: finding.severity,
      rule: finding.rule,
      message: finding.message,
      fix: finding.fix ? (finding.unsafe ? 'unsafe' : 'safe') : 'none',
    };
  });
  const next = offset + shown.length;
  const heading =
    wanted.length === 0
      ? `No findings in ${plural(result.files.length, 'file')}.`
      : `${plural(wanted.length, 'finding')} (${describeCounts(count(wanted))}).`;
  const lines = shown.map(
    ({ file, line, column, severity: level, rule, message, fix }) =>
      `${visible(file)}:${line ?? 0}:${column ?? 0} ${level} ${rule} ${visible(message)}${fix === 'none' ? '' : ` [${fix} fix]`}`,
  );
  const more = next < wanted.length ? [`For more: offset ${next}.`] : [];
  return {
    content: [{ type: 'text', text: [heading, ...lines, ...more].join('\n') }],
    structuredContent: { total: wanted.length, findings: shown, ...(next < wanted.length && { nextOffset: next }) },
  };
}
