import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import type { LintResult } from '../../src/api/finding';
import type { ReporterOptions } from '../../src/api/reporter';
import sarif from '../../src/reporters/sarif';
import { finding, lintResult, plain, rule, suppressed } from './result';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: [{ readonly physicalLocation: Physical }];
  readonly relatedLocations?: {
    readonly id: number;
    readonly physicalLocation: Physical;
    readonly message: { readonly text: string };
  }[];
  readonly partialFingerprints: { readonly [name: string]: string };
  readonly fixes?: { readonly artifactChanges: object[] }[];
}
interface Physical {
  readonly artifactLocation: { readonly uri: string; readonly uriBaseId: string };
  readonly region: {
    readonly startLine: number;
    readonly startColumn: number;
    readonly endLine: number;
    readonly endColumn: number;
  };
}
interface Log {
  readonly runs: [
    {
      readonly tool: {
        readonly driver: { readonly rules: { readonly id: string; readonly help: { text: string; markdown?: string } }[] };
      };
      readonly invocations: [
        { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: { message: { text: string } }[] },
      ];
      readonly results: Result[];
    },
  ];
}

const read = (result: LintResult, env: ReporterOptions['env'] = { GITHUB_ACTIONS: 'true' }): Log =>
  JSON.parse(String(sarif.report(result, { ...plain, env })));

const script = 'docker run \\\r\n  --rm \\\r\n  image\r\n';
const odd = 'examples/ein Büro [1]/a:b%20\n\u001b.sh';
const rich = lintResult(
  { 'examples/a/train.sh': script, 'examples/a/example.yaml': 'name: a\n', [odd]: 'x\n' },
  {
    findings: [
      finding('examples/a/example.yaml', { severity: 'info', rule: 'example/archived', at: { file: 'examples/a/example.yaml' } }),
      finding('examples/a/train.sh', {
        at: { file: 'examples/a/train.sh', start: 16, end: 20 },
        message: 'the container is kept; see [this](1) and ${SCRIPT_DIR} {0} [ -d x ]',
        related: [
          { message: 'the [launch]', at: { file: 'examples/a/train.sh', start: 0, end: 10 } },
          { message: 'the log', at: { file: 'logs/train.log', line: 7, column: 3 } },
          { message: '', at: { file: 'examples/a' } },
        ],
        fix: [{ file: 'examples/a/train.sh', start: 16, end: 20, text: '' }],
        evidence: { mounts: ['/workspace'] },
        sparkline: [1, 2, 3],
        example: 'examples/a',
      }),
      finding('logs/train.log', {
        severity: 'warning',
        rule: 'run/diverged',
        at: { file: 'logs/train.log', line: 12, column: 1, endColumn: 9 },
      }),
      finding(odd, { rule: 'undescribed' }),
      finding('', { rule: 'internal/rule-crashed', at: { file: '' }, message: 'a rule crashed', fatal: true }),
    ],
    suppressed: [suppressed('examples/a/train.sh')],
    rules: [
      rule('docker/mounts', {
        docs: {
          summary: 'Mounts',
          why: '',
          bad: 'a ``` b',
          good: ['x', { 'empty.sh': '', link: { link: '/etc' }, 'a.yaml': 'a: 1\n' }],
        },
      }),
      rule('example/archived', { severity: 'info' }),
      rule('run/diverged', { severity: 'warning', precision: 'medium' }),
      rule('files/required', { severity: undefined }),
    ],
  },
);

test('every result has all four region fields and a percent-encoded URI relative to the root', () => {
  const { results } = read(rich).runs[0];
  const places = results.flatMap((each) =>
    [each.locations[0], ...(each.relatedLocations ?? [])].map((place) => place.physicalLocation),
  );
  for (const { artifactLocation, region } of places) {
    expect(artifactLocation.uri).toMatch(/^[\w/.@$&+,=~!'()*-]*(%[0-9A-F]{2}[\w/.@$&+,=~!'()*-]*)*$/);
    expect(artifactLocation.uriBaseId).toBe('%SRCROOT%');
    expect(Object.values(region)).toHaveLength(4);
    for (const value of Object.values(region)) expect(value).toBeGreaterThanOrEqual(1);
  }
  expect(results[1]?.locations[0].physicalLocation.region).toEqual({ startLine: 2, startColumn: 3, endLine: 2, endColumn: 7 });
  expect(decodeURIComponent(results[3]?.locations[0].physicalLocation.artifactLocation.uri ?? '')).toBe(odd);
});

