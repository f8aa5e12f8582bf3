/** Makes a bundle for each command, with shared chunks, so that a command loads only what it uses. */
import { readdirSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { latePlugins } from './late-plugins.mjs';
import { mergeChunks } from './merge-chunks.mjs';
import { bundling, root } from './source.mjs';

const commands = readdirSync(`${root}src/cli/commands`, { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => [`commands/${file.replace(/\.ts$/, '')}`, `src/cli/commands/${file}`]);

/** What a lint loads at once, and what it loads when something is judged. */
const groups = {
  lint: ['src/cli/main.ts', 'src/cli/commands/lint.ts', 'src/cli/lint/cache.ts', 'src/reporters/stylish/index.ts'],
  rules: ['src/engine/run-unit.ts', 'src/model/views.ts', 'src/cli/builtin-plugins.ts?code'],
};

/** What is loaded in processes of its own, without the rest. */
const apart = ['src/api/index.ts', 'src/cli/engine-wrapper.ts'];

/** Writes the bundles to `dist/`, unless `write` is false. Returns esbuild's metafile. */
export async function bundle({ write = true } = {}) {
  const { plugin, samples } = await latePlugins();
  const { metafile } = await build({
    ...bundling,
    plugins: [...bundling.plugins, plugin],
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
  if (!write) return metafile;
  writeFileSync(`${root}dist/samples.json`, samples);
  await mergeChunks(metafile.outputs, { groups, apart });
  return metafile;
}
