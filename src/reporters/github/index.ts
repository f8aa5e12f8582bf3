import type { Finding, LintResult } from '../../api/finding';
import { defineReporter, type ReporterOptions } from '../../api/reporter';
import type { Severity } from '../../api/rule';
import { locate } from '../locate';
import { pathBelow } from '../paths';
import { count, describeCounts, mostSevereFirst, plural } from '../summary';
import { shorten } from '../text/visible';
import { stepSummary } from './step-summary';

/** GitHub shows only this many annotations of each level in a step, and only this many characters of a message. */
const limits = { perLevel: 10, message: 4096 };

const commands: { readonly [severity in Severity]: string } = { error: 'error', warning: 'warning', info: 'notice' };

export default defineReporter({
  summary: 'annotations and a step summary for GitHub Actions',
  report(result, options) {
    if (result.findings.length === 0) return '';
    const left = { error: limits.perLevel, warning: limits.perLevel, info: limits.perLevel };
    const shown = mostSevereFirst(result.findings).filter((finding) => left[finding.severity]-- > 0);
    const lines = shown.map((finding) => annotation(result, options, finding));
    const hidden = count(result.findings);
    const shownCounts = count(shown);
    const parts = (['error', 'warning', 'info'] as const)
      .map((severity) => ({ severity, number: hidden[severity] - shownCounts[severity] }))
      .filter(({ number }) => number > 0)
      .map(({ severity, number }) => plural(number, severity));
    lines.push(`cvl found ${plural(result.findings.length, 'problem')} (${describeCounts(hidden)}).`);
    if (parts.length > 0) {
      lines.push(`Not annotated: ${parts.join(', ')}. GitHub shows at most ${limits.perLevel} of each severity in a step.`);
    }
    return `${lines.join('\n')}\n`;
  },
  attachments(result, options) {
    const path = options.env['GITHUB_STEP_SUMMARY'];
    return path ? [{ path, text: stepSummary(result) }] : [];
  },
});

/** A workflow command. If a finding spans several lines, it has no columns, because GitHub wouldn't show it. */
function annotation(result: LintResult, options: ReporterOptions, finding: Finding): string {
  const region = locate(result)(finding.at);
  const file = pathBelow(options.env['GITHUB_WORKSPACE'], result.root, finding.at.file);
  const properties: [string, string | number][] = file === '' ? [] : [['file', file]];
  if (region) {
    properties.push(['line', region.line], ['endLine', region.endLine]);
    if (region.line === region.endLine) properties.push(['col', region.column], ['endColumn', region.endColumn]);
  }
  properties.push(['title', finding.rule]);
  const written = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',');
  return `::${commands[finding.severity]} ${written}::${data(shorten(message(result, finding), limits.message))}`;
}

function message(result: LintResult, finding: Finding): string {
  const at = locate(result);
  const places = finding.related.map((related) => {
    const region = at(related.at);
    return `${related.at.file}${region ? `:${region.line}:${region.column}` : ''} ${related.message}`.trimEnd();
  });
  return [finding.message, ...places].join('\n');
}

const unseen = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu;

/** The runner reads a command to the end of the line, then decodes these escapes. */
const data = (text: string): string =>
  text
    .replace(unseen, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
