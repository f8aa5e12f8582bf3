import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', GITHUB_STEP_SUMMARY: '', GITHUB_ACTIONS: '' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-baseline-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);

function write(files: { readonly [path: string]: string }): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  }
}

function cvl(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'lint', ...args], { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const rules = 'extends: []\nrules: { example/name-format: error, example/vocabulary: warning }\n';
const names = { '.cvlrc': rules, 'a/example.yaml': 'name: The_A\n', 'b/example.yaml': 'name: The_B\n' };

test('a repository with findings goes green, and only new findings count', () => {
  write(names);
  expect(cvl().status).toBe(1);
  const written = cvl('--write-baseline');
  expect(written).toEqual({
    status: 0,
    stdout: '.cvl-baseline.json holds back 2 findings of 1 rule from now on (2 added). Commit it.\n',
    stderr: '',
  });
  expect(cvl()).toEqual({
    status: 0,
    stdout:
      '✔ No problems in 2 files, checked with 2 rules.\n  2 known findings held back by .cvl-baseline.json. `--no-baseline` shows them.\n',
    stderr: '',
  });
  write({ 'a/example.yaml': '# moved\n\nname: The_A\n', 'c/example.yaml': 'name: The_C\n' });
  renameSync(path('b'), path('d'));
  const { status, stdout } = cvl();
  expect(status).toBe(1);
  expect(stdout).toContain('c/example.yaml\n');
  expect(stdout).toContain('✖ 1 problem (1 error, 0 warnings)\n');
  expect(stdout).toContain('2 known findings held back by .cvl-baseline.json.');
  expect(cvl('--no-baseline').stdout).toContain('✖ 3 problems');
});

test('what is fixed is said on standard error, and pruned', () => {
  write(names);
  cvl('--write-baseline');
  write({ 'a/example.yaml': 'name: a\n' });
  expect(cvl()).toMatchObject({
    status: 0,
    stderr:
      'hint: 1 finding of .cvl-baseline.json no longer occurs. Run `cvl lint --prune-baseline` to remove it.\n  a/example.yaml  example/name-format\n',
  });
  expect(cvl('--prune-baseline').stderr).toBe('.cvl-baseline.json: 1 finding that no longer occurs removed.\n');
  expect(Object.keys(JSON.parse(readFileSync(path('.cvl-baseline.json'), 'utf8')).files)).toEqual(['b/example.yaml']);
  expect(cvl().stderr).toBe('');
});

test('paths and --rule limit what is written, and what is called gone', () => {
  write({ ...names, 'a/example.yaml': 'name: The_A\nmodalities: [language]\n' });
  cvl('--write-baseline', 'a', '--rule', 'example/vocabulary');
  expect(cvl('--fail-on', 'info').stdout).toContain('✖ 2 problems (2 errors, 0 warnings)');
  expect(cvl('b', '--rule', 'example/name-format').stderr).toBe('');
  expect(cvl('--write-baseline', 'b').stdout).toContain('holds back 2 findings of 2 rules from now on (1 added)');
  expect(cvl().stdout).toContain('✖ 1 problem');
});

test('reasons and dates stay when it is written again, and a date that is past ends it', () => {
  write(names);
  cvl('--write-baseline');
  const text = readFileSync(path('.cvl-baseline.json'), 'utf8');
  const edited = text.replace(/ \}\n(?= {4}\],)/, ', "reason": "renamed in May", "until": "2999-01-01" }\n');
  write({ '.cvl-baseline.json': edited });
  expect(cvl('--write-baseline').status).toBe(0);
  expect(readFileSync(path('.cvl-baseline.json'), 'utf8')).toBe(edited);
  write({ '.cvl-baseline.json': edited.replace('2999', '2001') });
  const { status, stderr } = cvl();
  expect(status).toBe(1);
  expect(stderr).toContain('hint: 1 finding of .cvl-baseline.json counts again, because the date is past.');
});

test('formats for programs have the known findings as suppressed ones', () => {
  write(names);
  cvl('--write-baseline');
  const json = JSON.parse(cvl('--format', 'json').stdout);
  expect(json[0]).toMatchObject({ messages: [], suppressedMessages: [{ cvl: { suppressedBy: 'baseline' } }] });
  const { results } = JSON.parse(cvl('--format', 'sarif').stdout).runs[0];
  expect(results).toHaveLength(2);
  expect(results[0].suppressions).toEqual([{ kind: 'external', status: 'accepted', properties: { by: 'baseline' } }]);
});

test.each([
  ['broken JSON', '{ "version": 1, "files": {'],
  ['a merge conflict', '<<<<<<< HEAD\n{}\n'],
  ['an empty file', ''],
])('%s ends the run with 2 and a place, and is not overwritten', (_, text) => {
  write({ ...names, '.cvl-baseline.json': text });
  for (const args of [[], ['--write-baseline'], ['--prune-baseline']]) {
    const { status, stdout, stderr } = cvl(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain('.cvl-baseline.json');
  }
  expect(readFileSync(path('.cvl-baseline.json'), 'utf8')).toBe(text);
});

test('a baseline can be named, and one that is missing is a mistake', () => {
  write(names);
  expect(cvl('--baseline', 'old.json').status).toBe(2);
  expect(cvl('--write-baseline', '--baseline', 'old.json').status).toBe(0);
  expect(cvl('--baseline', 'old.json').status).toBe(0);
  expect(cvl().status).toBe(1);
});

test('a link is neither followed nor replaced', () => {
  write(names);
  symlinkSync('elsewhere.json', path('.cvl-baseline.json'));
  const { status, stderr } = cvl('--write-baseline');
  expect(status).toBe(2);
  expect(stderr).toContain('symbolic link');
});
