/**
 * Builds `dist/`: one bundle a command with shared chunks, so that a command loads only what it uses, and the types that plugins
 * import. Packs and policy data under `rules/` are compiled in, so that start-up parses no YAML of ours.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { Plugin } from '@oclif/core';
import { build } from 'esbuild';
import { writeSchema } from './schema.mjs';
import { bundling, root } from './source.mjs';

const commands = readdirSync(`${root}src/cli/commands`, { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => [`commands/${file.replace(/\.ts$/, '')}`, `src/cli/commands/${file}`]);

rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  ...bundling,
  entryPoints: Object.fromEntries([
    ['cli', 'src/cli/main.ts'],
    ['api', 'src/api/index.ts'],
    ['testing', 'src/testing/index.ts'],
    ...commands,
  ]),
  outdir: 'dist',
  splitting: true,
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
});
await writeSchema();

// With a manifest the command line is understood without loading any command but the one that runs.
rmSync(`${root}oclif.manifest.json`, { force: true });
const plugin = new Plugin({ root, type: 'core', errorOnManifestCreate: true, respectNoCacheDefault: true });
await plugin.load();
writeFileSync(`${root}oclif.manifest.json`, JSON.stringify(plugin.manifest));

const declarations = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.types.json'], {
  cwd: root,
  stdio: 'inherit',
});
process.exitCode = declarations.status ?? 1;
