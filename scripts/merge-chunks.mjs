/** Merges chunks that a command loads together: one file loads sooner than seventy. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { build } from 'esbuild';
import { bundling, root } from './source.mjs';

/**
 * Writes a file for each group. `groups` has the sources of the modules that are loaded first, by the name of the file; `apart` those whose
 * chunks stay as they are, because they're loaded alone. `outputs` is what esbuild says of the chunks.
 */
export async function mergeChunks(outputs, { groups, apart }) {
  const chunkOf = new Map(Object.entries(outputs).flatMap(([path, { entryPoint }]) => (entryPoint ? [[entryPoint, path]] : [])));
  const loadedBy = (sources) => {
    const found = new Set();
    const add = (path) => {
      if (found.has(path)) return;
      found.add(path);
      for (const { path: other, kind, external } of outputs[path].imports)
        if (kind === 'import-statement' && !external) add(other);
    };
    for (const source of sources) {
      if (!chunkOf.has(source)) throw new Error(`There is no chunk of ${source}.`);
      add(chunkOf.get(source));
    }
    return found;
  };
  const left = loadedBy(apart);
  const merged = new Map();
  for (const [name, sources] of Object.entries(groups)) {
    const chunks = [...loadedBy(sources)].filter((path) => !left.has(path));
    for (const chunk of chunks) left.add(chunk);
    const target = `dist/${name}.js`;
    await merge(chunks, { outputs, target });
    for (const [index, chunk] of chunks.entries())
      merged.set(chunk, { target, prefix: prefixOf(index), exported: outputs[chunk] });
    for (const path of Object.keys(outputs)) if (!merged.has(path)) redirect(path, merged);
  }
  for (const [path, { target, prefix, exported }] of merged) {
    if (exported.entryPoint) writeFileSync(join(root, path), `${reexport(exported.exports, prefix, between(path, target))}\n`);
    else rmSync(join(root, path));
  }
}

const prefixOf = (index) => `m${index}_`;

const between = (from, to) => {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
};

const reexport = (names, prefix, from) =>
  names.length === 0
    ? `import ${JSON.stringify(from)};`
    : `export{${names.map((name) => `${prefix}${name} as ${name}`)}}from${JSON.stringify(from)};`;

/** Bundles chunks. Each exports what it did, with a prefix; what is imported later stays a file of its own. */
async function merge(chunks, { outputs, target }) {
  const inGroup = new Set(chunks.map((path) => join(root, path)));
  const contents = chunks.map((path, index) => {
    const names = outputs[path].exports;
    const from = JSON.stringify(between(target, path));
    return names.length === 0
      ? `import ${from};`
      : `export{${names.map((name) => `${name} as ${prefixOf(index)}${name}`)}}from${from};`;
  });
  const folder = join(root, dirname(target));
  await build({
    ...bundling,
    stdin: { contents: contents.join('\n'), resolveDir: folder },
    outfile: join(root, target),
    minifySyntax: true,
    minifyWhitespace: true,
    ignoreAnnotations: true,
    banner: {},
    plugins: [
      {
        name: 'own-chunks',
        setup(builder) {
          builder.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
            const full = join(resolveDir, path);
            if (kind !== 'dynamic-import' && inGroup.has(full)) return undefined;
            const from = relative(folder, full);
            return { path: from.startsWith('.') ? from : `./${from}`, external: true };
          });
        },
      },
    ],
  });
}

/** Imports come first in a chunk, after the banner. */
const oneImport = /import(?:\{([^}]*)\}from)?\s*"([^"]+)";/y;

/** Imports from merged chunks what a chunk imports. */
function redirect(path, merged) {
  const text = readFileSync(join(root, path), 'utf8');
  const start = text.indexOf('\n') + 1;
  let at = start;
  let imports = '';
  for (;;) {
    oneImport.lastIndex = at;
    const found = oneImport.exec(text);
    if (!found) break;
    at = oneImport.lastIndex;
    const [whole, names, from] = found;
    const target = merged.get(posix.join(posix.dirname(path), from));
    imports += target ? redirected(names, target, path) : whole;
  }
  if (at > start) writeFileSync(join(root, path), text.slice(0, start) + imports + text.slice(at));
}

function redirected(names, { target, prefix }, path) {
  const from = JSON.stringify(between(path, target));
  const bindings = (names ?? '').split(',').filter((each) => each !== '');
  return bindings.length === 0
    ? `import${from};`
    : `import{${bindings.map((each) => (/ as /.test(each) ? `${prefix}${each}` : `${prefix}${each} as ${each}`))}}from${from};`;
}
