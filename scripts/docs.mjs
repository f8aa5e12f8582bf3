/** Writes `docs/rules/` from the rules themselves, and the README's blocks from what they show. A test tells when this has to be run. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importSource, root } from './source.mjs';

const { documentationPages } = await importSource('src/explain/pages.ts');
const { builtins } = await importSource('src/cli/builtin.ts');
const pages = await documentationPages(builtins);
const folder = join(root, 'docs', 'rules');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
process.stdout.write(`docs/rules: ${pages.size} pages\n`);

const { apiGroups, apiPage } = await importSource('src/explain/api-page.ts');
const read = (path) => ({ path, text: readFileSync(join(root, path), 'utf8') });
const module = (specifier, from) => {
  const path = join(dirname(from), specifier);
  return read([`${path}.ts`, join(path, 'index.ts')].find((candidate) => existsSync(join(root, candidate))));
};
writeFileSync(join(root, 'docs', 'api.md'), apiPage(apiGroups(read('src/api/index.ts'), module)));

const { fillReadme } = await importSource('src/explain/readme.ts');
const readme = join(root, 'README.md');
writeFileSync(readme, fillReadme(readFileSync(readme, 'utf8'), root));
