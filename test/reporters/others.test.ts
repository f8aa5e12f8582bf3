import checkstyle from '../../src/reporters/checkstyle';
import gitlab from '../../src/reporters/gitlab';
import junit from '../../src/reporters/junit';
import rdjson from '../../src/reporters/rdjson';
import { finding, lintResult, plain } from './result';

const text = 'name: 数据\nb: 1\n';
const result = lintResult(
  { 'a.yaml': text, 'clean.sh': '' },
  {
    findings: [
      finding('a.yaml', {
        at: { file: 'a.yaml', start: 6, end: 8 },
        message: '<b> & "quotes"\n\u001b',
        fingerprint: 'aaaa',
        fix: [{ file: 'a.yaml', start: 6, end: 8, text: 'x' }],
        related: [{ message: 'the folder', at: { file: 'docs' } }],
      }),
      finding('a.yaml', { at: { file: 'a.yaml' }, severity: 'warning', fingerprint: 'aaaa' }),
      finding('broken.yaml', { at: { file: 'broken.yaml', line: 3, column: 2 }, fatal: true, rule: 'example/syntax' }),
      finding('', { at: { file: '' }, severity: 'info' }),
    ],
  },
);

test("JUnit: a suite for each file, a failure for each finding, an error if a file can't be read", () => {
  const xml = String(junit.report(result, plain));
  expect(xml.split('\n').slice(0, 10).join('\n')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="cvl" tests="5" failures="3" errors="1">
  <testsuite name="." tests="1" failures="1" errors="0">
    <testcase name="docker/mounts" classname="." file=".">
      <failure message="no mount at /workspace" type="info">. info no mount at /workspace</failure>
    </testcase>
  </testsuite>
  <testsuite name="a.yaml" tests="2" failures="2" errors="0">
    <testcase name="docker/mounts" classname="a.yaml" file="a.yaml" line="1">
      <failure message="&lt;b&gt; &amp; &quot;quotes&quot;&#10;␛" type="error">a.yaml:1:7 error &lt;b&gt; &amp; &quot;quotes&quot;&#10;␛</failure>`);
  expect(xml).toContain(
    '<testsuite name="clean.sh" tests="1" failures="0" errors="0">\n    <testcase name="clean.sh" classname="clean.sh"/>',
  );
  expect(xml).toContain('<error message="no mount at /workspace" type="error">broken.yaml:3:2');
});

test('Checkstyle: the files with findings, with absolute paths', () => {
  const xml = String(checkstyle.report(result, plain));
  expect(xml).toContain('<file name="/repository/broken.yaml">\n    <error line="3" column="2" severity="error"');
  expect(xml).toContain('source="cvl.example/syntax"/>');
  expect(xml).not.toContain('clean.sh');
});

test('GitLab: fingerprints are unique, and paths are relative to the project', () => {
  const issues: { fingerprint: string; severity: string; location: object }[] = JSON.parse(
    String(gitlab.report({ ...result, root: '/project/examples' }, { ...plain, env: { CI_PROJECT_DIR: '/project' } })),
  );
  expect(new Set(issues.map((issue) => issue.fingerprint)).size).toBe(4);
  expect(issues.map((issue) => issue.severity)).toEqual(['major', 'minor', 'critical', 'info']);
  expect(issues[0]?.location).toEqual({ path: 'examples/a.yaml', lines: { begin: 1, end: 1 } });
  expect(issues[1]?.location).toEqual({ path: 'examples/a.yaml', lines: { begin: 1, end: 1 } });
});

test('rdjson: columns count UTF-8 bytes, and ends are exclusive', () => {
  const { diagnostics } = JSON.parse(String(rdjson.report(result, plain))) as { diagnostics: object[] };
  const range = { start: { line: 1, column: 7 }, end: { line: 1, column: 13 } };
  expect(diagnostics[0]).toMatchObject({
    severity: 'ERROR',
    code: { value: 'docker/mounts' },
    location: { path: 'a.yaml', range },
    suggestions: [{ range, text: 'x' }],
    relatedLocations: [{ message: 'the folder', location: { path: 'docs' } }],
  });
  expect(diagnostics[1]).toMatchObject({ location: { path: 'a.yaml' } });
});
