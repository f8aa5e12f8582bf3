import type { LintResult } from '../api/finding';
import { plural } from './summary';

/** Timings as a table for people. */
export function describeStatistics({ statistics, findings, suppressed }: LintResult): string {
  const { files, phases, rules, queries, examples, milliseconds } = statistics;
  const lines = [
    '',
    `${plural(files.listed, 'file')} listed, ${files.read} read (${(files.bytes / 1e6).toFixed(1)} MB), ${plural(examples, 'example')}`,
    `${plural(findings.length, 'finding')}, ${suppressed.length} suppressed, ${milliseconds.toFixed(0)} ms`,
    '',
    table([['phase', 'ms'], ...phases.map((phase) => [phase.name, phase.milliseconds.toFixed(1)])]),
    '',
    table([
      ['rule', 'ms', 'targets', 'findings'],
      ...rules.map((rule) => [rule.rule, rule.milliseconds.toFixed(1), String(rule.targets), String(rule.findings)]),
    ]),
    '',
    table([
      ['query', 'ms', 'answers'],
      ...queries.map((each) => [each.query, each.milliseconds.toFixed(1), String(each.answers)]),
    ]),
    '',
  ];
  return `${lines.join('\n')}\n`;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
