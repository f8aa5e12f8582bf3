import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The first bytes of a file. */
export const headOf = (path: string, length: number): Buffer => read(path, () => 0, length);

/** The last bytes of a file. */
export const tailOf = (path: string, length: number): Buffer => read(path, (size) => Math.max(0, size - length), length);

function read(path: string, from: (size: number) => number, length: number): Buffer {
  const descriptor = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(length);
    return bytes.subarray(0, readSync(descriptor, bytes, 0, length, from(fstatSync(descriptor).size)));
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes of the end of a log in which its last lines are looked for. */
const searched = 64 * 1024;

/** The last lines of a log that say something. */
export function lastLines(path: string, most: number): readonly string[] {
  try {
    return tailOf(path, searched)
      .toString('utf8')
      .split(/[\r\n]+/)
      .filter((line) => line.trim() !== '')
      .slice(-most);
  } catch {
    return []; // it could not be written
  }
}
