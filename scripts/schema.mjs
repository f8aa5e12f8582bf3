/** Writes the JSON Schema of `.cvlrc`, with the built-in rules, to `dist/`, where editors find it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSource, root } from './source.mjs';

export async function writeSchema() {
  const { builtinSchema } = await importSource('src/cli/builtin-schema.ts');
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'cvlrc.schema.json'), `${JSON.stringify(builtinSchema(), undefined, 2)}\n`);
}
