/** Writes `docs/rules/` from the rules themselves. A test tells when this has to be run. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSource, root } from './source.mjs';

const { documentationPages } = await importSource('src/explain/pages.ts');
const pages = documentationPages();
const folder = join(root, 'docs', 'rules');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
process.stdout.write(`docs/rules: ${pages.size} pages\n`);
