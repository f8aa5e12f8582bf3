import { fileResults } from '../../src/reporters/json';
import stylish from '../../src/reporters/stylish';
import { finding, lintResult, plain, rule, suppressed } from './result';

const script = 'docker run \\\n  --rm \\\n  image\n';
const report = (result: Parameters<typeof stylish.report>[0], options = plain) => String(stylish.report(result, options));

test('a clean result says in a line what was looked at, and what is suppressed or held back', () => {
  const known = suppressed('train.sh', { suppression: { kind: 'baseline' } });
  const result = lintResult(
    { 'train.sh': script },
    { suppressed: [suppressed('train.sh'), known], baseline: '.cvl-baseline.json' },
  );
  expect(report(result)).toBe(`✔ No problems in 1 file, checked with 0 rules. 1 finding is suppressed.
  1 known finding held back by .cvl-baseline.json. \`--no-baseline\` shows it.
`);
  expect(report(lintResult({}))).toBe('');
});

describe('a long report', () => {
  const many = [
    ...Array.from({ length: 60 }, (_, index) =>
      finding(`examples/a/${index}.sh`, { rule: 'docker/mounts', severity: 'warning', example: 'examples/a' }),
    ),
    finding('examples/b/train.sh', { rule: 'docker/image', example: 'examples/b', fix: [] }),
    finding('examples/b/example.yaml', { rule: 'example/syntax', example: 'examples/b', fatal: true }),
  ];
  const result = lintResult({}, { findings: many });

  test('ends with counts by rule and by example, the most severe first, and with what to fix first', () => {
    const text = report(result);
    expect(text).toContain('0:0  warning  no mount at /workspace  docker/mounts');
    expect(text.slice(text.indexOf('  rule'))).toBe(
      `  rule            errors  warnings  infos  fixable  examples
  docker/image         1         ·      ·        1         1
  example/syntax       1         ·      ·        ·         1
  docker/mounts        ·        60      ·        ·         1

  example     errors  warnings  infos  fixable  rules
  examples/b       2         ·      ·        1      2
  examples/a       ·        60      ·        ·      1

Fix first
  1. Fix what keeps examples/b/example.yaml from being read, because other rules saw nothing of it.
  2. Run \`cvl lint --fix\`, which can fix 1 finding.
  3. Look at docker/image, 1 error: \`cvl lint --rule docker/image\`.
  4. Look at example/syntax, 1 error: \`cvl lint --rule example/syntax\`.
  5. To accept the rest for now and report only what is new: \`cvl lint --write-baseline\`.

✖ 62 problems (2 errors, 60 warnings, 0 infos)
`
        .replace(', 0 infos', '')
        .replace('60 warnings)', '60 warnings)\n  1 error and 0 warnings potentially fixable with the `--fix` option.'),
    );
  });

  test('--summary leaves the findings out, --max most of them, and both say how many there are', () => {
    expect(report(result, { ...plain, view: { summaryOnly: true } })).not.toContain('no mount');
    const limited = report(result, { ...plain, view: { max: 2 } });
    expect(limited.match(/no mount/g)).toHaveLength(4);
    expect(limited).toContain('  58 findings left out by --max 2: 58 of docker/mounts.\n\n✖ 62 problems');
  });

  test('fits into 80 columns', () => {
    const text = report(result, { ...plain, width: 80, view: { summaryOnly: true } });
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });
});

test('findings are grouped by rule, example, or severity, the most severe group first', () => {
  const findings = [
    finding('a/train.sh', { example: 'a', severity: 'warning', rule: 'docker/rm' }),
    finding('b/train.sh', { example: 'b' }),
    finding('c.sh', { severity: 'info' }),
  ];
  const headings = (group: 'rule' | 'example' | 'severity') =>
    report(lintResult({}, { findings }), { ...plain, view: { group } })
      .split('\n')
      .filter((line) => / {2}\d+ errors?, /.test(line));
  expect(headings('rule')).toEqual([
    'docker/mounts: Demands what docker/mounts demands  1 error, 0 warnings, 1 info',
    'docker/rm  0 errors, 1 warning',
  ]);
  expect(headings('example')).toEqual([
    'b  1 error, 0 warnings',
    'a  0 errors, 1 warning',
    'Outside of examples  0 errors, 0 warnings, 1 info',
  ]);
  expect(headings('severity')).toEqual([
    'Errors  1 error, 0 warnings',
    'Warnings  0 errors, 1 warning',
    'Infos  0 errors, 0 warnings, 1 info',
  ]);
});

