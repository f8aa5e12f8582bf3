/** Writes `docs/rules/`, `docs/api.md`, `docs/reference.md`, and the generated blocks of the README. A test fails if they're out of date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writePages } from './pages.mjs';
import { importSource, root } from './source.mjs';

process.stdout.write(`docs/rules: ${await writePages()} pages\n`);

const { apiGroups, apiPage } = await importSource('src/explain/api-page.ts');
writeFileSync(join(root, 'docs', 'api.md'), apiPage(apiGroups(root)));

const { referencePage } = await importSource('test/reference/page.ts');
writeFileSync(join(root, 'docs', 'reference.md'), await referencePage(join(root, 'test/reference')));

const { fillReadme } = await importSource('src/explain/readme.ts');
const readme = join(root, 'README.md');
writeFileSync(readme, fillReadme(readFileSync(readme, 'utf8'), root));
