import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillReadme } from '../../src/explain/readme';

const root = join(__dirname, '../..');

test('the README shows the real output and the plugin that tests load. If this fails, run `npm run docs`', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(fillReadme(readme, root)).toBe(readme);
});

test('the README links only to files that exist', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => join(root, path ?? ''));
  expect(links.length).toBeGreaterThan(4);
  for (const path of links) expect(() => readFileSync(path)).not.toThrow(/ENOENT/);
});
