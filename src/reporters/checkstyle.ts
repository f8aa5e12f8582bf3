import type { Finding, LintResult } from '../api/finding';
import { defineReporter } from '../api/reporter';
import { locate } from './locate';
import { absolutePath } from './paths';
import { byFile } from './summary';
import { xmlAttributes } from './text/xml';

export default defineReporter({
  summary: 'Checkstyle XML, for code review tools',
  report(result) {
    const files = [...byFile(result.findings)].map(
      ([file, findings]) =>
        `  <file${xmlAttributes({ name: absolutePath(result.root, file) })}>\n${findings.map((finding) => error(result, finding)).join('')}  </file>\n`,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n<checkstyle version="4.3">\n${files.join('')}</checkstyle>\n`;
  },
});

function error(result: LintResult, { at, severity, message, rule }: Finding): string {
  const region = locate(result)(at);
  return `    <error${xmlAttributes({ line: region?.line, column: region?.column, severity, message, source: `cvl.${rule}` })}/>\n`;
}
