import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cvl-package-'));
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const packed = ['.', 'node_modules/jiti'].map((from) => {
    const args = ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder];
    return execFileSync('npm', args, { cwd: join(root, from), encoding: 'utf8' }).trim();
  });
  execFileSync('npm', ['install', '--offline', '--ignore-scripts', ...packed.map((name) => `./${name}`)], { cwd: folder });
  cpSync(join(root, 'test/fixtures/packs/team/plugin.ts'), join(folder, 'plugin.ts'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  return { status, output: stdout + stderr };
}

test('npm, bundlers and TypeScript find what package.json names, and readers what the README links to', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/check-package.mjs')], { encoding: 'utf8' });
  expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: '' });
});

test('only what is loaded at run time is installed with it', () => {
  expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['cvl', 'jiti']);
});

test('the installed command lints with a plugin in TypeScript', () => {
  mkdirSync(join(folder, 'demo'));
  writeFileSync(join(folder, 'demo/example.yaml'), 'name: demo\n');
  writeFileSync(join(folder, '.cvlrc'), 'extends: []\nplugins: [./plugin.ts]\nrules: { acme/owner: error }\n');
  const { status, output } = run(join(folder, 'node_modules/.bin/cvl'), 'lint', 'demo');
  expect(output).toMatch(
    /^\ndemo\/example\.yaml\n {2}1:1 {2}error {2}This example has no owner\. .* acme\/owner\n\n✖ 1 problem.*\n$/,
  );
  expect(status).toBe(1);
});

describe.each([
  ['nodenext', 'nodenext'],
  ['bundler', 'esnext'],
])('under moduleResolution %s', (moduleResolution, module) => {
  const compile = (...args: string[]) =>
    run(
      process.execPath,
      join(root, 'node_modules/typescript/bin/tsc'),
      ...['--strict', '--target', 'es2023', '--module', module, '--moduleResolution', moduleResolution],
      // Types of the packages that are bundled would be missing here.
      ...['--types', '', '--skipLibCheck', 'false'],
      ...args,
    );

  test('a plugin and its test compile, and run', () => {
    writeFileSync(
      join(folder, 'check.ts'),
      `import { checkSamples } from 'cvl/testing';
import plugin from './plugin.js';
const faults: readonly string[] = await checkSamples(plugin);
if (faults.length > 0) throw new Error(faults.join('\\n'));
`,
    );
    expect(compile('--outDir', 'built', 'plugin.ts', 'check.ts')).toEqual({ status: 0, output: '' });
    expect(run(process.execPath, 'built/check.js')).toEqual({ status: 0, output: '' });
  });

  test('a field that a target lacks is an error', () => {
    writeFileSync(
      join(folder, 'wrong.ts'),
      `import { defineRule } from 'cvl';
export default defineRule({
  name: 'wrong',
  scope: 'launch',
  docs: { summary: 's', why: 'w', bad: [], good: [] },
  messages: { m: 'a' },
  *check(launch) {
    yield { message: 'm', at: launch.nowhere };
  },
});
`,
    );
    const { status, output } = compile('--noEmit', 'wrong.ts');
    expect(output).toContain("wrong.ts(8,38): error TS2339: Property 'nowhere' does not exist on type 'Launch'.");
    expect(status).not.toBe(0);
  });
});
