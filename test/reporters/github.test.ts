import type { LintResult } from '../../src/api/finding';
import github from '../../src/reporters/github';
import { finding, lintResult, plain } from './result';

const report = (result: LintResult, env = {}) => String(github.report(result, { ...plain, env }));
const summary = (result: LintResult): string =>
  github.attachments?.(result, { ...plain, env: { GITHUB_STEP_SUMMARY: '/tmp/summary.md' } })[0]?.text ?? '';

test('each finding is a workflow command with its place', () => {
  const findings = [
    finding('a.sh', { at: { file: 'a.sh', start: 2, end: 4 }, severity: 'warning', message: 'no good' }),
    finding('a.sh', {
      at: { file: 'a.sh', start: 0, end: 4 },
      related: [{ message: 'the launch', at: { file: 'a.sh', start: 0, end: 1 } }],
    }),
    finding('a', { at: { file: 'a' }, severity: 'info' }),
  ];
  expect(
    report(lintResult({ 'a.sh': 'x\nyz\n' }, { findings })),
  ).toBe(`::error file=a.sh,line=1,endLine=2,title=docker/mounts::no mount at /workspace%0Aa.sh:1:1 the launch
::warning file=a.sh,line=2,endLine=2,col=1,endColumn=3,title=docker/mounts::no good
::notice file=a,title=docker/mounts::no mount at /workspace
cvl found 3 problems (1 error, 1 warning, 1 info).
`);
});

test('text of the repository never becomes a command', () => {
  const name = 'a,line=1::b%0A\n::set-env name=X::y.sh';
  const findings = [finding(name, { message: '100 %\r\n::add-mask::x \u001b[31m' })];
  const lines = report(lintResult({ [name]: 'x' }, { findings }))
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toBe(
    '::error file=a%2Cline=1%3A%3Ab%250A%0A%3A%3Aset-env name=X%3A%3Ay.sh,line=1,endLine=1,col=1,endColumn=2,title=docker/mounts::100 %25%0D%0A::add-mask::x \\u{1b}[31m',
  );
});

test('ten findings of each severity are annotated, most severe first, and the rest are counted', () => {
  const findings = Array.from({ length: 30 }, (_, index) => finding('a.sh', { severity: index % 2 ? 'error' : 'warning' }));
  const lines = report(lintResult({ 'a.sh': 'x' }, { findings }))
    .trimEnd()
    .split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual([
    ...Array(10).fill('::error'),
    ...Array(10).fill('::warning'),
    'cvl',
    'Not',
  ]);
  expect(lines.at(-1)).toContain('5 errors, 5 warnings');
});

test('paths are relative to the top of the checkout', () => {
  const result = lintResult({ 'a.sh': 'x' }, { root: '/work/checkout/examples', findings: [finding('a.sh')] });
  expect(report(result, { GITHUB_WORKSPACE: '/work/checkout' })).toContain('file=examples/a.sh,');
  expect(report(result, { GITHUB_WORKSPACE: '/elsewhere' })).toContain('file=a.sh,');
});

test('a long message is cut to what GitHub accepts', () => {
  const line = report(lintResult({ 'a.sh': 'x' }, { findings: [finding('a.sh', { message: 'x'.repeat(10_000) })] })).split(
    '\n',
  )[0];
  expect(line?.split('::')[2]).toHaveLength(4096);
});

test('a step summary is written only if GitHub names a file for it', () => {
  expect(github.attachments?.(lintResult({}), plain)).toEqual([]);
  expect(summary(lintResult({ 'a.sh': 'x' }))).toContain('no problems');
  expect(report(lintResult({ 'a.sh': 'x' }))).toBe('');
});

test('the step summary is a table, and text of the repository in it is never Markdown', () => {
  const name = 'a|b`<img src=x>.sh';
  const text = summary(
    lintResult(
      { [name]: 'x' },
      { findings: [finding(name, { message: 'see [x](http://y) @someone\nand\u001b', sparkline: [1, 2] })] },
    ),
  );
  const row = text.split('\n').find((line) => line.startsWith('| error'));
  expect(row?.match(/\|/g)).toHaveLength(5);
  expect(row).not.toMatch(/[`[\]@]|<(?!br>)|http:/);
  expect(row).toContain('<br>and␛ ▁█ |');
});

test('the step summary stays smaller than 1 MiB and says how many findings are missing', () => {
  const findings = Array.from({ length: 5000 }, () => finding('a.sh', { message: 'ü'.repeat(900) }));
  const text = summary(lintResult({ 'a.sh': 'x' }, { findings }));
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toMatch(/\n\d+ more problems didn't fit in this summary\. The other formats have all of them\.\n/);
});
