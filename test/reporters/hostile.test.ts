import fc from 'fast-check';
import type { Finding } from '../../src/api/finding';
import { builtinReporters, loadReporter } from '../../src/reporters';
import { finding, lintResult, plain } from './result';

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(
      fc.constantFrom(
        '::error::',
        '\n',
        '\r',
        '\u001b[2J',
        '\u009b',
        '\u202e',
        ']]>',
        '<',
        '&',
        '"',
        '`',
        '|',
        '%0A',
        '](1)',
        '[',
        '\\',
        '\ud800',
        'a',
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
);

const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    file: text,
    message: text,
    rule: text,
    other: text,
    start: fc.nat(40),
    length: fc.nat(40),
    severity: fc.constantFrom('error', 'warning', 'info'),
  })
  .map(({ file, message, rule, other, start, length, severity }) =>
    finding(file, {
      message,
      rule,
      severity: severity as Finding['severity'],
      at: { file, start, end: start + length },
      related: [{ message: other, at: { file: other } }],
      evidence: { [other]: message },
      fix: [{ file, start, end: start + length, text: other }],
    }),
  );

test.each(Object.keys(builtinReporters))('%s never prints text of the repository that controls a terminal', async (name) => {
  const reporter = await loadReporter(name);
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyFinding, { maxLength: 4 }),
      fc.option(fc.integer({ min: 20, max: 200 }), { nil: undefined }),
      text,
      async (findings, width, content) => {
        const files = Object.fromEntries(findings.map((each) => [each.at.file, content]));
        const result = lintResult(files, { findings, rules: [] });
        const options = { ...plain, width, env: { GITHUB_STEP_SUMMARY: '/tmp/summary.md' } };
        const report = (await reporter?.report(result, options)) ?? '';
        const attached = reporter?.attachments?.(result, options).map((each) => each.text) ?? [];
        for (const written of [report, ...attached])
          expect(written).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        if (['json', 'sarif', 'gitlab', 'rdjson'].includes(name)) JSON.parse(report);
        if (name === 'github') expect(report.split('\n').filter((line) => line.startsWith('::')).length).toBe(findings.length);
        if (name === 'junit') expect((report.match(/<failure /g) ?? []).length).toBe(findings.length);
        if (name === 'checkstyle') expect((report.match(/<error /g) ?? []).length).toBe(findings.length);
      },
    ),
    { numRuns: 150 },
  );
});
