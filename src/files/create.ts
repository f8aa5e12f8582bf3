import { lstatSync } from 'node:fs';
import { dirname } from 'node:path';
import { WriteError } from './problem';
import { replaceFiles } from './replace';
import { makeFolder, refuseWayOut } from './report';

/** A file that doesn't exist yet. */
export interface NewFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly executable?: boolean;
}

/**
 * Writes new files, making their folders: all of them or none. `root` is the real path of the repository: paths in it must not lead out
 * through a link. Throws WriteError, or what the system reports, also if one of the files exists.
 */
export function createFiles(root: string, files: readonly NewFile[]): void {
  for (const { path } of files) {
    refuseWayOut(root, path);
    assertFree(path);
  }
  for (const { path } of files) makeFolder(dirname(path));
  const changes = files.map(({ path, text, executable = false }) => {
    const check = (): void => assertFree(path);
    return { path, bytes: Buffer.from(text), was: undefined, executable, check };
  });
  const [failure] = replaceFiles(changes);
  if (failure) throw failure.error;
}

function assertFree(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false })) throw new WriteError(`${path} already exists.`, true);
}
