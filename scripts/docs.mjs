/** Writes `docs/rules/` from the rules themselves, and the README's blocks from what they show. A test tells when this has to be run. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSource, root } from './source.mjs';

const { documentationPages } = await importSource('src/explain/pages.ts');
const { builtins } = await importSource('src/cli/builtin.ts');
const pages = await documentationPages(builtins);
const folder = join(root, 'docs', 'rules');
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
process.stdout.write(`docs/rules: ${pages.size} pages\n`);

const { fillReadme } = await importSource('src/explain/readme.ts');
const readme = join(root, 'README.md');
writeFileSync(readme, fillReadme(readFileSync(readme, 'utf8'), root));
