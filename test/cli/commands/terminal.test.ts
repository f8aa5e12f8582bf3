import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteForShell } from '../../../src/text/shell-quote';

const root = join(__dirname, '../../..');
const bin = join(root, 'bin/run.js');
const zoo = join(root, 'test/fixtures/zoo');
const detector = 'examples/perception/object_detection/street-detector';

/** What a command prints on a terminal of 80 columns, without colors. */
function shown(...args: readonly string[]): readonly string[] {
  const { CI: _, ...env } = process.env;
  const command = `stty cols 80 rows 40; ${quoteForShell([process.execPath, bin, ...args])}`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: zoo,
    env: { ...env, NODE_ENV: 'production', NO_COLOR: '1', TERM: 'xterm', SHELL: '/bin/bash' },
    encoding: 'utf8',
  });
  return stdout.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '').split(/\r*\n/);
}

const commands: readonly string[] = Object.keys(JSON.parse(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')).commands);

test('the help of each command fits 80 columns', () => {
  const wide = commands.flatMap((id) => shown(...id.split(':'), '--help').filter((line) => line.length > 80));
  expect(wide).toEqual([]);
});

test.each([
  [['rules', 'metrics/finite']],
  [['rules']],
  [['inspect', detector]],
  [['config', 'print', detector]],
  [['runs', 'examples/perception/image_classification']],
  [['lint', 'examples/perception/image_classification', '--no-progress', '--summary', '--rule', '*/*:warning']],
])('what %j prints fits 80 columns', (args) => {
  const lines = shown(...args);
  expect(lines.length).toBeGreaterThan(3);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
