/** Paths in the repository: relative to its root, with forward slashes. */

/** `a/b/../c` → `a/c`. Undefined: the path leaves the root, or is absolute. The root itself is the empty string. */
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

/** The path of a name in a folder; the root is the empty string. */
export const joinPath = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

/** The folder that a path is in; the root is the empty string. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A folder and all folders above it, up to the root. */
export function foldersFrom(folder: string): readonly string[] {
  const folders = [folder];
  for (let above = folder; above !== ''; ) folders.push((above = folderOf(above)));
  return folders;
}

/** Whether a path is anywhere below a folder; the root is the empty string. */
export const isBelow = (path: string, folder: string): boolean => folder === '' || path.startsWith(`${folder}/`);
