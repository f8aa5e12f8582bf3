import { closeSync, createReadStream, openSync, readdirSync, realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { joinPath } from '../text/path';
import { checkoutOf } from './git';
import { type GitListing, listByGit } from './git-listing';
import { locator } from './locate';
import { readRegularFile } from './regular-file';
import { stampOf } from './stamp';
import type { FileTree, TreeItem } from './tree';
import { walk } from './walk';

/** Files up to this many bytes are read in one call. That's cheaper than a stream, which waits for a thread for every chunk. */
const wholeAtOnce = 1 << 18;

export interface DiskOptions {
  /** What git says, if it's known. */
  readonly listing?: GitListing | undefined;
  readonly gitTimeoutMs?: number;
  /** How new a file must be so that its times don't tell whether it has changed since, in milliseconds. */
  readonly racyMs?: number;
}

/**
 * The files below a folder on disk, as git lists them in a checkout. Git that takes longer than `gitTimeoutMs` is stopped. Throws if the
 * root itself can't be read.
 */
export function diskTree(root: string, { gitTimeoutMs, racyMs, listing }: DiskOptions = {}): FileTree {
  const real = realpathSync(root);
  const { entries: tracked, refusal } = listing ?? listByGit(real, gitTimeoutMs);

  const { locate, linked, forget } = locator(real);
  const followedFrom = (folder: string, name: string): TreeItem => {
    linked.add(folder);
    const found = locate(joinPath(folder, name));
    if (found === undefined) return { name, kind: 'other' };
    const { full, stat } = found;
    const kind = stat.isDirectory() ? 'folder' : stat.isFile() ? 'file' : 'other';
    return { name, kind, target: relative(real, full).split(sep).join('/') };
  };

  return {
    root: real,
    linked,
    forget,
    git: tracked !== undefined,
    ...(refusal !== undefined && { gitRefusal: refusal }),
    folderInCheckout: tracked ? folderInCheckout(real) : '',
    entries: () => tracked ?? walk(real),
    stat(path) {
      const stat = locate(path)?.stat;
      if (stat?.isDirectory()) return { kind: 'folder', size: 0, executable: false };
      if (stat?.isFile()) return { kind: 'file', size: stat.size, executable: (stat.mode & 0o111) !== 0 };
      return undefined;
    },
    stamp(path) {
      const found = locate(path);
      return found && stampOf(found.stat, linked.has(path) ? found.full : '', racyMs);
    },
    list(folder) {
      const full = locate(folder)?.full;
      return full === undefined ? [] : listFolder(full, (name) => followedFrom(folder, name));
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

function listFolder(full: string, followed: (name: string) => TreeItem): readonly TreeItem[] {
  try {
    return readdirSync(full, { withFileTypes: true })
      .map((item): TreeItem => {
        if (item.isFile()) return { name: item.name, kind: 'file' };
        if (item.isDirectory()) return { name: item.name, kind: 'folder' };
        return item.isSymbolicLink() ? followed(item.name) : { name: item.name, kind: 'other' };
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
