import type { Finding } from '../api/finding';
import { defineReporter } from '../api/reporter';
import { locate, wholeFile } from './locate';
import { pathBelow } from './paths';
import { jsonText } from './text/json-text';

export default defineReporter({
  summary: 'GitLab Code Quality',
  report(result, { env }) {
    const at = locate(result);
    const unique = uniqueNames();
    const issues = result.findings.map((finding) => {
      const region = at(finding.at) ?? wholeFile;
      return {
        type: 'issue',
        description: finding.message,
        check_name: finding.rule,
        fingerprint: unique(finding.fingerprint),
        severity: severity(finding),
        location: {
          path: pathBelow(env['CI_PROJECT_DIR'], result.root, finding.at.file),
          lines: { begin: region.line, end: region.endLine },
        },
      };
    });
    return jsonText(issues, 2);
  },
});

function severity(finding: Finding): 'info' | 'minor' | 'major' | 'critical' {
  if (finding.severity === 'error') return finding.fatal ? 'critical' : 'major';
  return finding.severity === 'warning' ? 'minor' : 'info';
}

/** GitLab shows only one of several issues with the same fingerprint. */
function uniqueNames(): (name: string) => string {
  const seen = new Map<string, number>();
  return (name) => {
    const number = (seen.get(name) ?? 0) + 1;
    seen.set(name, number);
    return number === 1 ? name : `${name}-${number}`;
  };
}
