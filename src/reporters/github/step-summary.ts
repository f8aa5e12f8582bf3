import type { Finding, LintResult } from '../../api/finding';
import { type Locate, locate } from '../locate';
import { count, describeCounts, mostSevereFirst, plural } from '../summary';
import { sparkline } from '../text/sparkline';
import { shorten, visible } from '../text/visible';

/** GitHub rejects a summary larger than 1 MiB. This leaves room for what else the step writes. */
const maximumBytes = 1_000_000;
const maximumMessage = 1000;
/** Bytes for the last line, which says what was left out. */
const reserve = 200;

/** The findings as Markdown, most severe first. */
export function stepSummary(result: LintResult): string {
  const { findings } = result;
  if (findings.length === 0) return `### cvl: no problems\n\nChecked ${plural(result.files.length, 'file')}.\n`;
  const at = locate(result);
  const head = `### cvl: ${plural(findings.length, 'problem')} (${describeCounts(count(findings))})\n\n| | Place | Problem | Rule |\n| --- | --- | --- | --- |\n`;
  const rows: string[] = [];
  let bytes = Buffer.byteLength(head) + reserve;
  for (const finding of mostSevereFirst(findings)) {
    const line = row(finding, at);
    bytes += Buffer.byteLength(line);
    if (bytes > maximumBytes) break;
    rows.push(line);
  }
  const hidden = findings.length - rows.length;
  const rest =
    hidden > 0 ? `\n${plural(hidden, 'more problem')} didn't fit in this summary. The other formats have all of them.\n` : '';
  return `${head}${rows.join('')}${rest}\n`;
}

function row(finding: Finding, at: Locate): string {
  const region = at(finding.at);
  const place = `${finding.at.file || '.'}${region ? `:${region.line}:${region.column}` : ''}`;
  const drawing = finding.sparkline?.length ? ` ${sparkline(finding.sparkline)}` : '';
  const message = finding.message
    .split(/\r\n|\r|\n/)
    .map((line) => literal(shorten(line, maximumMessage)))
    .slice(0, 8)
    .join('<br>');
  return `| ${finding.severity} | ${literal(place)} | ${message}${drawing} | ${literal(finding.rule)} |\n`;
}

/** Escapes text of the repository, so that it contains no Markdown, HTML, mentions, or links. */
const literal = (text: string): string =>
  visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_{}[\]()#+!|~@:]/g, (character) => `&#${character.charCodeAt(0)};`);