test('within a file, the most severe findings come first if asked', () => {
  const at = (start: number) => ({ file: 'train.sh', start, end: start + 1 });
  const findings = [finding('train.sh', { at: at(0), severity: 'info' }), finding('train.sh', { at: at(4) })];
  const text = report(lintResult({ 'train.sh': script }, { findings }), { ...plain, view: { severityFirst: true } });
  expect(text.indexOf('error')).toBeLessThan(text.indexOf('info'));
});

test('rows are aligned as a table, and a full stop at the end is dropped', () => {
  const findings = [
    finding('examples/a/train.sh', { at: { file: 'examples/a/train.sh', start: 0, end: 6 } }),
    finding('examples/a/train.sh', {
      severity: 'warning',
      message: 'The container is kept.',
      at: { file: 'examples/a/train.sh', start: 15, end: 19 },
      rule: 'docker/rm',
    }),
    finding('examples/b', { severity: 'info', at: { file: 'examples/b' }, message: 'no readme', rule: 'files/readme' }),
  ];
  expect(report(lintResult({ 'examples/a/train.sh': script }, { findings }))).toBe(`
examples/a/train.sh
  1:1  error    no mount at /workspace  docker/mounts
  2:3  warning  The container is kept   docker/rm

examples/b
  0:0  info  no readme  files/readme

✖ 3 problems (1 error, 1 warning, 1 info)
`);
});

/** ESLint is installed as a peer dependency of a formatter that the JSON test uses. */
const eslint = require.resolve('eslint/package.json').replace('package.json', 'lib/cli-engine/formatters/stylish.js');

test.each([false, true])("is exactly ESLint's own layout (color: %s)", (color) => {
  const text = 'a\n'.repeat(120);
  const at = (start: number) => ({ file: 'train.sh', start, end: start + 1 });
  const findings = [
    finding('train.sh', { at: at(0), message: 'first.' }),
    finding('train.sh', { at: at(199), message: 'a longer message than the first ...', severity: 'warning', rule: 'a/b' }),
    finding('train.sh', {
      at: at(220),
      message: 'ends with a space .',
      fix: [{ file: 'train.sh', start: 1, end: 2, text: 'x' }],
    }),
    finding('zoo.sh', { at: { file: 'zoo.sh', line: 1000, column: 12 }, severity: 'warning', message: '.' }),
  ];
  const result = lintResult({ 'train.sh': text }, { findings });
  const theirs = (require(eslint) as (results: unknown, data: unknown) => string)(fileResults(result), { color });
  const ours = report(result, { ...plain, color, cwd: '/elsewhere' });
  const codes = (output: string) => output.replaceAll('\u001b[22m\u001b[2m', '').replaceAll('\u001b[22m\u001b[1m', '');
  expect(codes(ours)).toBe(codes(theirs));
});

test('a hint says how many findings --fix can fix', () => {
  const fix = [{ file: 'train.sh', start: 0, end: 1, text: '' }];
  const findings = [finding('train.sh', { fix }), finding('train.sh', { severity: 'warning' })];
  expect(report(lintResult({ 'train.sh': script }, { findings }))).toContain(
    '\n✖ 2 problems (1 error, 1 warning)\n  1 error and 0 warnings potentially fixable with the `--fix` option.\n',
  );
});

test('related places and a sparkline are below their row, aligned with its message', () => {
  const findings = [
    finding('log.txt', {
      message: 'the loss rose',
      at: { file: 'log.txt', line: 12, column: 3 },
      sparkline: [1, 2, 3, 2.5, Number.NaN, 8],
      related: [
        { message: 'the lowest loss', at: { file: 'log.txt', line: 4, column: 3 } },
        { message: 'the run', at: { file: 'logs' } },
      ],
    }),
  ];
  expect(report(lintResult({}, { findings }))).toBe(`
log.txt
  12:3  error  the loss rose  docker/mounts
               ▁▂▃▃×█  1 → 8
               ↳ log.txt:4:3 the lowest loss
               ↳ logs the run

✖ 1 problem (1 error, 0 warnings)
`);
});

