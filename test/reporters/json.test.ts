import type { FileResult } from '../../src/reporters/json';
import json from '../../src/reporters/json';
import { finding, lintResult, plain, suppressed } from './result';

const text = 'name: demo\r\ncapability: vision\r\n';
const word = { file: 'example.yaml', start: 24, end: 30 };
const read = (result: Parameters<typeof json.report>[0]): FileResult[] => JSON.parse(String(json.report(result, plain)));

const rich = lintResult(
  { 'example.yaml': text, 'clean.yaml': 'a: 1\n', 'train.sh': 'x' },
  {
    findings: [
      finding('example.yaml', {
        at: word,
        message: 'no such capability <b>"vision"</b> ]]>',
        fix: [{ file: 'example.yaml', start: 24, end: 30, text: 'perception' }],
        example: '.',
        related: [{ message: 'the folder', at: { file: 'examples' } }],
        evidence: { distance: 2 },
        sparkline: [1, 2],
      }),
      finding('example.yaml', { severity: 'warning', at: { file: 'example.yaml' }, message: 'stale' }),
      finding('missing.sh', { severity: 'info', at: { file: 'missing.sh' }, message: 'missing' }),
      finding('train.sh', { fatal: true, message: 'unreadable', rule: 'shell/syntax' }),
    ],
    suppressed: [suppressed('clean.yaml', { suppression: { kind: 'configuration', reason: 'agreed', until: '2030-01-01' } })],
  },
);

test("every linted file is in ESLint's form, with lines and columns from 1", () => {
  const files = read(rich);
  expect(files.map((file) => file.filePath)).toEqual([
    '/repository/clean.yaml',
    '/repository/example.yaml',
    '/repository/missing.sh',
    '/repository/train.sh',
  ]);
  expect(files[0]).toMatchObject({ messages: [], errorCount: 0, warningCount: 0, usedDeprecatedRules: [] });
  expect(files[0]).not.toHaveProperty('source');
  expect(files[1]).toMatchObject({ errorCount: 1, warningCount: 1, fixableErrorCount: 1, fixableWarningCount: 0, source: text });
  expect(files[1]?.messages[0]).toMatchObject({
    ruleId: 'docker/mounts',
    severity: 2,
    messageId: 'missing',
    line: 2,
    column: 13,
    endLine: 2,
    endColumn: 19,
    fix: { range: [24, 30], text: 'perception' },
    cvl: {
      severity: 'error',
      example: '.',
      related: [{ message: 'the folder', file: 'examples' }],
      evidence: { distance: 2 },
      sparkline: [1, 2],
    },
  });
});

test('fields that ESLint does not have are under the key cvl', () => {
  const [clean, example, missing, train] = read(rich);
  expect(example?.messages[1]).toMatchObject({ line: 1, column: 1, cvl: { whole: true, severity: 'warning' } });
  expect(missing?.messages[0]).toMatchObject({ severity: 1, cvl: { severity: 'info' } });
  expect(train).toMatchObject({ errorCount: 1, fatalErrorCount: 1, messages: [{ fatal: true, severity: 2 }] });
  expect(clean?.suppressedMessages[0]).toMatchObject({
    suppressions: [{ kind: 'file', justification: 'agreed' }],
    cvl: { until: '2030-01-01' },
  });
});

test('text of the repository is escaped for a terminal without losing anything', () => {
  const message = '\u001b[31m \u009b1m \u202e \u2028';
  const text = String(json.report(lintResult({ 'a.sh': 'x' }, { findings: [finding('a.sh', { message })] }), plain));
  expect(text).toMatch(/^[\x20-\x7e]*\n$/);
  expect((JSON.parse(text) as FileResult[])[0]?.messages[0]?.message).toBe(message);
});

test('the counts match the messages', () => {
  for (const file of read(rich)) {
    expect(file.errorCount).toBe(file.messages.filter((message) => message.severity === 2).length);
    expect(file.warningCount).toBe(file.messages.filter((message) => message.severity === 1).length);
  }
});

test('several edits of one file are joined, and edits of other files are separate', () => {
  const edits = [
    { file: 'a.yaml', start: 6, end: 7, text: 'C' },
    { file: 'a.yaml', start: 0, end: 2, text: 'A' },
  ];
  const other = { file: 'b.yaml', start: 0, end: 0, text: 'x' };
  const files = read(
    lintResult(
      { 'a.yaml': '0123456789' },
      {
        findings: [
          finding('a.yaml', { fix: edits }),
          finding('a.yaml', { fix: [...edits, other] }),
          finding('a.yaml', { fix: [...edits, { ...other, file: 'a.yaml', end: 1 }] }),
        ],
      },
    ),
  );
  const [joined, spread, overlapping] = files[0]?.messages ?? [];
  expect(joined?.fix).toEqual({ range: [0, 7], text: 'A2345C' });
  expect(joined?.cvl.edits).toHaveLength(2);
  expect(spread?.fix).toBeUndefined();
  expect(spread?.cvl.edits).toHaveLength(3);
  expect(overlapping?.fix).toBeUndefined();
  expect(files[0]).toMatchObject({ fixableErrorCount: 1 });
});

describe('programs that read ESLint reports can read ours', () => {
  test('@microsoft/eslint-formatter-sarif', () => {
    const format = require('@microsoft/eslint-formatter-sarif') as (results: unknown, data: unknown) => string;
    const sarif = JSON.parse(format(read(rich), { rulesMeta: {} }));
    const results: { ruleId: string; level: string; locations: { physicalLocation: { region: object } }[] }[] =
      sarif.runs[0].results;
    expect(results.map((each) => each.level).sort()).toEqual(['error', 'error', 'warning', 'warning', 'error'].sort());
    expect(
      results.find(
        (each) =>
          each.ruleId === 'docker/mounts' &&
          each.level === 'error' &&
          'endColumn' in (each.locations[0]?.physicalLocation.region ?? {}),
      ),
    ).toBeDefined();
    for (const each of results)
      expect(each.locations[0]?.physicalLocation.region).toMatchObject({ startLine: expect.any(Number) });
  });

  test('eslint-formatter-junit', () => {
    const format = require('eslint-formatter-junit') as (results: unknown) => string;
    const xml = format(read(rich));
    expect(xml.match(/<testsuite /g)).toHaveLength(4);
    expect(xml.match(/<failure /g)).toHaveLength(3);
    expect(xml.match(/<error /g)).toHaveLength(1);
    expect(xml).toContain('line 2, col 13, Error - no such capability &lt;b&gt;');
    expect(xml).not.toContain('undefined');
  });

  test('eslint-formatter-gitlab', async () => {
    const { default: format } = require('eslint-formatter-gitlab') as {
      default: (results: unknown, data: unknown) => Promise<string>;
    };
    const { toCodeClimate } = require('eslint-formatter-codeclimate') as {
      toCodeClimate: (results: unknown, meta: unknown, cwd: string) => Issue[];
    };
    const files = read(rich);
    expect(await format(files, { rulesMeta: {}, cwd: '/repository', color: false })).toContain('4 problems');
    const issues = toCodeClimate(files, {}, '/repository');
    expect(issues.map((issue) => [issue.location.path, issue.location.positions.begin.line, issue.severity])).toEqual([
      ['example.yaml', 2, 'major'],
      ['example.yaml', 1, 'minor'],
      ['missing.sh', 1, 'minor'],
      ['train.sh', 1, 'critical'],
    ]);
  });
});

interface Issue {
  readonly severity: string;
  readonly location: { readonly path: string; readonly positions: { readonly begin: { readonly line: number } } };
}
