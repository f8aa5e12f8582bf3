import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-policy-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function cvl(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('--no-inline-directives reports what comments suppress', () => {
  write({
    '.cvlrc': 'extends: []\nrules: { example/name-format: error, directives/no-reason: error }\n',
    'demo/example.yaml': 'name: The_Demo # cvl-disable-line example/name-format\n',
  });
  expect(cvl('lint').stdout).toContain('directives/no-reason');
  const { status, stdout } = cvl('lint', '--no-inline-directives');
  expect(status).toBe(1);
  expect(stdout).toContain('example/name-format');
  expect(stdout).not.toContain('directives/no-reason');
});

const plugin = `const docs = { summary: 'A rule', why: 'Because.', bad: [], good: [] };
module.exports = { name: 'acme', api: 1, rules: [
  { name: 'new', scope: 'metadata', docs, messages: { found: 'Found. Fix it.' }, formerNames: ['acme/old'],
    *check({ yaml, path }) { yield { message: 'found', at: { file: path } }; } },
  { name: 'going', scope: 'metadata', docs, messages: {}, deprecated: 'Use acme/new instead.', *check() {} },
] };\n`;

test('a renamed rule goes on under its old name, says its new one, and config migrate writes that', () => {
  const old =
    '# ours\nextends: []\nplugins: [./plugin.cjs]\nrules:\n  "acme/old": error # since May\n  acme/going: warning\nsuppressions:\n  - { rule: acme/old, files: other/** }\n';
  write({ '.cvlrc': old, 'plugin.cjs': plugin, 'demo/example.yaml': 'name: demo\n', 'other/example.yaml': 'name: other\n' });
  const { status, stdout, stderr } = cvl('lint');
  expect(status).toBe(1);
  expect(stdout).toContain('acme/new');
  expect(stdout).toContain('✖ 1 problem');
  expect(stderr).toContain('hint: .cvlrc:5 The rule acme/old is now called acme/new. Write that, or run `cvl config migrate`.');
  expect(stderr).toContain('hint: .cvlrc:6 The rule acme/going is deprecated. Use acme/new instead.');
  expect(cvl('lint', '--rule', 'acme/old:off').status).toBe(0);
  const diff = cvl('config', 'migrate', '--dry-run');
  expect(diff.status).toBe(1);
  expect(diff.stdout).toContain('+  "acme/new": error # since May');
  expect(readFileSync(join(folder, '.cvlrc'), 'utf8')).toBe(old);
  expect(cvl('config', 'migrate')).toEqual({ status: 0, stdout: '.cvlrc: 2 names changed.\n', stderr: '' });
  expect(readFileSync(join(folder, '.cvlrc'), 'utf8')).toBe(old.replaceAll('acme/old', 'acme/new'));
  expect(cvl('config', 'migrate').stdout).toBe('.cvlrc has no old names of rules.\n');
});

test('--fix-unsafe applies what --fix leaves, and JSON suggests it', () => {
  write({ '.cvlrc': 'extends: []\nrules: { example/name-format: error }\n', 'demo/example.yaml': 'name: The_Demo\n' });
  expect(cvl('lint', '--fix').stdout).toContain('1 fixable with `--fix-unsafe`');
  const [file] = JSON.parse(cvl('lint', '--format', 'json').stdout);
  expect(file).toMatchObject({
    fixableErrorCount: 0,
    messages: [{ suggestions: [{ fix: { range: [6, 14], text: 'the-demo' } }] }],
  });
  expect(cvl('lint', '--fix-dry-run').status).toBe(0);
  expect(cvl('lint', '--fix-dry-run', '--fix-unsafe')).toMatchObject({
    status: 1,
    stdout: expect.stringContaining('+name: the-demo'),
  });
  expect(cvl('lint', '--fix-unsafe').status).toBe(0);
  expect(readFileSync(join(folder, 'demo/example.yaml'), 'utf8')).toBe('name: the-demo\n');
});
