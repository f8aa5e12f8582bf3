import type { Location } from '../../src/api';
import type { Finding, LintResult } from '../../src/api/finding';
import { describeFixes } from '../../src/fix/diff';
import { applyFixes } from '../../src/fix/edits';
import { type Locate, locate } from '../../src/reporters/locate';
import { visible, visibleLines } from '../../src/reporters/text/visible';
import { displayWidth } from '../../src/reporters/text/width';

/**
 * The findings of a result as text, to read and compare: place and rule, the line with its words underlined, the message, the related
 * places, and the fix as a diff. Invisible characters are shown as `␍`.
 */
export function caseReport(result: LintResult): string {
  const findings = result.findings.map((finding) => describe(finding, result));
  const suppressed = result.suppressed.map(
    (finding) =>
      `${heading({ ...finding, severity: 'suppressed' }, locate(result))}\n${indented(finding.suppression.reason ?? '')}`,
  );
  const blocks = [...(findings.length > 0 ? findings : ['No findings.']), ...suppressed];
  return `${blocks.map((block) => block.trimEnd()).join('\n\n')}\n`;
}

function describe(finding: Finding, result: LintResult): string {
  const where = locate(result);
  return [
    heading(finding, where),
    ...underlined(finding.at, result),
    ...visibleLines(finding.message).map((line) => `  ${line}`),
    ...finding.related.map(({ at, message }) => `    see ${place(at, where)}: ${visible(message)}`),
    ...(finding.fix ? [`  ${finding.unsafe ? 'unsafe fix' : 'fix'}:`, indented(fixOf(finding, result), 4)] : []),
  ].join('\n');
}

const heading = (
  { at, severity, rule, messageId }: Pick<Finding, 'at' | 'rule' | 'messageId'> & { readonly severity: string },
  where: Locate,
): string => `${place(at, where)} ${severity} ${rule} ${messageId}`;

function place(at: Location, where: Locate): string {
  const region = where(at);
  return [visible(at.file || '.'), ...(region ? [region.line, region.column] : [])].join(':');
}

/** The first line of the place, and a line that underlines its words. Empty for a whole file. */
function underlined(at: Location, result: LintResult): string[] {
  const region = locate(result)(at);
  const line = region && result.text(at.file)?.split(/\r\n|[\r\n]/)[region.line - 1];
  if (!region || line === undefined) return [];
  const start = region.column - 1;
  const end = region.endLine > region.line ? line.length : region.endColumn - 1;
  const before = displayWidth(visible(line.slice(0, start)));
  const width = Math.max(1, displayWidth(visible(line.slice(start, end))));
  return [`  ${visible(line)}`, `  ${' '.repeat(before)}${'^'.repeat(width)}`];
}

function fixOf(finding: Finding, result: LintResult): string {
  const { texts, deferred } = applyFixes([finding], result.text);
  return deferred.length > 0 ? 'The edits of this fix are outside the file or overlap.' : describeFixes(texts, result.text);
}

const indented = (text: string, by = 2): string =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(by) + visible(line)))
    .join('\n');
