/**
 * Builds `dist/`: the bundles, the licenses of the packages in them, the types that plugins import, and the schema of `.cvlrc`. The packs
 * and tables in `rules/` are compiled in, so that cvl doesn't parse YAML of its own when it starts.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Plugin } from '@oclif/core';
import { bundle } from './bundle.mjs';
import { noticesFor } from './notices.mjs';
import { writeSchema } from './schema.mjs';
import { root } from './source.mjs';
import { writeTypes } from './types.mjs';

rmSync(`${root}dist`, { recursive: true, force: true });
writeFileSync(`${root}dist/THIRD_PARTY_NOTICES.txt`, noticesFor(await bundle()));
// What is kept in the cache was found by exactly this code.
writeFileSync(`${root}dist/build-id`, `${hashOfFiles(`${root}dist`)}\n`);
await writeSchema();

// With a manifest, cvl loads only the command that runs.
rmSync(`${root}oclif.manifest.json`, { force: true });
const plugin = new Plugin({ root, type: 'core', errorOnManifestCreate: true, respectNoCacheDefault: true });
await plugin.load();
writeFileSync(`${root}oclif.manifest.json`, JSON.stringify(plugin.manifest));

if (!(await writeTypes())) process.exitCode = 1;

/** A hash of the names and the contents of all scripts below a folder. */
function hashOfFiles(folder) {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder, { recursive: true }).sort()) {
    if (name.endsWith('.js')) hash.update(`${name}\0`).update(readFileSync(`${folder}/${name}`));
  }
  return hash.digest('hex').slice(0, 32);
}
