import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');
const team = join(__dirname, '../../fixtures/packs/team');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined };

let folder: string;
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-configuration-')));
  cpSync(team, join(folder, 'node_modules/@acme/cvl-pack'), { recursive: true });
  write({
    '.cvlrc': "extends: '@acme/cvl-pack'\nrules:\n  example/name-unique: warning\n",
    'examples/ocr/example.yaml': 'name: ocr\nstability: experimental\npresets: {train: {script: train.sh}}\n',
    'examples/ocr/train.sh': '#!/bin/bash\n',
    'wrong.yaml': 'rules:\n  example/shema: error\nextends: ./nowhere.yaml\n',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(files: { readonly [path: string]: string }): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function cvl(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  });
  return { status, stdout, stderr };
}

test('config print tells what holds for a file, and why', () => {
  const { status, stdout, stderr } = cvl('config', 'print', 'examples/ocr/train.sh', '--rule', 'example/syntax:off');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^examples\/ocr\/train\.sh\nconfiguration: \.cvlrc\nexample: examples\/ocr \(training\)\n\n/);
  expect(stdout).toMatch(
    /^acme\/owner +info ← @acme\/cvl-pack:18 \(stability experimental\), was error with teams ← @acme\/cvl-pack:11$/m,
  );
  expect(stdout).toMatch(/^example\/name-unique +warning ← \.cvlrc:3, was error ← cvl:recommended$/m);
  expect(stdout).toMatch(/^example\/syntax +off ← command line, was error ← cvl:recommended$/m);
});

test('config print --json holds the options as well', () => {
  const { rules } = JSON.parse(cvl('config', 'print', '--json').stdout) as { rules: { id: string; setting: object }[] };
  expect(rules.find(({ id }) => id === 'acme/owner')?.setting).toMatchObject({
    severity: 'error',
    options: { teams: ['@acme/vision', '@acme/language'] },
  });
});

test('the address of the pages of rules is the helpUri of each rule in SARIF', () => {
  write({
    'pages.yaml': "extends: []\nrulePages: 'https://example.com/{plugin}/{name}.html'\nrules: { example/schema: error }\n",
  });
  const [{ tool }] = JSON.parse(cvl('lint', '--config', 'pages.yaml', '--format', 'sarif').stdout).runs;
  expect(tool.driver.rules).toMatchObject([{ id: 'example/schema', helpUri: 'https://example.com/example/schema.html' }]);
  write({ 'pages.yaml': 'rulePages: nowhere\n' });
  const { status, stderr } = cvl('lint', '--config', 'pages.yaml');
  expect(stderr).toContain('must be an address such as https://example.com/rules/{plugin}-{name}');
  expect(status).toBe(2);
});

test('config schema knows the rules of plugins', () => {
  const schema = JSON.parse(cvl('config', 'schema').stdout) as { definitions: { rules: { properties: object } } };
  expect(Object.keys(schema.definitions.rules.properties)).toEqual(expect.arrayContaining(['acme/owner', 'example/schema']));
});

test('rules lists all, or those that are asked for', () => {
  expect(cvl('rules').stdout).toMatch(/^acme\/owner +error \(default off\) +Each example names the team that owns it$/m);
  const listed = JSON.parse(cvl('rules', 'example', '--severity', 'warning', '--format', 'json').stdout) as {
    id: string;
    severity: string;
  }[];
  expect(listed.map(({ id }) => id)).toContain('example/name-unique');
  expect(listed.every(({ id, severity }) => id.startsWith('example/') && severity === 'warning')).toBe(true);
});

test('rules ID explains a rule: what, why, incorrect, correct, options, and its setting', () => {
  const { stdout } = cvl('rules', 'acme/owner');
  for (const part of [
    'Each example names the team',
    'Here: error with teams ← @acme/cvl-pack:11',
    'Why',
    'Incorrect',
    'Correct',
    '`teams` (a list of strings)',
  ]) {
    expect(stdout).toContain(part);
  }
  expect(cvl('rules', 'example/shema')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'There is no rule "example/shema". Did you mean "example/schema"?\n',
  });
});

test('mistakes in the configuration are reported at their places, with exit code 2 and no stack', () => {
  expect(cvl('lint', '--config', 'wrong.yaml')).toEqual({
    status: 2,
    stdout: '',
    stderr:
      'wrong.yaml:2:3 There is no rule "example/shema". Did you mean "example/schema"?\nwrong.yaml:3:10 There is no pack "./nowhere.yaml".\n',
  });
});

test("linting uses a team's rule and reporter", () => {
  const { status, stdout } = cvl('lint', '--format', 'tally');
  expect(status).toBe(1);
  expect(stdout).toMatch(/^ +\d+ {2}examples\/ocr$/m);
  const results = JSON.parse(cvl('lint', '--format', 'json').stdout) as { messages: { ruleId: string; message: string }[] }[];
  expect(results.flatMap(({ messages }) => messages)).toContainEqual(
    expect.objectContaining({ ruleId: 'acme/owner', message: expect.stringContaining('Add `x-owner: "@acme/vision"`') }),
  );
});

test.each(['.', 'examples/ocr'])(
  '--no-config-code refuses the plugin in one sentence for %s, and the other rules go on',
  (path) => {
    const { status, stdout, stderr } = cvl('lint', path, '--no-config-code', '--format', 'json');
    expect({ status, stderr }).toEqual({ status: 2, stderr: '' });
    const results = JSON.parse(stdout) as { messages: { ruleId: string; message: string }[] }[];
    const found = results.flatMap(({ messages }) => messages);
    expect(found).toContainEqual(
      expect.objectContaining({
        ruleId: 'internal/rule-crashed',
        message: 'The plugin "./plugin.ts" is code, which --no-config-code refuses. Its findings are missing.',
      }),
    );
    expect(found.some(({ ruleId }) => ruleId.startsWith('example/'))).toBe(true);
  },
);
