import {
  accessSync,
  type BigIntStats,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { reasonOf } from './problem';
import { remove, removeLeftovers, temporaryIn } from './temporary';

/** New content for a file. */
export interface Change {
  /** Absolute. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The file that is replaced: its mode and its owner are kept. Undefined if there is none yet. */
  readonly was: BigIntStats | undefined;
  /** A new file that people run. */
  readonly executable?: boolean;
  /** Throws if the file must not be replaced any more. Called last thing before that. */
  check?(): void;
}

export interface Failure {
  readonly path: string;
  readonly error: unknown;
}

interface Staged extends Change {
  readonly temporary: string;
  /** Another name of the former file, while several files are replaced together. */
  readonly backup: string | undefined;
}

/**
 * Replaces all of the files, or none: each content is written to a temporary file beside its target and flushed, and only when all
 * of them are on disk are they renamed. Whoever reads a file meanwhile, or after a crash or a power cut, sees the old content or the
 * new one. Other hard links of a file keep the old content. Returns what failed; nothing is changed then.
 */
export function replaceFiles(changes: readonly Change[]): readonly Failure[] {
  const staged: Staged[] = [];
  const failures: Failure[] = [];
  for (const folder of new Set(changes.map(({ path }) => dirname(path)))) removeLeftovers(folder);
  for (const change of changes) {
    try {
      staged.push(stage(change, changes.length > 1));
    } catch (error) {
      failures.push({ path: change.path, error });
    }
  }
  const kept = new Set<string>();
  if (failures.length === 0) failures.push(...commit(staged, kept));
  for (const { temporary, backup } of staged) {
    remove(temporary);
    if (backup !== undefined && !kept.has(backup)) remove(backup);
  }
  return failures;
}

function stage(change: Change, isOneOfSeveral: boolean): Staged {
  const { path, bytes, was, executable } = change;
  if (was) accessSync(path, constants.W_OK); // renaming would replace a write-protected file without asking
  const temporary = temporaryIn(dirname(path));
  const backup = was && isOneOfSeveral ? temporaryIn(dirname(path)) : undefined;
  try {
    const descriptor = openSync(temporary, 'wx', was ? 0o600 : executable ? 0o777 : 0o666);
    try {
      writeFileSync(descriptor, bytes);
      if (was) keepOwnerAndMode(descriptor, was);
      flush(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (backup !== undefined) keepFormer(path, backup);
    return { ...change, temporary, backup };
  } catch (error) {
    remove(temporary);
    if (backup !== undefined) remove(backup);
    throw error;
  }
}

/** Some network file systems don't know how to, and say so. */
function flush(descriptor: number): void {
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (!['EINVAL', 'ENOSYS', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** Where the owner can't be kept, the file doesn't run as its new owner either. */
function keepOwnerAndMode(descriptor: number, { uid, gid, mode }: BigIntStats): void {
  let permissions = Number(mode) & 0o7777;
  try {
    fchownSync(descriptor, Number(uid), Number(gid));
  } catch {
    permissions &= 0o777;
  }
  fchmodSync(descriptor, permissions);
}

function keepFormer(path: string, backup: string): void {
  try {
    linkSync(path, backup);
  } catch {
    copyFileSync(path, backup, constants.COPYFILE_EXCL); // the file system has no hard links
  }
}

function commit(staged: readonly Staged[], kept: Set<string>): readonly Failure[] {
  const done: Staged[] = [];
  for (const one of staged) {
    try {
      one.check?.();
      renameSync(one.temporary, one.path);
      done.push(one);
    } catch (error) {
      return [{ path: one.path, error }, ...done.flatMap((each) => putBack(each, kept))];
    }
  }
  return [];
}

function putBack({ path, backup }: Staged, kept: Set<string>): readonly Failure[] {
  try {
    if (backup === undefined) remove(path);
    else renameSync(backup, path);
    return [];
  } catch (error) {
    if (backup !== undefined) kept.add(backup);
    return [{ path, error: new Error(`it has changed, and its former content is in ${backup}. ${reasonOf(error)}`) }];
  }
}
