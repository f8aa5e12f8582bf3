import { closeSync, createReadStream, existsSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { listByGit } from './git';
import type { FileEntry } from './targets';
import type { FileTree, TreeItem, TreeStat } from './tree';
import { walk } from './walk';

/** The files under a folder on disk. Throws where the root itself can't be read. */
export function diskTree(root: string): FileTree {
  const real = realpathSync(root);
  const inside = real.endsWith(sep) ? real : real + sep;
  const tracked = listByGit(real);
  let entries: readonly FileEntry[] | undefined;

  /** The real place of a path, or undefined where a symlink leads out of the root. */
  const locate = (path: string): string | undefined => {
    if (path.includes('\0')) return undefined;
    const full = path === '' ? real : join(real, path);
    if (full !== real && !full.startsWith(inside)) return undefined;
    try {
      const target = realpathSync.native(full);
      return target === real || target.startsWith(inside) ? target : undefined;
    } catch {
      return undefined; // missing, a loop of links, or not permitted: there is nothing to read
    }
  };

  return {
    root: real,
    git: tracked !== undefined,
    entries: () => (entries ??= tracked ?? walk(real)),
    stat(path) {
      const full = locate(path);
      return full === undefined ? undefined : statOf(full);
    },
    list(folder) {
      const full = locate(folder);
      return full === undefined
        ? []
        : listFolder(full, (name) => this.stat(folder === '' ? name : `${folder}/${name}`)?.kind ?? 'other');
    },
    read(path) {
      const full = locate(path);
      if (full === undefined) return undefined;
      try {
        return statSync(full).isFile() ? readFileSync(full) : undefined;
      } catch {
        return undefined; // not permitted, or gone since it was listed
      }
    },
    async *stream(path, start = 0) {
      const full = locate(path);
      if (full === undefined || !isReadable(full)) return;
      yield* createReadStream(full, { start, highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
    },
  };
}

function statOf(full: string): TreeStat | undefined {
  try {
    const stat = statSync(full);
    if (stat.isDirectory()) return { kind: 'folder', size: 0, executable: false };
    if (stat.isFile()) return { kind: 'file', size: stat.size, executable: (stat.mode & 0o111) !== 0 };
  } catch {
    // gone since it was located
  }
  return undefined;
}

function listFolder(full: string, followed: (name: string) => TreeItem['kind']): readonly TreeItem[] {
  try {
    return readdirSync(full, { withFileTypes: true })
      .map((item): TreeItem => {
        if (item.isFile()) return { name: item.name, kind: 'file' };
        if (item.isDirectory()) return { name: item.name, kind: 'folder' };
        return { name: item.name, kind: item.isSymbolicLink() ? followed(item.name) : 'other' };
      })
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return []; // no folder, or not permitted
  }
}

function isReadable(full: string): boolean {
  try {
    if (!statSync(full).isFile()) return false;
    closeSync(openSync(full, 'r'));
    return true;
  } catch {
    return false;
  }
}

/** The nearest folder at or above a path that is the root of a git checkout. */
export function gitRootOf(path: string): string | undefined {
  for (let folder = path; ; ) {
    if (existsSync(join(folder, '.git'))) return folder;
    const parent = join(folder, '..');
    if (parent === folder) return undefined;
    folder = parent;
  }
}
