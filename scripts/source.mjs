/** Lets scripts use what stands in `src/`: policy data as esbuild loads it, and modules compiled on the fly. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import yamlData from './yaml-data.cjs';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** What every bundle has in common. */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: ['jiti', 'typescript', 'uplot'],
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

/** Imports a module of `src/`, by its path from the root. */
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
