import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { remove, removeLeftovers, temporaryIn } from './temporary';

/** A file that may go at any time. Nothing here fails: what can't be written isn't kept. */
export interface CacheFile {
  readonly path: string;
  /** Says that it's in use. */
  touch(): void;
  /** Whether the text is there now. */
  write(text: string): boolean;
  /** Adds ASCII to what is there, with one call of the system. Whether all of it was. */
  append(text: string): boolean;
}

/** A larger file isn't worth keeping. */
export const maxCachedBytes = 128 * 1024 * 1024;

/** All files of a cache together. */
const maxTotalBytes = 256 * 1024 * 1024;

const dayMs = 24 * 60 * 60 * 1000;

/** A file of a cache. Whenever it's written, those that weren't used for longest go if the cache is too large. */
export function cacheFile(folder: string, name: string): CacheFile {
  const path = join(folder, name);
  return {
    path,
    touch: () => touch(path),
    write(text) {
      if (text.length > maxCachedBytes || !isMade(folder)) return false;
      const isWritten = replace(folder, path, text);
      removeLeftovers(folder);
      shrink(folder, name);
      return isWritten;
    },
    append: (text) => appendToOwn(path, text),
  };
}

function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return true;
  } catch {
    return false; // read-only, full, or a file is in the way
  }
}

/** Written beside and renamed: other processes see the old text or the new one. A text that a power cut damages is told by its checksum. */
function replace(folder: string, path: string, text: string): boolean {
  const temporary = temporaryIn(folder);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, path);
    return true;
  } catch {
    remove(temporary);
    return false;
  }
}

/**
 * Adds ASCII to a regular file of this user's that others can't write to, and that isn't a link, with one call of the system. Whether all of
 * it was added.
 */
function appendToOwn(path: string, text: string): boolean {
  let descriptor: number | undefined;
  try {
    const { O_WRONLY, O_APPEND, O_NONBLOCK = 0, O_NOFOLLOW = 0 } = constants;
    descriptor = openSync(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_NOFOLLOW);
    const stat = fstatSync(descriptor);
    const isOwn = stat.uid === (process.geteuid?.() ?? stat.uid) && (stat.mode & 0o022) === 0;
    return stat.isFile() && isOwn && writeSync(descriptor, text, null, 'latin1') === text.length;
  } catch {
    return false;
  } finally {
    close(descriptor);
  }
}

/** A full disk may be told only now. What is missing then is found by its checksum. */
function close(descriptor: number | undefined): void {
  try {
    if (descriptor !== undefined) closeSync(descriptor);
  } catch {
    // Whoever reads the file next writes it anew.
  }
}

/** At most once a day. */
function touch(path: string): void {
  try {
    const now = new Date();
    if (statSync(path).mtimeMs < now.getTime() - dayMs) utimesSync(path, now, now);
  } catch {
    // At worst, it goes earlier.
  }
}

/** Files of a cache have hashes as names. No other file is ever removed: the folder may be one with a user's own. */
const isCached = (name: string): boolean => /^[0-9a-f]{32}$/.test(name);

/** Removes the files of the cache that weren't used for longest, but for one, until the rest isn't too large. */
function shrink(folder: string, kept: string): void {
  const files = namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const stat = isCached(name) ? lstatSync(path, { throwIfNoEntry: false }) : undefined;
    return stat?.isFile() ? { name, path, bytes: stat.size, usedMs: stat.mtimeMs } : [];
  });
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { name, path, bytes } of files.sort((a, b) => a.usedMs - b.usedMs)) {
    if (total <= maxTotalBytes) return;
    if (name === kept) continue;
    remove(path);
    total -= bytes;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