test("text of the repository can't control the terminal", () => {
  const name = 'a\n\u001b[2Jb\u202e.sh';
  const findings = [
    finding(name, { message: `bad word \u001b[31m\u009b1m in ${name}\n  9:9  error  forged`, rule: 'docker/mounts' }),
  ];
  const output = report(lintResult({ [name]: 'x' }, { findings }), { ...plain, hyperlinks: true });
  const links = output.replace(/\u001b\]8;;[\x21-\x7e]*\u001b\\/g, '');
  expect(links).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(links).toContain('a␊␛[2Jb\\u{202e}.sh\n');
  expect(links).toContain('│   9:9  error  forged');
});

test('the id of a rule opens its page if one is configured and the terminal supports that', () => {
  const rules = [rule('docker/mounts', { url: 'https://example.com/docker-mounts' })];
  const result = lintResult({ 'a.sh': 'x' }, { findings: [finding('a.sh')], rules });
  const link = '\u001b]8;;https://example.com/docker-mounts\u001b\\docker/mounts\u001b]8;;\u001b\\';
  expect(report(result, { ...plain, hyperlinks: true })).toContain(link);
  expect(report(result, plain)).not.toContain('example.com');
});

test('paths are hyperlinks if the terminal supports them', () => {
  const output = report(lintResult({ 'a b.sh': 'x' }, { findings: [finding('a b.sh')] }), { ...plain, hyperlinks: true });
  expect(output).toContain('\u001b]8;;file:///repository/a%20b.sh\u001b\\a b.sh\u001b]8;;\u001b\\\n');
});

test('paths are relative to the folder where the command was started', () => {
  const result = lintResult({ 'examples/a/train.sh': 'x' }, { findings: [finding('examples/a/train.sh')] });
  expect(report(result, { ...plain, cwd: '/repository/examples' })).toContain('\na/train.sh\n');
  expect(report(result, { ...plain, cwd: '/repository/docs' })).toContain('\n../examples/a/train.sh\n');
  expect(report(result, { ...plain, cwd: '/home/someone' })).toContain('\n/repository/examples/a/train.sh\n');
});

test('on a terminal, long messages break between words, and the rules stay in one column', () => {
  const findings = [
    finding('train.sh', { message: 'no mount at /workspace; the container would see an empty folder; add one' }),
    finding('train.sh', { message: 'short' }),
  ];
  expect(report(lintResult({ 'train.sh': script }, { findings }), { ...plain, width: 72 })).toBe(`
train.sh
  1:1  error  no mount at /workspace; the container would  docker/mounts
              see an empty folder; add one
  1:1  error  short                                        docker/mounts

✖ 2 problems (2 errors, 0 warnings)
`);
});

test('code in a message is never broken over lines', () => {
  const message = 'preset "build" cannot start: it is not executable; run `git update-index --chmod=+x build.sh` there';
  const output = report(lintResult({ 'train.sh': script }, { findings: [finding('train.sh', { message })] }), {
    ...plain,
    width: 80,
  });
  expect(output).toContain('\n              run `git update-index --chmod=+x build.sh` there\n');
});

test('columns are aligned even with wide characters', () => {
  const findings = [finding('train.sh', { message: '数据集 missing' }), finding('train.sh', { message: 'data set missing.' })];
  const rows = report(lintResult({ 'train.sh': script }, { findings })).split('\n');
  expect(rows[2]).toBe('  1:1  error  数据集 missing    docker/mounts');
  expect(rows[3]).toBe('  1:1  error  data set missing  docker/mounts');
});

test('on a terminal, an example with findings in several files has a heading', () => {
  const files = ['examples/a/example.yaml', 'examples/a/train.sh', 'examples/b/train.sh', 'README.md'];
  const findings = files.map((file) =>
    finding(file, { example: file.includes('/') ? file.split('/').slice(0, 2).join('/') : undefined }),
  );
  const result = lintResult(Object.fromEntries(files.map((file) => [file, 'x'])), { findings });
  const lines = report(result, { ...plain, width: 100 }).split('\n');
  expect(lines.filter((line) => !line.startsWith('  ') && line !== '')).toEqual([
    'examples/a  2 files, 2 errors, 0 warnings',
    ...files,
    '✖ 4 problems (4 errors, 0 warnings)',
  ]);
  expect(report(result)).not.toContain('2 files');
});

test('a very long message is cut', () => {
  const findings = [
    finding('train.sh', { message: 'x\n'.repeat(10_000) }),
    finding('train.sh', { message: 'y'.repeat(1_000_000) }),
  ];
  const output = report(lintResult({ 'train.sh': script }, { findings }));
  expect(output.length).toBeLessThan(20_000);
  expect(output.split('\n').length).toBeLessThan(20);
});
