import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillReadme } from '../../src/explain/readme';

const root = join(__dirname, '../..');

test('the README shows what cvl really prints, and the plugin that is really loaded; `npm run docs` brings it up to date', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  expect(fillReadme(readme, root)).toBe(readme);
});

test('the README links only to what is there', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path]) => join(root, path ?? ''));
  expect(links.length).toBeGreaterThan(4);
  for (const path of links) expect(() => readFileSync(path)).not.toThrow(/ENOENT/);
});
