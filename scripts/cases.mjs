/**
 * Runs the cases in test/cases and test/reference: all of them, or those whose path contains one of the arguments. `--update` rewrites
 * their `expected.txt`.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from './source.mjs';

const { values, positionals } = parseArgs({ options: { update: { type: 'boolean' } }, allowPositionals: true });
if (values.update && process.env.CI !== undefined) {
  process.stderr.write("CI doesn't rewrite expected reports. Update them on your machine and commit them.\n");
  process.exit(2);
}
const escaped = positionals.map((path) =>
  path.replace(/^(\.\/)?test\/(cases\/)?|\/$/g, '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
);
const { status } = spawnSync(
  process.execPath,
  [
    `${root}node_modules/jest/bin/jest.js`,
    'test/cases/cases.test.ts',
    'test/reference/reference.test.ts',
    ...(escaped.length > 0 ? ['--testNamePattern', escaped.join('|')] : []),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ...(values.update && { CVL_UPDATE_CASES: '1' }) } },
);
process.exitCode = status ?? 1;
