import { nameOf } from '../text/path';

/** A file of the repository that neither git nor the configuration ignores. */
export interface FileEntry {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  /** Whether git's index has it. True for all files if the root isn't a git checkout. */
  readonly tracked: boolean;
  readonly type: 'file' | 'symlink' | 'gitlink';
  /** As in git's index if it's tracked, else by the file's own mode. */
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
  /** Of a symlink: the path that it leads to. */
  readonly target?: string;
}

/**
 * Read-only access to the files of one repository. Paths are relative to the root with forward slashes; no answer leaves the
 * root, even through symlinks, and nothing throws: what can't be read is undefined.
 */
export interface FileTree {
  /** Absolute, symlinks resolved. */
  readonly root: string;
  /** Whether git listed the files. */
  readonly git: boolean;
  /** Why git didn't list the files of a checkout, and what helps, in sentences. Undefined if it did, or there is no checkout. */
  readonly gitRefusal?: string;
  /** The root's path in its git checkout. Empty if the root is the top of a checkout, or isn't in one. */
  readonly folderInCheckout: string;
  /** Paths so far whose answers depended on links. Undefined if there are none. */
  readonly linked?: ReadonlySet<string>;
  /** Forgets where links lead, because something has changed. */
  forget?(): void;
  /** The files that git doesn't ignore, sorted by path. */
  entries(): readonly FileEntry[];
  stat(path: string): TreeStat | undefined;
  /**
   * What the system says of a file: another text whenever the file may have changed since. A file that changed within the last seconds
   * never gets the same text twice, because a clock may not tell two changes apart. Undefined if it's missing.
   */
  stamp?(path: string): string | undefined;
  list(folder: string): readonly TreeItem[];
  /** A file's bytes, if it has at most `maxBytes`. */
  read(path: string, maxBytes?: number): Uint8Array | undefined;
  /** A file's bytes from an offset, in chunks, for files that are too large for memory. */
  stream(path: string, start?: number): AsyncIterable<Uint8Array>;
}

export const byPath = (a: { readonly path: string }, b: { readonly path: string }): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0;

/** What a listing has of a path. `target`: what the path leads to, or the path itself. */
export const itemAt = (path: string, stat: TreeStat | undefined, target: string | undefined): TreeItem => ({
  name: nameOf(path),
  kind: stat?.kind ?? 'other',
  ...(target !== undefined && target !== path && { target }),
});
