import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', GITHUB_STEP_SUMMARY: '' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-lint-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
  }
}

function cvl(args: readonly string[], options: { input?: string; cwd?: string } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: options.cwd ?? folder,
    env,
    encoding: 'utf8',
    ...(options.input !== undefined && { input: options.input }),
  });
  return { status, stdout, stderr };
}

const clean = {
  '.cvlrc': 'extends: []\nrules: { example/name-format: warning, example/schema: error }\n',
  'demo/example.yaml':
    'name: demo\ncapability: perception/image_classification\nstability: stable\nresources: { gpu: 0 }\ndescription: A demo\npresets:\n  train: { script: train.sh, description: Run training }\ntags: [demo]\ntasks: [image_classification]\nframeworks: [pytorch]\nmodalities: [vision]\ndatasets: [mnist]\n',
};

describe('exit codes', () => {
  test('0 and a line that says what was looked at where nothing is wrong', () => {
    write(clean);
    expect(cvl(['lint'])).toEqual({ status: 0, stdout: '✔ No problems in 1 file, checked with 2 rules.\n', stderr: '' });
    expect(cvl(['lint', '--format', 'github'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test('2 where there was nothing to look at, unless that is accepted', () => {
    write({ 'notes.txt': 'nothing to lint\n' });
    const said = 'Nothing was checked. No rule looks at any of the files here. `--allow-empty` accepts that.\n';
    expect(cvl(['lint'])).toEqual({ status: 2, stdout: '', stderr: said });
    expect(cvl(['lint', '--allow-empty'])).toEqual({ status: 0, stdout: '', stderr: said });
    write(clean);
    const { status, stderr } = cvl(['lint', '--rule', 'docker/image']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        'Nothing was checked, because the configuration has docker/image off. Write `--rule docker/image --rule docker/image:warning`.\n',
    });
  });

  test('1 where something is wrong, at its place', () => {
    write({ ...clean, 'demo/example.yaml': clean['demo/example.yaml'].replace('stability: stable', 'stability: stabel') });
    const { status, stdout } = cvl(['lint']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/3:12\s+error\s+.*stable.*example\/schema/);
  });

  test('0 for warnings, 1 for more of them than --max-warnings, or with --fail-on warning', () => {
    write({ ...clean, 'demo/example.yaml': clean['demo/example.yaml'].replace('name: demo', 'name: The_Demo') });
    expect(cvl(['lint']).status).toBe(0);
    expect(cvl(['lint', '--max-warnings', '0']).status).toBe(1);
    expect(cvl(['lint', '--max-warnings', '1']).status).toBe(0);
    expect(cvl(['lint', '--fail-on', 'warning']).status).toBe(1);
    expect(cvl(['lint', '--quiet']).stdout).toBe('✔ No errors in 1 file, checked with 2 rules.\n');
  });

  test.each([
    ['a path that is not there', ['lint', 'nowhere'], 'nowhere: no such file or folder'],
    ['an unknown flag', ['lint', '--nonsense'], '--nonsense'],
    ['an unknown format', ['lint', '--format', 'jsn'], 'Did you mean "json"'],
    ['two formats for standard output', ['lint', '--format', 'json', '--format', 'sarif'], 'Only one format'],
    ['an unknown rule', ['lint', '--rule', 'example/shema:off'], 'example/schema'],
  ])('2 and one sentence for %s', (_, args, words) => {
    write(clean);
    const { status, stdout, stderr } = cvl(args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+/m);
  });
});

test('several reports in one run, some of them to files', () => {
  write({ ...clean, 'demo/example.yaml': 'name: demo\nname: again\n' });
  const { stdout } = cvl([
    'lint',
    '--format',
    'json',
    '--format',
    'sarif:out/cvl.sarif',
    '--rule',
    'example/duplicate-key:error',
  ]);
  expect(JSON.parse(stdout)[0].messages.map(({ ruleId }: { ruleId: string }) => ruleId)).toContain('example/duplicate-key');
  expect(JSON.parse(readFileSync(join(folder, 'out/cvl.sarif'), 'utf8')).version).toBe('2.1.0');
});

test('--rule switches a rule off, and on where the configuration has it off', () => {
  write({ ...clean, 'demo/example.yaml': `${clean['demo/example.yaml']}zzz: 1\n` });
  expect(cvl(['lint', '--rule', 'example/unknown-field:error']).status).toBe(1);
  expect(cvl(['lint', '--rule', 'example/unknown-field:error', '--rule', 'example/unknown-field:off']).status).toBe(0);
});

test('--stdin-filename lints a text that is not saved yet', () => {
  write(clean);
  const input = clean['demo/example.yaml'].replace('stability: stable', 'stability: stabel');
  const { status, stdout } = cvl(['lint', '--stdin-filename', 'demo/example.yaml'], { input });
  expect(status).toBe(1);
  expect(stdout).toContain('3:12');
  expect(readFileSync(join(folder, 'demo/example.yaml'), 'utf8')).toBe(clean['demo/example.yaml']);
});

test('only what lies in the given paths is reported, from whatever folder', () => {
  write({ ...clean, 'other/example.yaml': 'name: Other_One\n', 'demo/example.yaml': 'name: The_Demo\n' });
  const { stdout } = cvl(['lint', '.'], { cwd: join(folder, 'other') });
  expect(stdout).toContain('Other_One');
  expect(stdout).not.toContain('The_Demo');
});

test('--fix-dry-run shows the fixes, --fix writes them', () => {
  write({
    '.cvlrc': 'extends: []\nrules: { example/vocabulary: warning }\n',
    'demo/example.yaml': 'name: demo\nmodalities: [language]\n',
  });
  const { status, stdout } = cvl(['lint', '--fix-dry-run']);
  expect(status).toBe(1);
  expect(stdout).toContain('-modalities: [language]\n+modalities: [text]\n');
  expect(cvl(['lint', '--fix']).stdout).toContain('✔ No problems');
  expect(cvl(['lint', '--fix-dry-run'])).toEqual({ status: 0, stdout: '', stderr: '' });
  expect(readFileSync(join(folder, 'demo/example.yaml'), 'utf8')).toBe('name: demo\nmodalities: [text]\n');
});

test('the same tree gives the same bytes, twice', () => {
  write({ ...clean, 'a/example.yaml': 'name: A_b\n', 'b/example.yaml': 'name: A_b\n' });
  const args = ['lint', '--format', 'sarif'];
  expect(cvl(args).stdout).toBe(cvl(args).stdout);
});

test('git-ignored files are left out, and git is not run with what the repository configures', () => {
  write({ ...clean, '.gitignore': 'ignored/\n', 'ignored/example.yaml': 'name: Not_Seen\n' });
  execFileSync('git', ['init', '-q'], { cwd: folder });
  const marker = join(folder, 'executed');
  execFileSync('git', ['config', 'core.fsmonitor', `touch ${marker} #`], { cwd: folder });
  expect(cvl(['lint', '--fail-on', 'info']).status).toBe(0);
  expect(existsSync(marker)).toBe(false);
});

test('a large report reaches a slow reader whole', async () => {
  const examples = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`e${index}/example.yaml`, 'name: Not_Good\nzzz: 1\nyyy: 2\n']),
  );
  write({ '.cvlrc': '{}\n', ...examples });
  const child = spawn(process.execPath, [bin, 'lint', '--format', 'json'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) {
    chunks.push(chunk);
    await new Promise((later) => setTimeout(later, 2));
  }
  const report = Buffer.concat(chunks).toString('utf8');
  expect(report.length).toBeGreaterThan(200_000);
  expect(JSON.parse(report)).toHaveLength(300);
});

test('--version loads nothing of the bundle', () => {
  const copy = join(folder, 'copy');
  mkdirSync(join(copy, 'bin'), { recursive: true });
  writeFileSync(join(copy, 'bin/run.js'), readFileSync(bin));
  writeFileSync(join(copy, 'package.json'), readFileSync(join(__dirname, '../../../package.json')));
  const { stdout, status } = spawnSync(process.execPath, [join(copy, 'bin/run.js'), '--version'], { encoding: 'utf8', env });
  expect({ stdout, status }).toEqual({ stdout: expect.stringMatching(/^cvl \d+\.\d+\.\d+\n$/), status: 0 });
});
