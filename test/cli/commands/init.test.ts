import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', GITHUB_ACTIONS: '' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-init-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const path = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(path(name), 'utf8');

function write(files: { readonly [path: string]: string }): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
  }
}

function cvl(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('a repository with findings is set up and goes green, and says what was chosen and why', () => {
  write({
    'demo/example.yaml': 'name: The_Demo\ntasks: [ocr]\n',
    'demo/train.sh': '#!/bin/bash\ndocker run -it demo\n',
    '.gitignore': '*.json\n',
  });
  const { status, stdout } = cvl('init', '--yes');
  expect(status).toBe(0);
  expect(stdout).toContain('found 1 example (1 with metadata), 1 shell script, 0 Dockerfiles\n  tasks: ocr\n');
  expect(stdout).toContain('.cvlrc is written: the recommended rules.');
  expect(stdout).toMatch(/\.cvl-baseline\.json holds back \d+ findings of \d+ rules from now on/);
  expect(stdout).toContain('Git ignores it: `git add --force .cvl-baseline.json` commits it.');
  expect(read('.cvlrc')).toContain('extends: [cvl:recommended]\n');
  expect(cvl('lint', '--fail-on', 'info').status).toBe(0);
});

test('what exists is never changed, and CI, hook, and editor come only on request', () => {
  write({ '.cvlrc': 'extends: []\n', '.pre-commit-config.yaml': 'repos: []\n', 'demo/example.yaml': 'name: demo\n' });
  expect(cvl('init').stdout).toContain('.cvlrc is there already, and stays as it is.');
  expect(existsSync(path('.github'))).toBe(false);
  mkdirSync(path('node_modules'));
  const { stdout } = cvl('init', '--yes', '--workflow', '--hook', '--vscode');
  expect(stdout).toContain(
    '.pre-commit-config.yaml is there already, and stays as it is. Add this below `repos:`:\n      - repo: local\n',
  );
  expect(stdout).toContain("Git doesn't ignore node_modules.");
  expect([read('.cvlrc'), read('.pre-commit-config.yaml')]).toEqual(['extends: []\n', 'repos: []\n']);
  expect(parse(read('.github/workflows/cvl.yml')).jobs.cvl.steps.at(-2).run).toMatch(/^npx --yes cvl@\d\S+ lint --format github/);
  expect(JSON.parse(read('.vscode/settings.json'))).toHaveProperty(['files.associations', '.cvlrc']);
});

test('CI runs the version of cvl that the repository installs', () => {
  write({ 'package.json': '{ "devDependencies": { "cvl": "1.0.0" } }\n', '.gitignore': 'node_modules/\n', 'train.sh': 'ls\n' });
  mkdirSync(path('node_modules'));
  const { stdout } = cvl('init', '--yes', '--workflow', '--hook');
  expect(stdout).not.toContain('node_modules');
  const runs = parse(read('.github/workflows/cvl.yml')).jobs.cvl.steps.map(({ run }: { run?: string }) => run);
  expect(runs).toContain('npm ci');
  expect(runs).toContain('npx cvl lint --format github --format sarif:cvl.sarif');
  expect(parse(read('.pre-commit-config.yaml')).repos[0].hooks[0].entry).toBe('npx cvl lint --allow-empty');
});

test.each([
  [['lnit'], 'There is no command "lnit". Did you mean "lint"?'],
  [['cofnig'], 'There is no command "cofnig". Did you mean "config"?'],
  [['config', 'prnit'], 'Did you mean "config print"?'],
  [['help', 'lnit'], 'There is no command "lnit". Did you mean "lint"?'],
  [['lint', '--fromat', 'json'], 'There is no flag --fromat. Did you mean "--format"?'],
  [['lint', 'dmeo'], 'dmeo: no such file or folder. Did you mean "demo"?'],
])('%j is answered with what was meant', (args, words) => {
  write({ 'demo/example.yaml': 'name: demo\n' });
  const { status, stderr } = cvl(...args);
  expect(status).toBe(2);
  expect(stderr).toContain(words);
});

test('-h and help show the help', () => {
  const help = cvl('lint', '--help').stdout;
  expect(cvl('lint', '-h').stdout).toBe(help);
  expect(cvl('lint', '--version').stdout).toBe(cvl('--version').stdout);
  expect(cvl('help', 'lint').stdout).toBe(help);
  expect(cvl('help').stdout).toBe(cvl('--help').stdout);
});
