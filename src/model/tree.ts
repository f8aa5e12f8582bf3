import type { FileEntry } from './targets';

export interface TreeStat {
  readonly kind: 'file' | 'folder';
  readonly size: number;
  readonly executable: boolean;
}

export interface TreeItem {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/**
 * Read-only access to the files of one repository. Paths are relative to the root with forward slashes; every answer stays inside
 * the root after symlinks are followed, and nothing throws: what can't be read is undefined.
 */
export interface FileTree {
  /** Absolute, symlinks resolved. */
  readonly root: string;
  /** Git told which files there are. */
  readonly git: boolean;
  /** Where the root lies in its git checkout; the empty string where it is the checkout's own root, or in none. */
  readonly folderInCheckout: string;
  /** Files that git does not ignore, sorted by path. */
  entries(): readonly FileEntry[];
  stat(path: string): TreeStat | undefined;
  list(folder: string): readonly TreeItem[];
  /** The bytes of a file that has at most so many. */
  read(path: string, maxBytes?: number): Uint8Array | undefined;
  /** The bytes from an offset on, in chunks, for files too large to hold. */
  stream(path: string, start?: number): AsyncIterable<Uint8Array>;
}

export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

/** `a/b/../c` → `a/c`; undefined where the path would leave the root, or is absolute. The root itself is the empty string. */
export function normalizePath(path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept.join('/');
}

export const joinPath = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The folder that holds a path; the root is the empty string. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A folder and all those above it, up to the root. */
export function foldersFrom(folder: string): readonly string[] {
  const folders = [folder];
  for (let above = folder; above !== ''; ) folders.push((above = folderOf(above)));
  return folders;
}
