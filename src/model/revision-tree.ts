import { createHash } from 'node:crypto';
import { folderOf, foldersFrom, joinPath, normalizePath } from '../text/path';
import { type Commit, isUnborn, noCommit, readCommit, readIndex } from './git';
import { byPath, type FileEntry, type FileTree, itemAt, type TreeItem, type TreeStat } from './tree';

/** A commit by its name, or what is staged. */
export type Revision =
  | { readonly commit: string /** Whether a branch without commits has no files. */; readonly mayBeNone?: boolean }
  | 'index';

/** The files of a revision. A text says why git doesn't have it. */
export function treeAt(now: FileTree, revision: Revision): FileTree | string {
  if (!now.git) return "This isn't a git checkout, so there are no commits.";
  const commit = revision === 'index' ? readIndex(now.root) : committed(now.root, revision);
  return typeof commit === 'string' ? commit : revisionTree(now, commit);
}

const committed = (root: string, { commit, mayBeNone }: Exclude<Revision, 'index'>): Commit | string =>
  mayBeNone && isUnborn(root) ? noCommit : readCommit(root, commit);

/**
 * A repository as it was in a commit, without a checkout. Files that are the same now are read from disk, and what git ignores is as it
 * is on disk.
 */
function revisionTree(now: FileTree, { files, content }: Commit): FileTree {
  const entries = [...files]
    .map(([path, { type, executable }]): FileEntry => ({ path, tracked: true, type, executable }))
    .sort(byPath);
  const children = new Map<string, Map<string, 'file' | 'folder'>>([['', new Map()]]);
  const put = (path: string, kind: 'file' | 'folder'): void => {
    const folder = folderOf(path);
    const names = children.get(folder) ?? new Map<string, 'file' | 'folder'>();
    children.set(folder, names.set(path.slice(folder === '' ? 0 : folder.length + 1), kind));
  };
  for (const [path, { type }] of files) {
    put(path, type === 'gitlink' ? 'folder' : 'file');
    for (const folder of foldersFrom(folderOf(path))) if (folder !== '') put(folder, 'folder');
  }
  const known = new Set(now.entries().flatMap(({ path }) => [path, ...foldersFrom(folderOf(path))]));
  /** Whether a path is on disk only, where git ignores it. */
  const isIgnored = (path: string): boolean => !known.has(path) && !files.has(path) && !children.has(path);

  const follow = (path: string, depth = 0): string | undefined => {
    const link = foldersFrom(path).find((each) => files.get(each)?.type === 'symlink');
    if (link === undefined) return path;
    const target = joinPath(folderOf(link), new TextDecoder().decode(content(link)));
    const next = depth > 8 || target.startsWith('/') ? undefined : normalizePath(target + path.slice(link.length));
    return next === undefined ? undefined : follow(next, depth + 1);
  };

  const bytesOf = (path: string): Uint8Array | undefined => {
    const file = files.get(path);
    const bytes = now.read(path);
    return file && (!bytes || objectName(bytes, file.object) !== file.object) ? content(path) : bytes;
  };

  const statAt = (path: string): TreeStat | undefined => {
    const file = files.get(path);
    if (file?.type === 'gitlink' || children.has(path)) return { kind: 'folder', size: 0, executable: false };
    if (file) return { kind: 'file', size: bytesOf(path)?.length ?? 0, executable: file.executable };
    return isIgnored(path) ? now.stat(path) : undefined;
  };
  const stat = (path: string): TreeStat | undefined => {
    const target = follow(path);
    return target === undefined ? undefined : statAt(target);
  };
  const read = (path: string, maxBytes = Number.POSITIVE_INFINITY): Uint8Array | undefined => {
    const target = follow(path);
    if (target === undefined || statAt(target)?.kind !== 'file') return undefined;
    const bytes = bytesOf(target);
    return bytes && bytes.length <= maxBytes ? bytes : undefined;
  };

  return {
    root: now.root,
    git: now.git,
    folderInCheckout: now.folderInCheckout,
    entries: () => entries,
    stat,
    read,
    list(folder): readonly TreeItem[] {
      const target = follow(folder);
      if (target === undefined) return [];
      const own = [...(children.get(target) ?? [])].map(([name]): TreeItem => {
        const path = joinPath(folder, name);
        return itemAt(path, stat(path), follow(path));
      });
      const ignored = now.list(target).filter(({ name }) => isIgnored(joinPath(target, name)));
      return [...own, ...ignored].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async *stream(path, start = 0) {
      const bytes = read(path);
      if (bytes) yield bytes.subarray(start);
    },
  };
}

/** What git would call a content, by the hash that another name is made with. */
const objectName = (bytes: Uint8Array, like: string): string =>
  createHash(like.length === 40 ? 'sha1' : 'sha256')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex');
