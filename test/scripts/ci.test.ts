import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import stylish from '../../src/reporters/stylish';
import { finding, lintResult, plain } from '../reporters/result';

const root = join(__dirname, '../..');
const cvl = `${process.execPath} ${join(root, 'bin/run.js')}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-ci-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=x', '-c', 'user.email=x@example.com', ...args], {
    cwd: join(folder, 'repository'),
    encoding: 'utf8',
  }).trim();

function commit(files: { readonly [path: string]: string }): string {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, 'repository', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  git('add', '-A');
  git('commit', '-qm', 'x');
  return git('rev-parse', 'HEAD');
}

function action(env: { readonly [name: string]: string }) {
  mkdirSync(join(folder, 'temporary'), { recursive: true });
  const { status, stdout, stderr } = spawnSync('bash', [join(root, 'ci/lint.sh')], {
    cwd: join(folder, 'repository'),
    encoding: 'utf8',
    env: {
      ...process.env,
      CVL_COMMAND: cvl,
      RUNNER_TEMP: join(folder, 'temporary'),
      GITHUB_ACTIONS: 'true',
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      NODE_ENV: 'production',
      ...env,
    },
  });
  return { status, stdout, stderr };
}

test("the Action's script reports only what a pull request adds, with a summary and a SARIF file", () => {
  mkdirSync(join(folder, 'repository'));
  git('init', '-q');
  const rules = 'extends: []\nrules: { example/name-format: error }\n';
  const base = commit({ '.cvlrc': rules, 'a/example.yaml': 'name: The_A\n' });
  commit({ 'a/example.yaml': '# moved\nname: The_A\n', 'b/example.yaml': 'name: The_B\n' });
  const { status, stdout } = action({ CVL_BASE: base });
  expect(status).toBe(1);
  expect(stdout.match(/^::error .*/gm)).toEqual([expect.stringContaining('file=b/example.yaml')]);
  expect(readFileSync(join(folder, 'summary.md'), 'utf8')).toContain('b/example.yaml');
  const file = readFileSync(join(folder, 'output'), 'utf8').trim().replace('sarif-file=', '');
  expect(JSON.parse(readFileSync(file, 'utf8')).runs[0].results).toHaveLength(1);
  expect(git('worktree', 'list').split('\n')).toHaveLength(1);
  expect(action({ CVL_BASE: base, CVL_ONLY_NEW: 'false' }).stdout.match(/^::error /gm)).toHaveLength(2);
  expect(action({ CVL_PATHS: 'a', CVL_BASE: base }).status).toBe(0);
});

test('a base that was not fetched is said, and everything is reported', () => {
  mkdirSync(join(folder, 'repository'));
  git('init', '-q');
  commit({ '.cvlrc': 'extends: []\nrules: { example/name-format: error }\n', 'a/example.yaml': 'name: The_A\n' });
  const { status, stdout } = action({ CVL_BASE: '1'.repeat(40) });
  expect(status).toBe(1);
  expect(stdout).toContain('fetch-depth: 0');
});

test('action.yml hands the script every input that it names, and the hooks name commands that exist', () => {
  const { inputs, runs } = parse(readFileSync(join(root, 'action.yml'), 'utf8'));
  const script = readFileSync(join(root, 'ci/lint.sh'), 'utf8');
  const given = Object.keys(runs.steps.find((step: { id?: string }) => step.id === 'lint').env);
  for (const name of given) expect(script).toContain(name);
  expect(Object.keys(inputs)).toEqual(['paths', 'arguments', 'only-new', 'sarif', 'version']);
  for (const { entry } of parse(readFileSync(join(root, '.pre-commit-hooks.yaml'), 'utf8'))) {
    const [, ...args] = String(entry).split(' ');
    const { status } = spawnSync(process.execPath, [join(root, 'bin/run.js'), ...args, 'LICENSE'], { cwd: root });
    expect(status).toBe(0);
  }
});

test('the problem matcher finds the file, place, severity, message, and rule of each line of the report for people', () => {
  const [{ pattern }] = JSON.parse(readFileSync(join(root, 'ci/problem-matcher.json'), 'utf8')).problemMatcher;
  const findings = [
    finding('train.sh', { message: 'Two  spaces are in it.' }),
    finding('train.sh', { severity: 'warning', at: { file: 'train.sh', start: 4, end: 5 }, rule: 'docker/rm' }),
  ];
  const report = String(stylish.report(lintResult({ 'train.sh': 'a\nb\nc\n' }, { findings }), plain));
  const lines = report
    .split('\n')
    .map((line) => new RegExp(pattern[1].regexp).exec(line)?.slice(1))
    .filter((match) => match);
  expect(lines).toEqual([
    ['1', '1', 'error', 'Two  spaces are in it', 'docker/mounts'],
    ['3', '1', 'warning', 'no mount at /workspace', 'docker/rm'],
  ]);
  expect(report.split('\n').filter((line) => new RegExp(pattern[0].regexp).test(line))[0]).toBe('train.sh');
});
