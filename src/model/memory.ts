import { folderOf, joinPath, normalizePath } from '../text/path';
import { byPath, type FileEntry, type FileTree, itemAt, type TreeItem, type TreeStat } from './tree';

/** A file of a sample: its text, or an object with its text or bytes and its properties in git. */
export type MemoryFile =
  | string
  | {
      readonly text?: string;
      readonly bytes?: Uint8Array;
      /** The size of a file of zero bytes, for samples of large files. */
      readonly size?: number;
      /** Default: true for `.sh` and `.bash`. */
      readonly executable?: boolean;
      /** Whether git tracks it. Default true. */
      readonly tracked?: boolean;
      /** A symlink with this target. */
      readonly link?: string;
      /** A submodule's entry in git's index. */
      readonly gitlink?: boolean;
    };

const encoder = new TextEncoder();

/** A repository in memory: path from the root → file. Used for samples in documentation and for tests. */
export function memoryTree(files: { readonly [path: string]: MemoryFile }, root = '/repository'): FileTree {
  const contents = new Map<string, { bytes: Uint8Array; entry: FileEntry }>();
  const folders = new Set<string>(['']);
  const links = new Map<string, string>();
  for (const [path, given] of Object.entries(files)) {
    const file = typeof given === 'string' ? { text: given } : given;
    const bytes = file.bytes ?? (file.size === undefined ? encoder.encode(file.text ?? '') : new Uint8Array(file.size));
    const executable = file.executable ?? /\.(sh|bash)$/.test(path);
    contents.set(path, {
      bytes,
      entry: { path, tracked: file.tracked ?? true, type: file.gitlink ? 'gitlink' : file.link ? 'symlink' : 'file', executable },
    });
    if (file.link !== undefined) links.set(path, file.link);
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) folders.add(folder);
  }
  const follow = (path: string, depth = 0): string | undefined => {
    const link = links.get(path);
    if (link === undefined) return path;
    const target = normalizePath(joinPath(folderOf(path), link));
    return target === undefined || depth > 8 ? undefined : follow(target, depth + 1);
  };
  const stat = (path: string): TreeStat | undefined => {
    const target = follow(path);
    if (target === undefined) return undefined;
    if (folders.has(target)) return { kind: 'folder', size: 0, executable: false };
    const found = contents.get(target);
    return found ? { kind: 'file', size: found.bytes.length, executable: found.entry.executable } : undefined;
  };
  const entries = [...contents.values()].map(({ entry }) => entry).sort(byPath);
  return {
    root,
    git: true,
    folderInCheckout: '',
    entries: () => entries,
    stat,
    list(folder): readonly TreeItem[] {
      const names = new Set<string>();
      const prefix = folder === '' ? '' : `${folder}/`;
      for (const path of [...contents.keys(), ...folders]) {
        if (path !== folder && path.startsWith(prefix)) names.add(path.slice(prefix.length).split('/')[0] ?? '');
      }
      return [...names]
        .filter((name) => name !== '')
        .sort()
        .map((name) => itemAt(prefix + name, stat(prefix + name), follow(prefix + name)));
    },
    read(path, maxBytes = Number.POSITIVE_INFINITY) {
      const target = follow(path);
      const bytes = target === undefined ? undefined : contents.get(target)?.bytes;
      return bytes && bytes.length <= maxBytes ? bytes : undefined;
    },
    async *stream(path, start = 0) {
      const bytes = this.read(path);
      if (bytes) yield bytes.subarray(start);
    },
  };
}
