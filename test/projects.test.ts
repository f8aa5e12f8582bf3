import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const { projects } = require('../jest.config.cjs') as {
  readonly projects: readonly { readonly displayName: string; readonly testPathIgnorePatterns: readonly string[] }[];
};

test('`npm run test:fast` runs no test that starts a process; jest.config.cjs lists those', () => {
  const slow = projects
    .find(({ displayName }) => displayName === 'fast')!
    .testPathIgnorePatterns.map((pattern) => new RegExp(pattern.replace('<rootDir>/test/', '^')));
  const starting = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !slow.some((pattern) => pattern.test(file)))
    .filter((file) => /^import .* from 'node:child_process'/m.test(readFileSync(join(__dirname, file), 'utf8')));
  expect(starting).toEqual([]);
});
