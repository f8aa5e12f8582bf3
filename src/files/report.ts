import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { leavesBelow } from './original';
import { WriteError } from './problem';
import { replaceFiles } from './replace';

/**
 * Writes a report to a file, making its folder: whole or not at all. `root` is the real path of what is linted: a path in it must
 * not lead out through a link. Standard output and devices below `/dev` are written to. Throws what went wrong.
 */
export function writeReport(root: string, path: string, text: string): void {
  if (isDevice(path)) {
    append(path, text);
    return;
  }
  refuseWayOut(root, path);
  makeFolder(dirname(path));
  const [failure] = replaceFiles([{ path, bytes: Buffer.from(text), was: existing(path) }]);
  if (failure) throw failure.error;
}

/** Adds to a file that others write to as well, such as a CI system's summary. What doesn't fit whole is taken back. */
export function appendReport(root: string, path: string, text: string): void {
  if (!isDevice(path)) {
    refuseWayOut(root, path);
    existing(path);
  }
  append(path, text);
}

function append(path: string, text: string): void {
  const isOwn = !isDevice(path);
  const flags = constants.O_WRONLY | constants.O_APPEND | (isOwn ? constants.O_CREAT | constants.O_NOFOLLOW : 0);
  const descriptor = openSync(path, flags, 0o666);
  try {
    const stat = fstatSync(descriptor);
    try {
      writeFileSync(descriptor, text);
    } catch (error) {
      if (stat.isFile()) ftruncateSync(descriptor, stat.size);
      throw error;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** A descriptor of this process, as a shell's `>(program)` names it, or a character device. */
function isDevice(path: string): boolean {
  if (/^\/(?:dev\/(?:stdout|stderr|fd\/\d+)|proc\/self\/fd\/\d+)$/.test(path)) return true;
  return path.startsWith('/dev/') && (lstatSync(path, { throwIfNoEntry: false })?.isCharacterDevice() ?? false);
}

/** What a report replaces. Undefined: nothing. */
function existing(path: string): BigIntStats | undefined {
  const stat = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) throw new WriteError('It is a symbolic link.');
  if (stat?.isDirectory()) throw new WriteError('It is a folder.');
  if (stat && !stat.isFile()) throw new WriteError('It is not a regular file.');
  return stat;
}

export function refuseWayOut(root: string, path: string): void {
  if (leavesBelow(root, path)) throw new WriteError('A symbolic link on its path leads out of the repository.');
}

/** One folder after the other: `mkdir` with `recursive` never returns where `/proc` says that the folder above is missing. */
export function makeFolder(folder: string): void {
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory()) return;
  if (stat) throw new WriteError(`${folder} is not a folder.`);
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another process may have made it at the same time.
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
