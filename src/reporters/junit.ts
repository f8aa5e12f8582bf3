import type { Finding, LintResult } from '../api/finding';
import { defineReporter } from '../api/reporter';
import { locate } from './locate';
import { allFiles, byFile } from './summary';
import { xmlAttributes, xmlText } from './text/xml';

export default defineReporter({
  summary: 'JUnit XML, with a test suite for each file',
  report(result) {
    const found = byFile(result.findings);
    const fatal = result.findings.filter((finding) => finding.fatal).length;
    const head = xmlAttributes({
      name: 'cvl',
      tests: tests(result, found),
      failures: result.findings.length - fatal,
      errors: fatal,
    });
    const suites = allFiles(result).map((file) => suite(result, file, found.get(file) ?? []));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${head}>\n${suites.join('')}</testsuites>\n`;
  },
});

/** A clean file counts as one passed test. */
const tests = (result: LintResult, found: ReadonlyMap<string, readonly Finding[]>): number =>
  result.findings.length + allFiles(result).filter((file) => !found.has(file)).length;

function suite(result: LintResult, file: string, findings: readonly Finding[]): string {
  const name = file || '.';
  const errors = findings.filter((finding) => finding.fatal).length;
  const head = xmlAttributes({ name, tests: Math.max(1, findings.length), failures: findings.length - errors, errors });
  const cases = findings.map((finding) => testCase(result, name, finding));
  if (cases.length === 0) cases.push(`    <testcase${xmlAttributes({ name, classname: name })}/>\n`);
  return `  <testsuite${head}>\n${cases.join('')}  </testsuite>\n`;
}

function testCase(result: LintResult, name: string, finding: Finding): string {
  const region = locate(result)(finding.at);
  const element = finding.fatal ? 'error' : 'failure';
  const place = region ? `${name}:${region.line}:${region.column}` : name;
  const test = xmlAttributes({ name: finding.rule, classname: name, file: name, line: region?.line });
  const failure = xmlAttributes({ message: finding.message, type: finding.severity });
  return `    <testcase${test}>\n      <${element}${failure}>${xmlText(`${place} ${finding.severity} ${finding.message}`)}</${element}>\n    </testcase>\n`;
}
