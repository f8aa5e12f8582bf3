import { closeSync, createReadStream, lstatSync, openSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { folderOf, joinPath, nameOf } from '../text/path';
import { checkoutOf, listByGit } from './git';
import { remembered } from './query';
import { readRegularFile } from './regular-file';
import type { FileTree, TreeItem } from './tree';
import { walk } from './walk';

/** Files up to this many bytes are read in one call. That's cheaper than a stream, which waits for a thread for every chunk. */
const wholeAtOnce = 1 << 18;

/**
 * The files below a folder on disk, as git lists them in a checkout. Git that takes longer than `gitTimeoutMs` is stopped. Throws if the
 * root itself can't be read.
 */
export function diskTree(root: string, { gitTimeoutMs }: { readonly gitTimeoutMs?: number } = {}): FileTree {
  const real = realpathSync(root);
  const inside = real.endsWith(sep) ? real : real + sep;
  const listing = listByGit(real, gitTimeoutMs);
  const tracked = listing.entries;

  /** A folder's real path, looked up once. Undefined if it's missing or a symlink leads out of the root. */
  const realFolder = remembered('disk.folder', (folder) => (folder === '' ? real : realInside(join(real, folder))));
  const realInside = (full: string): string | undefined => {
    try {
      const target = realpathSync.native(full);
      return target === real || target.startsWith(inside) ? target : undefined;
    } catch {
      return undefined; // missing, a symlink loop, or no permission: nothing to read
    }
  };

  /** A path's real path and its stat. Symlinks are followed as long as they stay inside the root. */
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
    ...(listing.refusal !== undefined && { gitRefusal: listing.refusal }),
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
      return readRegularFile(found.full, { maxBytes, links: false });
    },
    async *stream(path, start = 0) {
      const found = locate(path);
      if (!found?.stat.isFile()) return;
      if (found.stat.size <= wholeAtOnce) {
        const bytes = readRegularFile(found.full, { links: false });
        if (bytes) yield bytes.subarray(start);
        return;
      }
      if (isReadable(found.full))
        yield* createReadStream(found.full, { start, highWaterMark: 1 << 18 }) as AsyncIterable<Uint8Array>;
    },
  };
}

function statAt(full: string, look: typeof lstatSync): Stats | undefined {
  try {
    return look(full, { throwIfNoEntry: false });
  } catch {
    return undefined; // part of the path isn't a folder, or no permission
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
    return []; // not a folder, or no permission
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

/** A folder's path within the git checkout that contains it. */
function folderInCheckout(root: string): string {
  const checkout = checkoutOf(root);
  return checkout === undefined ? '' : relative(checkout, root).split(sep).join('/');
}
