/**
 * Writes the types that plugins import: one file for each entry of package.json, with all that it rests on, because the packages that are
 * bundled aren't installed with cvl. Resolves to whether TypeScript accepts the sources.
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { root } from './source.mjs';

const entries = { api: 'src/api/index.d.ts', testing: 'src/testing/index.d.ts' };

export async function writeTypes() {
  const declarations = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.types.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (declarations.status !== 0) return false;
  for (const [name, input] of Object.entries(entries)) {
    const bundle = await rollup({
      input: `${root}dist/declarations/${input}`,
      plugins: [dts({ respectExternal: true, tsconfig: `${root}tsconfig.types.json` })],
      external: /^node:/,
      onwarn(warning) {
        throw new Error(warning.message);
      },
    });
    await bundle.write({ file: `${root}dist/${name}.d.ts`, format: 'es' });
  }
  rmSync(`${root}dist/declarations`, { recursive: true });
  return true;
}
