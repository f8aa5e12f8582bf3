/** Writes `docs/rules/`, `docs/api.md` and the README's generated blocks. A test fails where this has to be run. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writePages } from './pages.mjs';
import { importSource, root } from './source.mjs';

process.stdout.write(`docs/rules: ${await writePages()} pages\n`);

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
