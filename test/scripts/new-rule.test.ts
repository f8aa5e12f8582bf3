import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const needed = ['src', 'plugins', 'rules', 'scripts', 'docs/rules', 'test/cases', 'test/plugins/samples.test.ts'];
const settings = ['package.json', 'tsconfig.json', 'jest.config.cjs', 'biome.json', '.gitignore'];

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'cvl-new-rule-'));
  for (const path of [...needed, ...settings]) cpSync(join(root, path), join(copy, path), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

function run(script: string, ...args: string[]) {
  const { CI: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(copy, script), ...args], {
    cwd: copy,
    env,
    encoding: 'utf8',
  });
  return { status, output: stdout + stderr };
}

const written = (path: string): string => readFileSync(join(copy, path), 'utf8');

test.each([
  [[], 'Give one name, plugin/rule'],
  [['restart-policy'], 'Give one name, plugin/rule'],
  [['docker/RestartPolicy'], 'Give one name, plugin/rule'],
  [['dokcer/restart-policy'], 'There is no plugin "dokcer". The plugins are directives, docker,'],
  [['docker/mounts'], 'The rule docker/mounts already exists, in plugins/docker/rules/mounts.ts.'],
])('%s is refused in a sentence', (args, sentence) => {
  const { status, output } = run('scripts/new-rule.mjs', ...args);
  expect(status).toBe(2);
  expect(output).toContain(sentence);
});

test('a new rule compiles, is in its plugin, its packs and the docs, and its samples and its first case pass', () => {
  expect(run('scripts/new-rule.mjs', 'docker/restart-policy')).toMatchObject({ status: 0 });
  expect(run('scripts/new-rule.mjs', 'python/import')).toMatchObject({ status: 0 });

  expect(written('plugins/docker/index.ts')).toContain("import restartPolicy from './rules/restart-policy';");
  expect(written('plugins/python/index.ts')).toContain("import importRule from './rules/import';");
  expect(written('rules/packs/recommended.yaml')).toContain(
    '  docker/python-path-mount: warning\n  docker/restart-policy: warning\n  docker/secrets: error\n',
  );
  expect(written('rules/packs/strict.yaml')).toContain('  docker/restart-policy: error\n');
  expect(existsSync(join(copy, 'docs/rules/docker-restart-policy.md'))).toBe(true);
  expect(written('test/cases/docker/restart-policy/first/expected.txt')).toMatch(
    /^examples\/demo\/train\.sh:2:3 warning docker\/restart-policy marker\n {2}# FIXME\n {4}\^{5}\n/,
  );

  expect(run('node_modules/typescript/bin/tsc', '--noEmit')).toEqual({ status: 0, output: '' });
  const tests = run('node_modules/jest/bin/jest.js', 'test/cases', 'test/plugins/samples', '-t', 'docker|python/import');
  expect(tests.output).not.toContain('●');
  expect(tests.status).toBe(0);
});
