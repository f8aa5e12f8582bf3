import { existsSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { readRegularFile } from '../model/regular-file';

/** An installed npm package. */
export interface InstalledPackage {
  readonly name: string;
  readonly folder: string;
  /** Its folder in `node_modules`, which may be a link. */
  readonly place: string;
  readonly manifest: { readonly [key: string]: unknown };
}

export const isPath = (name: string): boolean => /^\.{1,2}([/\\]|$)/.test(name) || isAbsolute(name);

/** `@acme/pack/strict.yaml` is the package `@acme/pack` and the path `strict.yaml` in it. */
export function splitPackageName(name: string): { readonly name: string; readonly path: string } {
  const parts = name.split('/');
  const length = name.startsWith('@') ? 2 : 1;
  return { name: parts.slice(0, length).join('/'), path: parts.slice(length).join('/') };
}

/** Names that npm allows: nothing that could lead out of `node_modules`. */
export const isPackageName = (name: string): boolean => /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i.test(name);

/** Looks for a package as Node does: in `node_modules` of a folder and of those above it. */
export function findPackage(name: string, from: string): InstalledPackage | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    const manifest = readManifest(candidate);
    if (manifest) return { name, folder: realpathSync(candidate), place: candidate, manifest };
    if (folder === dirname(folder)) return undefined;
  }
}

export function readManifest(folder: string): InstalledPackage['manifest'] | undefined {
  try {
    const manifest: unknown = JSON.parse(readText(join(folder, 'package.json')) ?? 'null');
    return typeof manifest === 'object' && manifest !== null ? (manifest as InstalledPackage['manifest']) : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a regular file, without a byte order mark. Undefined if it can't be read. */
export const readText = (file: string): string | undefined =>
  readRegularFile(file)
    ?.toString('utf8')
    .replace(/^\uFEFF/, '');

/** The file that importing a package would load; undefined where it has none. */
export function packageEntry({ folder, manifest }: Pick<InstalledPackage, 'folder' | 'manifest'>): string | undefined {
  const declared = exported(manifest['exports'], '.') ?? manifest['main'];
  const candidates =
    typeof declared === 'string'
      ? [declared, `${declared}.js`, join(declared, 'index.js')]
      : ['index.js', 'index.ts', 'index.mjs', 'index.cjs'];
  const found = candidates.map((candidate) => join(folder, candidate)).find(isFile);
  if (found) return found;
  try {
    return createRequire(join(folder, 'package.json')).resolve(folder);
  } catch {
    return undefined;
  }
}

/**
 * The pack that a package offers: the file that its `package.json` names under `cvl` or exports as `./cvl`, else `pack.yaml`.
 * A mapping under `cvl` is the pack itself, and stands in `package.json`.
 */
export function packagePack({ folder, manifest }: Pick<InstalledPackage, 'folder' | 'manifest'>): string | undefined {
  const own = manifest['cvl'];
  if (typeof own === 'string') return join(folder, own);
  if (typeof own === 'object' && own !== null) return join(folder, 'package.json');
  const named = exported(manifest['exports'], './cvl');
  if (named !== undefined) return join(folder, named);
  return ['pack.yaml', 'pack.yml', 'pack.json'].map((name) => join(folder, name)).find(isFile);
}

/** The path that a package exports under a name, of the conditions that import() has. */
function exported(exports: unknown, name: string): string | undefined {
  if (typeof exports === 'string') return name === '.' ? exports : undefined;
  if (typeof exports !== 'object' || exports === null) return undefined;
  const table = exports as { readonly [key: string]: unknown };
  if (!Object.keys(table).some((key) => key.startsWith('.'))) return name === '.' ? conditional(table) : undefined;
  return conditional(table[name]);
}

function conditional(target: unknown): string | undefined {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null) return undefined;
  for (const [condition, value] of Object.entries(target)) {
    if (!['node', 'import', 'module-sync', 'default', 'require'].includes(condition)) continue;
    const found = conditional(value);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

/** Whether a file, links resolved, is in one of some folders. */
export function isInside(file: string, folders: readonly string[]): boolean {
  const real = realpathSync(file);
  return folders.some((folder) => {
    const path = relative(realpathSync(folder), real);
    return path !== '' && !path.startsWith('..') && !isAbsolute(path);
  });
}
