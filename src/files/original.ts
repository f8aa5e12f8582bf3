import { type BigIntStats, closeSync, constants, fstatSync, lstatSync, openSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { WriteError } from './problem';

/** A file of the repository as it's on disk now. */
export interface Original {
  /** Absolute, without links on the way. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly stat: BigIntStats;
}

/**
 * Reads a file that is to be replaced. `root` is a real path, and `file` is relative to it. Throws WriteError, or what the system
 * reports, if the file is outside of the root, in `.git`, behind a symbolic link, or no regular file.
 */
export function readOriginal(root: string, file: string): Original {
  const parts = file.split('/');
  if (file.startsWith('/') || parts.some((part) => ['', '.', '..'].includes(part) || part.includes(sep) || part.includes('\0')))
    throw new WriteError('The path is not one below the root of the repository.', true);
  if (parts.some((part) => part.toLowerCase() === '.git')) throw new WriteError('It belongs to git.', true);
  const path = join(root, ...parts);
  refuseLinks(path);
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(descriptor, { bigint: true });
    if (!stat.isFile()) throw new WriteError('It is not a regular file.', true);
    return { path, bytes: readFileSync(descriptor), stat };
  } finally {
    closeSync(descriptor);
  }
}

/** Throws if the file isn't the one that was read, or has been written since. */
export function assertUnchanged({ path, stat }: Original): void {
  refuseLinks(path);
  const now = lstatSync(path, { bigint: true });
  const isSame = (['dev', 'ino', 'size', 'mtimeNs', 'mode'] as const).every((field) => now[field] === stat[field]);
  if (!isSame) throw new WriteError('It has changed since it was read.');
}

function refuseLinks(path: string): void {
  const folder = dirname(path);
  if (realpathSync(folder) !== folder) throw new WriteError('A folder on its path is a symbolic link.', true);
  if (lstatSync(path).isSymbolicLink()) throw new WriteError('It is a symbolic link.', true);
}

/** Whether a path that is below a folder by its name is really elsewhere, because of a symbolic link on the way. */
export function leavesBelow(within: string, path: string): boolean {
  if (!path.startsWith(within.endsWith(sep) ? within : within + sep)) return false;
  let folder = dirname(path);
  for (;;) {
    try {
      const real = realpathSync(folder);
      return real !== within && !real.startsWith(within.endsWith(sep) ? within : within + sep);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || folder === within) return false;
      folder = dirname(folder);
    }
  }
}
