/** A file of the repository that is not left out by git or by configuration. */
export interface FileEntry {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  /** Known to git's index. True for all files where the root is no git checkout. */
  readonly tracked: boolean;
  readonly type: 'file' | 'symlink' | 'gitlink';
  /** By git's index where tracked there, else by the file's own mode. */
  readonly executable: boolean;
}

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
