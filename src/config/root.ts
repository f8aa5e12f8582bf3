import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { placesIn } from './places';

/**
 * The root of the repository that a path is in: the folder of git's checkout, else the nearest folder with a configuration file, else
 * the path itself, or the folder of a file. Absolute; links are not resolved.
 */
export function findRoot(path: string): string {
  const start = folderOf(resolve(path));
  return nearest(start, hasGit) ?? nearest(start, (folder) => placesIn(folder).length > 0) ?? start;
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
