import { lstatSync, mkdirSync, readdirSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { remove, removeLeftovers, temporaryIn } from './temporary';

/** A file that may go at any time. Nothing here fails: what can't be written isn't kept. */
export interface CacheFile {
  readonly path: string;
  /** Says that it's in use. */
  touch(): void;
  write(text: string): void;
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
      if (text.length > maxCachedBytes || !isMade(folder)) return;
      replace(folder, path, text);
      removeLeftovers(folder);
      shrink(folder, name);
    },
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
function replace(folder: string, path: string, text: string): void {
  const temporary = temporaryIn(folder);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, path);
  } catch {
    remove(temporary);
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
