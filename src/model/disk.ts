import {
  closeSync,
  createReadStream,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  type Stats,
  statSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { folderOf, joinPath, nameOf } from '../text/path';
import { listByGit } from './git';
import { remembered } from './query';
import type { FileTree, TreeItem } from './tree';
import { walk } from './walk';

/** A file of at most so many bytes is read in one step: cheaper than a stream, which waits for a thread at every step. */
const wholeAtOnce = 1 << 18;

/** The files under a folder on disk. Throws where the root itself can't be read. */
export function diskTree(root: string): FileTree {
  const real = realpathSync(root);
  const inside = real.endsWith(sep) ? real : real + sep;
  const tracked = listByGit(real);

  /** The real place of a folder, asked of the system once; undefined where it is missing or a symlink leads out of the root. */
  const realFolder = remembered('disk.folder', (folder) => (folder === '' ? real : realInside(join(real, folder))));
  const realInside = (full: string): string | undefined => {
    try {
      const target = realpathSync.native(full);
      return target === real || target.startsWith(inside) ? target : undefined;
    } catch {
      return undefined; // missing, a loop of links, or not permitted: there is nothing to read
    }
  };

  /** The real place of a path and what is there, symlinks followed as long as they stay inside. */
  const locate = (path: string): { readonly full: string; readonly stat: Stats } | undefined => {
    if (path.includes('\0')) return undefined;
    const folder = realFolder(path === '' ? '' : folderOf(path));
    if (folder === undefined) return undefined;
    const name = nameOf(path);
    if (name === '..' || name === '.') return undefined;
    const full = path === '' ? folder : `${folder}${sep}${name}`;
    const stat = statAt(full, lstatSync);
    if (!stat?.isSymbolicLink()) return stat && { full, stat };
    const target = realInside(full);
    const followed = target === undefined ? undefined : statAt(target, statSync);
    return target !== undefined && followed ? { full: target, stat: followed } : undefined;
  };

  return {
    root: real,
    git: tracked !== undefined,
    folderInCheckout: tracked ? folderInCheckout(real) : '',
    entries: () => tracked ?? walk(real),
    stat(path) {
      const stat = locate(path)?.stat;
      if (stat?.isDirectory()) return { kind: 'folder', size: 0, executable: false };
      if (stat?.isFile()) return { kind: 'file', size: stat.size, executable: (stat.mode & 0o111) !== 0 };
      return undefined;
    },
    list(folder) {
      const full = locate(folder)?.full;
      return full === undefined ? [] : listFolder(full, (name) => this.stat(joinPath(folder, name))?.kind ?? 'other');
    },
    read(path, maxBytes = Number.POSITIVE_INFINITY) {
      const found = locate(path);
      if (!found?.stat.isFile() || found.stat.size > maxBytes) return undefined;
      try {
        return readFileSync(found.full);
      } catch {
        return undefined; // not permitted, or gone since it was located
      }
    },
    async *stream(path, start = 0) {
      const found = locate(path);
      if (!found?.stat.isFile() || !isReadable(found.full)) return;
      if (found.stat.size <= wholeAtOnce) {
        yield readFileSync(found.full).subarray(start);
        return;
      }
      yield* createReadStream(found.full, { start, highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
    },
  };
}

function statAt(full: string, look: typeof lstatSync): Stats | undefined {
  try {
    return look(full, { throwIfNoEntry: false });
  } catch {
    return undefined; // a part of the path is no folder, or not permitted
  }
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
    closeSync(openSync(full, 'r'));
    return true;
  } catch {
    return false;
  }
}

/** The path of a folder from the nearest folder at or above it that git has made a checkout. */
function folderInCheckout(root: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return relative(folder, root).split(sep).join('/');
    if (folder === dirname(folder)) return '';
  }
}
