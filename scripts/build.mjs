/**
 * Builds `dist/`: one bundle a command with shared chunks, so that a command loads only what it uses, and the types that plugins
 * import. Packs and policy data under `rules/` are compiled in, so that start-up parses no YAML of ours.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('..', import.meta.url));
const yamlData = {
  name: 'yaml-data',
  setup(builder) {
    builder.onLoad({ filter: /\.ya?ml$/ }, ({ path }) => ({
      contents: JSON.stringify(parse(readFileSync(path, 'utf8'))),
      loader: 'json',
    }));
  },
};

const commands = readdirSync(`${root}src/commands`, { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => [`commands/${file.replace(/\.ts$/, '')}`, `src/commands/${file}`]);

rmSync(`${root}dist`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: Object.fromEntries([['cli', 'src/cli.ts'], ['api', 'src/api/index.ts'], ['testing', 'src/api/testing.ts'], ...commands]),
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  external: ['jiti', 'typescript', 'uplot'],
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  plugins: [yamlData],
  logLevel: 'warning',
});

const declarations = spawnSync(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-p', 'tsconfig.types.json'], { cwd: root, stdio: 'inherit' });
process.exitCode = declarations.status ?? 1;
