/** Makes a bundle for each command, with shared chunks, so that a command loads only what it uses. */
import { readdirSync } from 'node:fs';
import { build } from 'esbuild';
import { bundling, root } from './source.mjs';

const commands = readdirSync(`${root}src/cli/commands`, { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => [`commands/${file.replace(/\.ts$/, '')}`, `src/cli/commands/${file}`]);

/** Writes the bundles to `dist/`, unless `write` is false. Returns esbuild's metafile. */
export async function bundle({ write = true } = {}) {
  const { metafile } = await build({
    ...bundling,
    entryPoints: Object.fromEntries([
      ['cli', 'src/cli/main.ts'],
      ['api', 'src/api/index.ts'],
      ['testing', 'src/testing/index.ts'],
      ['plugin-process', 'src/cli/plugin-process.ts'],
      ['engine-wrapper', 'src/cli/engine-wrapper.ts'],
      ...commands,
    ]),
    outdir: 'dist',
    splitting: true,
    minifySyntax: true,
    minifyWhitespace: true,
    // The licenses are in THIRD_PARTY_NOTICES.txt.
    legalComments: 'none',
    metafile: true,
    write,
  });
  return metafile;
}
