import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The absolute path of a document, undefined for one that isn't a file, such as an untitled one. */
export function fileOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

/** The real path. The file may be missing, and so may folders above it. */
export function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    const folder = dirname(file);
    return folder === file ? file : join(realPath(folder), basename(file));
  }
}

/** A path from the root, with forward slashes. Undefined if it's elsewhere. */
export function fromRoot(root: string, real: string): string | undefined {
  const path = relative(root, real).split(sep).join('/');
  return path === '..' || path.startsWith('../') ? undefined : path;
}

export const uriOf = (root: string, path: string): string => pathToFileURL(path === '' ? root : join(root, path)).href;

/** The nearest folder at or above a path that exists. */
export function existingFolder(file: string): string {
  const folder = dirname(file);
  return existsSync(folder) || folder === file ? folder : existingFolder(folder);
}
