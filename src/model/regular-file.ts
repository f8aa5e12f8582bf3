import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';

/**
 * The bytes of a regular file. Undefined if it's anything else (a pipe, a device, a socket, a folder), missing, unreadable, or larger
 * than `maxBytes`. Opening never waits: a named pipe that nobody writes to is left alone. A link is followed unless `links` is false.
 * `own`: only a file of this user's that others can't write to.
 */
export function readRegularFile(
  full: string,
  {
    maxBytes = Number.POSITIVE_INFINITY,
    links = true,
    own = false,
  }: { readonly maxBytes?: number; readonly links?: boolean; readonly own?: boolean } = {},
): Buffer | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(full, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (links ? 0 : (constants.O_NOFOLLOW ?? 0)));
    const stat = fstatSync(descriptor);
    return stat.isFile() && stat.size <= maxBytes && (!own || isOwn(stat)) ? readFileSync(descriptor) : undefined;
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function isOwn({ uid, mode }: Stats): boolean {
  const user = process.geteuid?.();
  return user === undefined || (uid === user && (mode & 0o022) === 0);
}
