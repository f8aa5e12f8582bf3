import type { Finding } from '../api/finding';
import { badSamples } from '../api/samples';
import type { Configuration, RuleEntry } from '../config/types';
import { internalRule } from '../engine/internal';
import { lintSample } from '../testing';
import { lineStarts, positionAt } from '../text/lines';

/** A page shows at most this many findings of one sample. */
const mostReports = 3;

/** What a rule reports in each of its bad samples, a line for each finding: `train.sh:2:1 Nothing is mounted at /workspace. …`. */
export type SampleReports = readonly (readonly string[])[];

/** What a rule reports in its samples. Empty where the rule crashes, of which `crashed` is told. */
export async function sampleReports(
  { rule, plugin }: RuleEntry,
  { builtins, tables }: Pick<Configuration, 'builtins' | 'tables'>,
  { crashed = () => {}, timeoutMs }: { readonly crashed?: (message: string) => void; readonly timeoutMs?: number } = {},
): Promise<SampleReports> {
  const reports: (readonly string[])[] = [];
  const beside = rule.scope === 'directives' ? builtins.plugins.filter(({ name }) => name !== plugin) : undefined;
  for (const { sample } of badSamples(rule.docs)) {
    const result = await lintSample(rule, sample, {
      plugin,
      tables: Object.fromEntries(tables),
      ...(beside && { beside }),
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
    for (const finding of result.findings) if (finding.rule === internalRule.id) crashed(finding.message);
    const own = result.findings.filter((finding) => finding.rule === `${plugin}/${rule.name}`);
    reports.push(own.slice(0, mostReports).map((finding) => line(finding, result.text(finding.at.file) ?? '')));
  }
  return reports;
}

function line({ at, message }: Finding, text: string): string {
  const file = at.file.replace(/^examples\/demo\/?/, '') || '.';
  const place = 'start' in at ? positionAt(lineStarts(text), at.start) : 'line' in at ? at : undefined;
  return `${file}${place ? `:${place.line}:${place.column}` : ''} ${message}`;
}
