/**
 * The CPU time for parsing and symbolically evaluating every shell script of a repository, without the start of the process.
 * usage: node test/bench/shell.bench.mjs FOLDER     (a git checkout; default $CVL_CORPUS)
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const corpus = process.argv[2] ?? process.env.CVL_CORPUS;
if (!corpus || !existsSync(corpus)) {
  console.error('Name a checkout with shell scripts.');
  process.exitCode = 2;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'cvl-bench-'));
  try {
    await bench(folder, corpus);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function bench(folder, root) {
  const entry = `export { evaluate } from './src/languages/shell/evaluate';
export { parseShell, parseSource } from './src/languages/shell/syntax/parse';
export { rootedPath } from './src/languages/shell/values/roots';`;
  const outfile = join(folder, 'shell.mjs');
  await build({
    stdin: { contents: entry, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  const { evaluate, parseShell, parseSource, rootedPath } = await import(pathToFileURL(outfile).href);
  const list = (pattern) =>
    execFileSync('git', ['ls-files', '-z', ...pattern], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
      .split('\0')
      .filter(Boolean);
  const host = trackedFiles(root, list([]), rootedPath);
  const files = list(['*.sh']).flatMap((path) =>
    existsSync(join(root, path)) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [],
  );
  const size = files.reduce((sum, { text }) => sum + text.length, 0);
  const cpu = (run) => {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  };
  let commands = 0;
  const evaluateAll = () => {
    commands = 0;
    for (const file of files) commands += evaluate(parseShell(file), { mode: 'symbolic', host }).commands.length;
  };
  const wall = performance.now();
  const first = cpu(evaluateAll);
  if (process.env.WALL) console.log('wall', (performance.now() - wall).toFixed(0), 'ms');
  const again = cpu(evaluateAll);
  const parsing = cpu(() => {
    for (const { text } of files) parseSource(text);
  });
  console.log(`${files.length} scripts, ${(size / 1e3).toFixed(0)} kB, ${commands} container commands`);
  console.log(
    `first ${first.toFixed(2)} s, again ${again.toFixed(2)} s, of which parsing ${parsing.toFixed(2)} s (${(again / parsing).toFixed(1)} times parsing)`,
  );
}

function trackedFiles(root, paths, rootedPath) {
  const files = new Set(paths);
  const folders = new Map();
  for (const path of paths) {
    const parts = path.split('/');
    for (let depth = 0; depth < parts.length; depth += 1) {
      const folder = parts.slice(0, depth).join('/');
      if (!folders.has(folder)) folders.set(folder, new Set());
      folders.get(folder).add(parts[depth]);
    }
  }
  const inside = (path) => {
    const rooted = rootedPath(path);
    return rooted?.root === 'repository' && rooted.above === 0 ? rooted.path : undefined;
  };
  return {
    kind: (path) => (files.has(inside(path)) ? 'file' : folders.has(inside(path)) ? 'folder' : undefined),
    read: (path) => (files.has(inside(path)) ? readFileSync(join(root, inside(path)), 'utf8') : undefined),
    list: (path) => (folders.has(inside(path)) ? [...folders.get(inside(path))] : undefined),
    executable: () => undefined,
  };
}
