/** Writes `docs/rules/` from the rules: a page for each rule, and an index. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSource, root } from './source.mjs';

export async function writePages() {
  const { documentationPages } = await importSource('src/explain/pages.ts');
  const { builtins } = await importSource('src/cli/builtin.ts');
  const pages = await documentationPages(builtins);
  const folder = join(root, 'docs', 'rules');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
  for (const [name, text] of pages) writeFileSync(join(folder, name), text);
  return pages.size;
}
