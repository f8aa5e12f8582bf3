import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const bin = join(__dirname, '../../../bin/run.js');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-merge-'));
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

const shards = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    cvl('lint', '--no-cache', '--shard', `${at + 1}/${count}`, '--format', `json:out/${at + 1}.json`),
  );

const plugin = `const docs = { summary: 'A rule', why: 'Because.', bad: [], good: [] };
module.exports = { name: 'acme', api: 1, rules: [
  { name: 'owner', scope: 'metadata', docs, messages: { found: 'No owner. Add one.' }, *check({ path }) {
    if (path.includes('broken')) throw new Error('Broken.');
    yield { message: 'found', at: { file: path } };
  } },
] };\n`;

test('with a plugin, a baseline, and comments, the merged report and its exit code are those of one run', () => {
  write({
    '.cvlrc':
      'extends: []\nplugins: [./plugin.cjs]\nignore: [out/**]\nrules: { acme/owner: warning, example/name-format: error, directives/unused: warning }\n',
    'plugin.cjs': plugin,
    'a/example.yaml': 'name: The_A\n',
    'b/example.yaml': 'name: The_B # cvl-disable-line example/name-format -- Its name.\n',
    'c/example.yaml': 'name: c # cvl-disable-line example/name-format -- Not needed.\n',
  });
  cvl('lint', '--write-baseline', 'a', '--rule', 'example/name-format');
  const one = cvl('lint', '--no-cache', '--format', 'json');
  expect(one.status).toBe(0);
  expect(one.stdout).toContain('directives/unused');
  const parts = shards(2);
  expect(parts.map(({ status }) => status)).toEqual([0, 0]);
  expect(parts.map(({ stderr }) => stderr)).toEqual(['', '']);
  expect(cvl('merge', 'out/2.json', 'out/1.json')).toEqual(one);
  expect(cvl('merge', 'out/1.json', 'out/2.json', '--no-baseline').status).toBe(1);
});

test('what was wrong in a shard, or is missing, is never a pass', () => {
  write({
    '.cvlrc': 'extends: []\nplugins: [./plugin.cjs]\nignore: [out/**]\nrules: { acme/owner: warning }\n',
    'plugin.cjs': plugin,
    'a/example.yaml': 'name: a\n',
    'broken/example.yaml': 'name: b\n',
  });
  expect(shards(2).map(({ status }) => status)).toContain(2);
  const one = cvl('lint', '--no-cache', '--format', 'json');
  expect(one).toMatchObject({ status: 2, stdout: expect.stringContaining('internal/rule-crashed') });
  expect(cvl('merge', 'out/1.json', 'out/2.json')).toEqual(one);
  const missing = cvl('merge', 'out/1.json');
  expect(missing).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('The report of shard 2/2 is missing') });
});
