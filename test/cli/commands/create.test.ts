import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../../..');
const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', GITHUB_ACTIONS: '' };

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cvl-create-')));
  run('git', 'init', '-q');
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  symlinkSync(root, join(folder, 'node_modules/cvl'));
  for (const name of ['jiti', '@types/node']) symlinkSync(join(root, 'node_modules', name), join(folder, 'node_modules', name));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const cvl = (...args: readonly string[]) => run(process.execPath, join(root, 'bin/run.js'), ...args);
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

test.each([
  ['pytorch', 'examples/perception/image_classification/leaf-classifier', 'perception/image_classification'],
  ['lightning', 'examples/shirts', 'perception/image_classification'],
  ['trl', 'examples/generative/chat/support-bot', 'generative/chat'],
  ['inference', 'somewhere/tagger', 'perception/image_classification'],
])('an example of the kind %s passes cvl:strict, also when it is linted alone', (kind, path, capability) => {
  writeFileSync(join(folder, '.cvlrc'), 'extends: [cvl:strict]\n');
  const { status, stdout } = cvl('create', 'example', path, '--kind', kind);
  expect(stdout).toContain(`  ${path}/example.yaml\n`);
  expect(status).toBe(0);
  expect(read(`${path}/example.yaml`)).toContain(`capability: ${capability}\n`);
  expect(statSync(join(folder, path, 'build.sh')).mode & 0o111).toBe(0o111);
  run('git', 'add', '-A');
  expect(cvl('lint', '--fail-on', 'info').stdout).toMatch(/^✔ No problems in \d+ files/);
  expect(cvl('lint', path, '--fail-on', 'info').status).toBe(0);
});

describe('a plugin', () => {
  beforeEach(() => {
    expect(cvl('create', 'plugin', 'tools/acme')).toMatchObject({ status: 0 });
  });

  test('compiles, and its test passes', () => {
    const types = run(process.execPath, join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tools/acme');
    expect(types).toEqual({ status: 0, stdout: '', stderr: '' });
    const { status, stdout } = run('npm', 'test', '--prefix', 'tools/acme');
    expect(stdout).toContain('# pass 2\n# fail 0\n');
    expect(status).toBe(0);
  });

  test('reports what its rule finds once it is configured as was said, and its page is what `cvl rules` prints', () => {
    mkdirSync(join(folder, 'demo'));
    writeFileSync(join(folder, 'demo/example.yaml'), 'name: demo\n');
    writeFileSync(join(folder, '.cvlrc'), 'extends: []\nplugins: [./tools/acme/index.ts]\nrules: { acme/owner: warning }\n');
    expect(cvl('lint').stdout).toContain('demo/example.yaml\n  1:1  warning  This example has no owner.');
    const page = cvl('rules', 'acme/owner', '--format', 'markdown').stdout;
    expect(read('tools/acme/docs/owner.md')).toBe(page.replace(/^- Here: .*\n/m, ''));
  });
});

test('a pack can be extended as was said, and its check finds what it is about', () => {
  const { stdout } = cvl('create', 'pack', 'tools/acme-pack');
  expect(stdout).toContain('  extends: [./tools/acme-pack/pack.yaml]\n');
  writeFileSync(join(folder, '.cvlrc'), 'extends: [./tools/acme-pack/pack.yaml]\n');
  mkdirSync(join(folder, 'demo'));
  writeFileSync(join(folder, 'demo/example.yaml'), 'name: demo\n');
  writeFileSync(join(folder, 'demo/run.sh'), '#!/bin/bash\nset -euo pipefail\ndocker run --rm -v /data:/data alpine:3.20 true\n');
  const report = cvl('lint', '--rule', 'acme-pack/data-read-only').stdout;
  expect(report).toContain('/data is mounted at /data with write access. Add `,readonly` or `:ro`');
});

describe('nothing is written', () => {
  test('where one of the files exists', () => {
    mkdirSync(join(folder, 'tools/acme'), { recursive: true });
    writeFileSync(join(folder, 'tools/acme/index.ts'), 'mine');
    const { status, stderr } = cvl('create', 'plugin', 'tools/acme');
    expect(stderr).toBe(`Nothing is written. ${folder}/tools/acme/index.ts already exists.\n`);
    expect(status).toBe(2);
    expect(read('tools/acme/index.ts')).toBe('mine');
    expect(existsSync(join(folder, 'tools/acme/package.json'))).toBe(false);
  });

  test('through a link that leads out of the repository', () => {
    const other = mkdtempSync(join(tmpdir(), 'cvl-other-'));
    symlinkSync(other, join(folder, 'tools'));
    const { status, stderr } = cvl('create', 'pack', 'tools/acme');
    expect(stderr).toContain('A symbolic link on its path leads out of the repository.');
    expect(status).toBe(2);
    expect(existsSync(join(other, 'acme'))).toBe(false);
    rmSync(other, { recursive: true });
  });

  test.each(['tools/Acme_X', '.', 'tools/1st'])('in %s, whose name is no name of a plugin', (path) => {
    const { status, stderr } = cvl('create', 'plugin', path);
    expect(stderr).toContain('Write lowercase words joined by hyphens');
    expect(status).toBe(2);
  });
});
