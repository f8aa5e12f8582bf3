/** Writes `docs/rules/`, `docs/api.md`, `docs/reference.md`, and the generated blocks of other pages. A test fails if they're out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePages } from './pages.mjs';
import { importSource, root } from './source.mjs';

process.stdout.write(`docs/rules: ${await writePages()} pages\n`);

const { apiGroups, apiPage } = await importSource('src/explain/api-page.ts');
writeFileSync(join(root, 'docs', 'api.md'), apiPage(apiGroups(root)));

const { referencePage } = await importSource('test/reference/page.ts');
writeFileSync(join(root, 'docs', 'reference.md'), await referencePage(join(root, 'test/reference')));

const { fillBlocks } = await importSource('src/explain/readme.ts');
for (const page of ['README.md', 'docs/plugins.md']) {
  const path = join(root, page);
  writeFileSync(path, fillBlocks(readFileSync(path, 'utf8'), root));
}
