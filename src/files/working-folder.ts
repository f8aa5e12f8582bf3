import { closeSync, fstatSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { reasonOf, WriteError } from './problem';

/** A folder for one piece of work, outside of any repository. Only this user can enter it. */
export interface WorkingFolder {
  /** Absolute. */
  readonly path: string;
  /** Writes a file, with its folder. Returns its absolute path. Throws WriteError. */
  write(name: string, text: string, mode?: number): string;
  remove(): void;
}

/** Throws WriteError. */
export function createWorkingFolder(prefix: string): WorkingFolder {
  const path = written(tmpdir(), () => mkdtempSync(join(tmpdir(), prefix)));
  return {
    path,
    write(name, text, mode = 0o600) {
      const file = join(path, name);
      return written(path, () => {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text, { mode });
        return file;
      });
    },
    remove() {
      try {
        rmSync(path, { recursive: true, force: true });
      } catch {
        // A container left files of another user in it.
      }
    },
  };
}

function written(place: string, act: () => string): string {
  try {
    return act();
  } catch (error) {
    throw new WriteError(`Nothing can be written to ${place}, the folder for temporary files. ${reasonOf(error)}`);
  }
}

/** A log that grows. */
export interface LogFile {
  /** Throws what the system reports, such as a full disk. */
  write(text: string): void;
  /** Cuts off so many bytes of its end, so that a full disk has room again. */
  shorten(bytes: number): void;
  close(): void;
}

/** Starts a log anew, with its folder. What is there by its name goes, so that no link and no pipe is written to. */
export function createLog(path: string): LogFile {
  mkdirSync(dirname(path), { recursive: true });
  rmSync(path, { force: true });
  const descriptor = openSync(path, 'wx', 0o600);
  let isOpen = true;
  return {
    write: (text) => {
      const bytes = Buffer.from(text, 'utf8');
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    },
    shorten: (bytes) => ftruncateSync(descriptor, Math.max(0, fstatSync(descriptor).size - bytes)),
    close() {
      if (isOpen) closeSync(descriptor);
      isOpen = false;
    },
  };
}
