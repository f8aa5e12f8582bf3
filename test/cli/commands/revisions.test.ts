import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-revisions-'));
  git('init', '-q');
  write({ '.cvlrc': 'extends: []\nrules: { example/name-format: error, shell/syntax: error }\n' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function git(...words: readonly string[]): void {
  const { status, stderr } = spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder });
  if (status !== 0) throw new Error(String(stderr));
}

function commit(files: { readonly [path: string]: string }): void {
  write(files);
  git('add', '-A');
  git('commit', '-qm', 'change');
}

function lint(...args: readonly string[]) {
  const words = [bin, 'lint', '--format', 'github', '--cache-location', join(folder, '.git/cvl'), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('--rev lints a commit, whatever is on disk', () => {
  commit({ 'demo/example.yaml': 'name: The_Demo\n' });
  commit({ 'demo/example.yaml': 'name: demo\n' });
  expect(lint()).toMatchObject({ status: 0 });
  const { status, stdout } = lint('--rev', 'HEAD~1');
  expect(status).toBe(1);
  expect(stdout).toContain('file=demo/example.yaml,line=1,endLine=1,col=7');
  expect(stdout).toContain('The_Demo');
  expect(lint('--rev', 'HEAD')).toMatchObject({ status: 0 });
  expect(lint('--rev', 'no-such')).toMatchObject({ status: 2, stderr: 'git knows no commit "no-such" here.\n' });
});

test('--staged reports what is staged, and nothing of what is only on disk', () => {
  write({ 'demo/example.yaml': 'name: The_Demo\n' });
  git('add', '-A');
  write({ 'demo/example.yaml': 'name: demo\n', 'other/example.yaml': 'name: Other_One\n' });
  const first = lint('--staged');
  expect(first.status).toBe(1);
  expect(first.stdout).toContain('The_Demo');
  expect(first.stdout).not.toContain('Other_One');
  git('commit', '-qm', 'start');
  expect(lint('--staged')).toMatchObject({ status: 0, stdout: '' });
  git('add', 'other');
  const { status, stdout, stderr } = lint('--staged');
  expect(status).toBe(1);
  expect(stdout).toContain('Other_One');
  expect(stdout).not.toContain('The_Demo');
  expect(stderr).toContain('1 of 2 examples');
  expect(stderr).toContain('differ from HEAD');
});

test('--new-since reports what a commit does not have, on whatever line and in whatever file it was', () => {
  commit({ 'demo/example.yaml': 'name: The_Demo\n', 'demo/train.sh': 'if true; then\n' });
  git('mv', 'demo', 'moved');
  write({ 'moved/example.yaml': '# A comment.\nname: The_Demo\n' });
  expect(lint('--since', 'HEAD').status).toBe(1);
  expect(lint('--new-since', 'HEAD')).toMatchObject({ status: 0, stdout: '' });
  write({ 'moved/predict.sh': 'fi\n', 'second/example.yaml': 'name: The_Demo\n' });
  const { status, stdout, stderr } = lint('--new-since', 'HEAD');
  expect(status).toBe(1);
  expect(stdout.match(/^::error /gm)).toHaveLength(2);
  expect(stdout).toContain('moved/predict.sh');
  expect(stdout).toContain('second/example.yaml');
  expect(stderr).toContain("Only findings that HEAD doesn't have are reported.");
});

test('--since leaves out what only shares a habit with what changed, until the habit changes', () => {
  const training = '#!/bin/bash\nset -e\ndocker run --rm demo python train.py 2>&1 | tee train.log\n';
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => `${name}/train.sh`);
  commit({
    '.cvlrc': 'extends: []\nrules: { shell/pipefail: error }\n',
    ...Object.fromEntries(names.map((name) => [name, training])),
  });
  write({ 'h/train.sh': `${training}# A comment.\n` });
  expect(lint('--since', 'HEAD')).toMatchObject({ status: 0, stdout: '' }); // the finding is in a/train.sh
  write({ 'h/train.sh': training.replace('set -e', 'set -eo pipefail') });
  const { status, stdout } = lint('--since', 'HEAD');
  expect(status).toBe(1);
  expect(stdout).toContain('file=a/train.sh');
  expect(stdout).toContain('in 6 other scripts');
});

test("rules of a team's own look at the same revision", () => {
  commit({
    '.cvlrc': 'extends: []\nplugins: [./plugin.cjs]\nrules: { acme/long: error }\n',
    'plugin.cjs': `module.exports = { name: 'acme', api: 1, rules: [{ name: 'long', scope: 'metadata',
      docs: { summary: 'A rule', why: 'Because.', bad: [], good: [] }, messages: { found: 'Found {{text}}. Fix it.' },
      *check({ yaml, path, repository }) { const { text } = repository.source(path);
        if (text.includes('bad')) yield { message: 'found', data: { text: text.trim() }, at: { file: path } }; } }] };\n`,
    'demo/example.yaml': 'name: bad-one\n',
  });
  write({ 'demo/example.yaml': 'name: fine\n' });
  expect(lint()).toMatchObject({ status: 0 });
  expect(lint('--rev', 'HEAD').stdout).toContain('Found name: bad-one.');
  write({ 'demo/example.yaml': 'name: bad-two\n' });
  expect(lint('--since', 'HEAD').stdout).toContain('Found name: bad-two.');
  expect(lint('--new-since', 'HEAD').stdout).toContain('Found name: bad-two.');
});

test.each([
  ['--staged', '--rev', 'HEAD'],
  ['--since', 'HEAD', '--new-since', 'HEAD'],
  ['--rev', 'HEAD', '--fix'],
])('%s excludes others', (...args) => {
  commit({ 'demo/example.yaml': 'name: demo\n' });
  const { status, stderr } = lint(...args);
  expect(status).toBe(2);
  expect(stderr).toContain('cannot also be provided');
});
