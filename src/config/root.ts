import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { placesIn } from './places';

/**
 * The root of the repository that a path is in: the nearest folder at or above it that is a git checkout or holds a configuration
 * file, else the path itself, or the folder of a file. A configuration inside a checkout thus makes a repository of its own, as a
 * demo or a vendored collection is. Absolute; links are not resolved.
 */
export function findRoot(path: string): string {
  const start = folderOf(resolve(path));
  return nearest(start, (folder) => hasGit(folder) || placesIn(folder).length > 0) ?? start;
}

function folderOf(path: string): string {
  try {
    return statSync(path).isDirectory() ? path : dirname(path);
  } catch {
    return dirname(path);
  }
}

function nearest(start: string, fits: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (fits(folder)) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

/** A folder in a checkout, a file in a submodule or linked work tree. */
const hasGit = (folder: string): boolean => existsSync(join(folder, '.git'));
