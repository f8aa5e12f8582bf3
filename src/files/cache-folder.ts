import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { remove, removeLeftovers, temporaryIn } from './temporary';

/** A folder of small files that may go at any time. Nothing here fails: what can't be written isn't kept. */
export interface CacheFolder {
  readonly path: string;
  write(name: string, text: string): void;
  /** Removes all files but those of the given names. */
  keepOnly(names: ReadonlySet<string>): void;
}

/** A larger file isn't worth keeping. */
const maxBytes = 32 * 1024 * 1024;

/** All folders of a cache together. */
const maxTotalBytes = 256 * 1024 * 1024;

const dayMs = 24 * 60 * 60 * 1000;

/** A folder of a cache, made when something is first written. Others that weren't used for longest go if the cache is too large. */
export function cacheFolder(base: string, name: string): CacheFolder {
  const folder = join(base, name);
  let isUsable: boolean | undefined;
  return {
    path: folder,
    write(file, text) {
      isUsable ??= prepare(base, folder);
      if (isUsable && text.length <= maxBytes) isUsable = replace(folder, file, text);
    },
    keepOnly(names) {
      for (const each of namesIn(folder)) if (!names.has(each)) remove(join(folder, each));
      touch(folder);
    },
  };
}

function prepare(base: string, folder: string): boolean {
  try {
    const isNew = mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined;
    if (isNew) shrink(base, folder);
    else removeLeftovers(folder);
    return true;
  } catch {
    return false; // read-only, full, or a file is in the way
  }
}

/** Written beside and renamed: other processes see the old text or the new one. A text that a power cut damages is told by its checksum. */
function replace(folder: string, file: string, text: string): boolean {
  const temporary = temporaryIn(folder);
  try {
    writeFileSync(temporary, text, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, join(folder, file));
    return true;
  } catch {
    remove(temporary);
    return false;
  }
}

/** Says that a folder is in use, at most once a day. */
function touch(folder: string): void {
  try {
    const now = new Date();
    if (statSync(folder).mtimeMs < now.getTime() - dayMs) utimesSync(folder, now, now);
  } catch {
    // At worst, it goes earlier.
  }
}

/** Removes the folders that weren't used for longest, but for one, until the rest isn't too large. */
function shrink(base: string, kept: string): void {
  const folders = namesIn(base).map((name) => measure(join(base, name)));
  let total = folders.reduce((sum, { bytes }) => sum + bytes, 0);
  for (const { path, bytes } of folders.sort((a, b) => a.usedMs - b.usedMs)) {
    if (total <= maxTotalBytes) return;
    if (path === kept) continue;
    rmSync(path, { recursive: true, force: true });
    total -= bytes;
  }
}

function measure(path: string): { readonly path: string; readonly bytes: number; readonly usedMs: number } {
  const stat = statSync(path, { throwIfNoEntry: false });
  const sizes = namesIn(path).map((name) => statSync(join(path, name), { throwIfNoEntry: false })?.size ?? 0);
  return { path, bytes: sizes.reduce((sum, size) => sum + size, 0), usedMs: stat?.mtimeMs ?? 0 };
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
