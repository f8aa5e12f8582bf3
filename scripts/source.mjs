/** Lets scripts import modules of `src/`, compiled on the fly, with packs and tables as the bundle has them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import yamlData from './yaml-data.cjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** The options of every bundle. */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['jiti', 'typescript'],
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
  plugins: [
    {
      name: 'yaml-data',
      setup(builder) {
        builder.onLoad({ filter: /\.ya?ml$/ }, ({ path }) => ({
          contents: JSON.stringify(yamlData(path)),
          loader: 'json',
        }));
      },
    },
  ],
};

/** Imports a module by its path from the root. */
export async function importSource(path) {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-source-'));
  const outfile = join(folder, 'module.mjs');
  try {
    await build({ ...bundling, entryPoints: [path], outfile });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