test('messages link to the related places, and brackets of the repository never become links', () => {
  const result = read(rich).runs[0].results[1];
  expect(result?.message.text).toBe(
    'the container is kept; see \\[this\\](1) and ${SCRIPT_DIR} {0} [ -d x ]\nSee [the \\[launch\\]](1), [the log](2), [examples/a](3).',
  );
  expect(result?.relatedLocations?.map((each) => each.id)).toEqual([1, 2, 3]);
});

test('all rules are described, including those that only a finding names, and results refer to them', () => {
  const { tool, results } = read(rich).runs[0];
  for (const result of results) expect(tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
  const mounts = tool.driver.rules.find((each) => each.id === 'docker/mounts');
  expect(mounts?.help.markdown).toContain('````\na ``` b\n````');
  expect(mounts?.help.markdown).toContain('`link` (a link to `/etc`)');
  expect(results.map((each) => each.level)).toEqual(['note', 'error', 'warning', 'error', 'error']);
});

test('suppressed findings are marked, but left out on GitHub, which would open an alert for each', () => {
  const results = read(rich, {}).runs[0].results as { suppressions?: object[] }[];
  expect(results).toHaveLength(rich.findings.length + 1);
  expect(results.map(({ suppressions }) => suppressions?.length)).toEqual([0, 0, 0, 0, 0, 1]);
  expect(results.at(-1)?.suppressions).toMatchObject([{ kind: 'inSource', status: 'accepted', justification: 'an old image' }]);
  expect(read(rich).runs[0].results).toHaveLength(rich.findings.length);
});

test('a crashed rule does not make the upload fail', () => {
  const log = read({ ...rich, crashed: true });
  expect(log.runs[0].invocations[0].executionSuccessful).toBe(true);
});

test("each result has GitHub's hash of its line, if the file has a text, and our own fingerprint", () => {
  const { results } = read(rich).runs[0];
  expect(results.map((each) => Object.keys(each.partialFingerprints))).toEqual([
    ['primaryLocationLineHash', 'cvl/v1'],
    ['primaryLocationLineHash', 'cvl/v1'],
    ['cvl/v1'],
    ['primaryLocationLineHash', 'cvl/v1'],
    ['cvl/v1'],
  ]);
  expect(results[1]?.partialFingerprints['cvl/v1']).toBe(rich.findings[1]?.fingerprint);
});

test('a report that GitHub would reject is cut to the most severe findings and says so', () => {
  const findings = Array.from({ length: 25_010 }, (_, index) => finding('a.yaml', { severity: index < 20 ? 'info' : 'error' }));
  const log = read(lintResult({ 'a.yaml': 'a: 1\n' }, { findings }));
  expect(log.runs[0].results).toHaveLength(25_000);
  expect(log.runs[0].results.filter((each) => each.level === 'note')).toHaveLength(10);
  expect(log.runs[0].invocations[0].toolExecutionNotifications[0]?.message.text).toContain('25000 most severe of 25010 findings');
});

const multitool = (() => {
  try {
    return dirname(require.resolve('@microsoft/sarif-multitool-linux/package.json'));
  } catch {
    return undefined;
  }
})();

/** Does what the package's install script does. npm runs that only if install scripts are allowed. */
function executable(file: string): boolean {
  try {
    chmodSync(file, 0o755);
    return true;
  } catch {
    return false;
  }
}

if (!multitool) {
  test.skip('the SARIF schema and multitool, which are packaged for Linux only', () => undefined);
} else {
  test('the report is valid according to the SARIF 2.1.0 schema', () => {
    const schema = JSON.parse(readFileSync(join(multitool, 'sarif-2.1.0.json'), 'utf8'));
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    for (const result of [rich, lintResult({})]) {
      validate(read(result));
      expect(validate.errors).toBeNull();
    }
  });

  const binary = join(multitool, 'Sarif.Multitool');
  const environment = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  const runs = executable(binary) && spawnSync(binary, ['--version'], { env: environment }).error === undefined;
  (runs ? test : test.skip)("the multitool has no error and no warning, also by GitHub's rules (needs its Linux binary)", () => {
    const folder = mkdtempSync(join(tmpdir(), 'cvl-sarif-'));
    try {
      writeFileSync(join(folder, 'report.sarif'), String(sarif.report(rich, plain)));
      const flags = ['--rule-kind', 'Sarif;Ghas', '--level', 'Error;Warning;Note', '-o', 'out.sarif'];
      try {
        execFileSync(binary, ['validate', 'report.sarif', ...flags], { cwd: folder, env: environment, stdio: 'pipe' });
      } catch {
        // The exit code means nothing here. The written report has the result.
      }
      const out: Log = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8'));
      const problems = out.runs[0].results.map(
        (each) => `${each.level ?? 'warning'} ${each.ruleId} ${JSON.stringify(each.message)}`,
      );
      expect(problems.filter((each) => !each.startsWith('note '))).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
